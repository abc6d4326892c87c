#include "ui/widgets/celldelegate.h"

#include "ui/models/pagedmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace backroom {

CellDelegate::CellDelegate(TableView &view) : QStyledItemDelegate(&view), m_view(view) {}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto cell = index.data(PagedModel::CellRole).value<Cell>();
    const QFontMetrics body(typeFont(Type::Body, QFont::Medium)), small(typeFont(Type::Caption));
    int width = qMax(figuresWidth(body, cell.text), small.horizontalAdvance(cell.second));
    if (!cell.warning.isEmpty())
        width += metrics().icon + 6;
    if (cell.badge)
        width = badgeSize(*cell.badge).width();
    return {width + 2 * Inset + 4, m_view.rowHeight()};
}

QRect CellDelegate::inner(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QHeaderView &header = *m_view.horizontalHeader();
    const int place = header.visualIndex(index.column());
    QRect rect = option.rect.adjusted(Inset, 0, -Inset, -1);
    if (place == 0)
        rect.setLeft(rect.left() + m_view.edge() - Inset + m_view.checkWidth());
    if (place == header.count() - 1)
        rect.setRight(rect.right() - m_view.edge() + Inset);
    return QStyle::visualRect(option.direction, option.rect.adjusted(0, 0, 0, -1), rect);
}

void CellDelegate::paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = tokens();
    const QRect rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = m_view.hoveredRow() == index.row();
    if (selected || hovered || m_view.isFlashing(index.data(PagedModel::IdRole).toLongLong()))
        painter.fillRect(rect, hovered && !selected ? t.hover : t.select);
    hairline(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1),
             selected ? mixed(t.select, t.outline, 0.5) : t.border);
    const bool focused = m_view.showsFocus() && m_view.currentIndex().row() == index.row();
    if (!focused)
        return;
    const int place = m_view.horizontalHeader()->visualIndex(index.column());
    const QRect all = rect.adjusted(0, 0, 0, -1);
    painter.fillRect(QRect(all.left(), all.top(), all.width(), 2), t.accent);
    painter.fillRect(QRect(all.left(), all.bottom() - 1, all.width(), 2), t.accent);
    const bool mirrored = option.direction == Qt::RightToLeft;
    if (place == (mirrored ? m_view.horizontalHeader()->count() - 1 : 0))
        painter.fillRect(QRect(all.left(), all.top(), 2, all.height()), t.accent);
    if (place == (mirrored ? 0 : m_view.horizontalHeader()->count() - 1))
        painter.fillRect(QRect(all.right() - 1, all.top(), 2, all.height()), t.accent);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = tokens();
    painter->save();
    paintRow(*painter, option, index);
    if (m_view.horizontalHeader()->visualIndex(index.column()) == 0 && m_view.checkWidth() > 0) {
        QStyleOptionButton box;
        box.rect = m_view.checkRect(option.rect);
        box.state =
            QStyle::State_Enabled | (option.state & QStyle::State_Selected ? QStyle::State_On : QStyle::State_Off);
        m_view.style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, &m_view);
    }
    const auto *model = qobject_cast<const PagedModel *>(index.model());
    const ColumnKind kind = model ? model->columns().at(index.column()).kind : ColumnKind::Text;
    const bool pictured = model && model->columns().at(index.column()).pictured;
    QRect rect = inner(option, index);
    if (!index.data(PagedModel::LoadedRole).toBool()) {
        // Not here yet: a quiet bar where words will stand, so that the frame of the list is there at once.
        if (kind == ColumnKind::Name || kind == ColumnKind::Text)
            roundedBox(*painter, QRect(rect.left(), rect.center().y() - 4, qMin(rect.width(), 120), 8), 4,
                       t.neutralSoft);
        painter->restore();
        return;
    }
    const auto cell = index.data(PagedModel::CellRole).value<Cell>();
    const bool missing = cell.text.isEmpty() && !cell.badge;
    const QString text = missing ? u"–"_s : cell.text;
    const Ink usual = missing || kind == ColumnKind::Quiet ? Ink::Muted : Ink::Text;
    const QColor ink = colour(t, cell.ink.value_or(usual));
    const Qt::Alignment side =
        QStyle::visualAlignment(option.direction, kind == ColumnKind::Figure ? Qt::AlignRight : Qt::AlignLeft);
    const int unit = metrics().unit, small = metrics().small;

    if (cell.badge) {
        paintBadge(*painter, rect, *cell.badge, side);
    } else if (kind == ColumnKind::Name) {
        if (pictured) {
            const int box = m_view.rowHeight() - 14;
            const QRect place =
                QStyle::visualRect(option.direction, rect, QRect(rect.left(), rect.center().y() - box / 2, box, box));
            paintPicture(*painter, place, cell.picture);
            rect = QStyle::visualRect(option.direction, rect, rect.adjusted(box + 12, 0, 0, 0));
        }
        const bool two = !cell.second.isEmpty();
        const int top = rect.top() + (rect.height() - unit - (two ? small + 2 : 0)) / 2;
        painter->setFont(typeFont(Type::Body, QFont::Medium));
        painter->setPen(ink);
        drawText(*painter, QRect(rect.left(), top, rect.width(), unit), side | Qt::AlignVCenter, text);
        painter->setFont(typeFont(Type::Caption));
        painter->setPen(t.muted);
        if (two)
            drawText(*painter, QRect(rect.left(), top + unit + 2, rect.width(), small), side | Qt::AlignVCenter,
                     cell.second);
    } else {
        painter->setFont(typeFont(Type::Body, cell.ink && kind == ColumnKind::Figure ? QFont::Medium : QFont::Normal));
        painter->setPen(ink);
        if (!cell.warning.isEmpty()) {
            const int width = figuresWidth(painter->fontMetrics(), text), icon = metrics().icon - 1;
            const int x = side & Qt::AlignRight ? qMax(rect.left(), rect.right() - width - icon - 7) : rect.left();
            paintIcon(*painter, QRect(x, rect.center().y() - icon / 2, icon, icon), cell.warning, ink);
            rect.setLeft(x + icon + 7); // the words give way to it, not it to them
        }
        if (kind == ColumnKind::Figure || kind == ColumnKind::Quiet)
            drawFigures(*painter, rect, side | Qt::AlignVCenter, text);
        else
            drawText(*painter, rect, side | Qt::AlignVCenter, text);
    }
    painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const auto cell = index.data(PagedModel::CellRole).value<Cell>();
    const bool pictured = !cell.second.isEmpty() || !cell.picture.isNull();
    const int room = inner(option, index).width() - (pictured ? m_view.rowHeight() - 2 : 0);
    QString tip = cell.tip;
    if (tip.isEmpty() && QFontMetrics(typeFont(Type::Body, QFont::Medium)).horizontalAdvance(cell.text) > room)
        tip = cell.text;
    // Tooltips turn markup on when they see some; what the shop typed is text.
    QToolTip::showText(event->globalPos(), tip.toHtmlEscaped(), view);
    return true;
}

}
