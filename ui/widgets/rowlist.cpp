#include "ui/widgets/rowlist.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tipOf(const ListRow &row)
{
    const QString name = row.text.toHtmlEscaped();
    return row.second.isEmpty() ? name : name + u"<br>"_s + row.second.toHtmlEscaped();
}
}

RowList::RowList(bool ruled, QWidget *parent) : QWidget(parent), m_ruled(ruled)
{
    setSpokenRole(*this, QAccessible::List);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void RowList::setRows(const QList<ListRow> &rows)
{
    m_rows = rows;
    m_current = qBound(0, m_current, qMax(0, int(rows.size()) - 1));
    const bool leads = std::any_of(rows.begin(), rows.end(), [](const ListRow &row) { return row.leads; });
    setFocusPolicy(leads ? Qt::TabFocus : Qt::NoFocus);
    QStringList spoken; // the whole list as words, for those who hear it
    for (const ListRow &row : rows) {
        QStringList words{row.text, row.second, row.figure, row.figureSecond, row.badge ? row.badge->text : QString()};
        words.removeAll(QString());
        spoken << words.join(u", "_s);
    }
    setAccessibleDescription(spoken.join(u"; "_s));
    updateGeometry();
    update();
}

int RowList::leastHeight() const
{
    const bool two = std::any_of(m_rows.begin(), m_rows.end(),
                                 [](const ListRow &row) { return !row.second.isEmpty() || row.share; });
    return two ? metrics().unit + metrics().small + 14 : metrics().unit + 16;
}

QSize RowList::sizeHint() const { return {260, int(m_rows.size()) * (leastHeight() + (m_ruled ? 12 : 6))}; }

QSize RowList::minimumSizeHint() const { return {180, int(m_rows.size()) * leastHeight()}; }

QRect RowList::rowRect(int row) const
{
    const int count = qMax(1, int(m_rows.size()));
    const int each = qBound(leastHeight(), height() / count, leastHeight() + 22);
    return {0, row * each, width(), each};
}

int RowList::rowAt(const QPoint &at) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (rowRect(row).contains(at))
            return row;
    }
    return -1;
}

void RowList::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    for (int i = 0; i < m_rows.size(); ++i) {
        const QRect rect = rowRect(i);
        if (m_rows.at(i).leads && i == m_hovered)
            roundedBox(painter, rect.adjusted(-8, 1, 8, -1), ControlRadius, t.hover);
        paintRow(painter, rect, m_rows.at(i));
        if (m_ruled && i + 1 < m_rows.size())
            hairline(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), t.border);
        if (hasFocus() && i == m_current)
            roundedBox(painter, rect.adjusted(0, 1, 0, -1), ControlRadius, {}, t.accent, 2);
    }
}

void RowList::paintRow(QPainter &painter, const QRect &all, const ListRow &row) const
{
    const Tokens &t = tokens();
    const Metrics m = metrics();
    QRect rect = all.adjusted(0, 0, 0, m_ruled ? -1 : 0);
    const auto placed = [this, &all](const QRect &at) { return QStyle::visualRect(layoutDirection(), all, at); };
    const Qt::Alignment left = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter;
    const Qt::Alignment right = QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter;
    const int middle = rect.center().y();

    if (row.pictured || row.tile) {
        const int side = m.unit * 2;
        const QRect box(rect.left(), middle - side / 2, side, side);
        if (row.pictured) {
            paintPicture(painter, placed(box), row.picture);
        } else {
            roundedBox(painter, placed(box), ControlRadius, softColour(t, row.ink));
            const int inset = (side - m.icon) / 2;
            paintIcon(painter, placed(box).adjusted(inset, inset, -inset, -inset), row.sign, colour(t, row.ink));
        }
        rect.setLeft(box.right() + (row.tile ? 13 : 11));
    } else if (!row.sign.isEmpty()) {
        paintIcon(painter, placed(QRect(rect.left(), middle - m.icon / 2, m.icon, m.icon)), row.sign,
                  colour(t, row.ink));
        rect.setLeft(rect.left() + m.icon + 10);
    }
    if (row.leads) {
        paintIcon(painter, placed(QRect(rect.right() - m.icon + 1, middle - m.icon / 2, m.icon, m.icon)),
                  layoutDirection() == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s, t.muted);
        rect.setRight(rect.right() - m.icon - 6);
    }
    // Where it would leave too little for the name, it stands under it, instead of the second line.
    const QFontMetrics letters(typeFont(Type::Body, row.tile ? QFont::Medium : QFont::Normal));
    const bool badgeBelow = row.badge
        && rect.width() - badgeSize(*row.badge).width() - 12
            < qMin(letters.horizontalAdvance(row.text) + 1, letters.averageCharWidth() * 14);
    const bool two = !row.second.isEmpty() || row.share || badgeBelow;
    const int top = two ? middle - (m.unit + m.small + 2) / 2 : middle - m.unit / 2;
    QRect second = rect;
    if (row.badge && !badgeBelow) {
        const QSize size = badgeSize(*row.badge);
        const QRect badge(rect.right() + 1 - size.width(), rect.top(), size.width(), rect.height());
        rect.setRight(rect.right() - size.width() - 12);
        // Beside the name alone, where the second line wants the room below it.
        const bool wide = QFontMetrics(typeFont(Type::Caption)).horizontalAdvance(row.second) >= rect.width();
        if (!wide)
            second = rect;
        paintBadge(painter, placed(wide ? QRect(badge.left(), top, badge.width(), m.unit) : badge), *row.badge);
    }
    const QRect first(rect.left(), top, rect.width(), m.unit);
    const QRect below(second.left(), top + m.unit + 2, second.width(), m.small);

    const bool counts = row.leads && !row.share;
    const QFont figureFont = counts ? typeFont(Type::Body, QFont::DemiBold) : typeFont(Type::Body);
    const int figure = row.figure.isEmpty() ? 0 : figuresWidth(QFontMetrics(figureFont), row.figure);
    const int figureSecond =
        row.figureSecond.isEmpty() ? 0 : QFontMetrics(typeFont(Type::Caption)).horizontalAdvance(row.figureSecond);
    const int taken = qMax(figure, figureSecond) + (figure || figureSecond ? 12 : 0);
    painter.setFont(figureFont);
    painter.setPen(row.share || counts ? t.text : t.muted);
    drawFigures(painter, placed(row.share ? first : QRect(rect.left(), rect.top(), rect.width(), rect.height())), right,
                row.figure);
    painter.setFont(typeFont(Type::Body, row.tile ? QFont::Medium : QFont::Normal));
    painter.setPen(t.text);
    drawText(painter, placed(first.adjusted(0, 0, -taken, 0)), left, row.text);
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(t.muted);
    drawText(painter, placed(below), right, row.figureSecond);
    if (badgeBelow)
        return paintBadge(painter, placed(below.adjusted(0, -2, 0, 2)), *row.badge, left);
    if (!row.share) {
        drawText(painter, placed(below.adjusted(0, 0, -taken, 0)), left, row.second);
        return;
    }
    QRectF bar(below.left(), below.center().y() - 2, below.width() - qMax(figureSecond + 12, taken), 5);
    roundedBox(painter, placed(bar.toRect()), 2.5, t.neutralSoft);
    bar.setWidth(qMax(5.0, bar.width() * qBound(0.0, *row.share, 1.0)));
    roundedBox(painter, placed(bar.toRect()), 2.5, t.s1Fill);
}

void RowList::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = rowAt(event->position().toPoint());
    update();
}

void RowList::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void RowList::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && row >= 0 && m_rows.at(row).leads)
        Q_EMIT opened(row);
}

void RowList::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_rows.size()) - 1;
    if (event->key() == Qt::Key_Down && m_current < last)
        ++m_current;
    else if (event->key() == Qt::Key_Up && m_current > 0)
        --m_current;
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && last >= 0
             && m_rows.at(m_current).leads)
        Q_EMIT opened(m_current);
    else
        QWidget::keyPressEvent(event);
    update();
}

bool RowList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<const QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        QToolTip::showText(help->globalPos(), row < 0 ? QString() : tipOf(m_rows.at(row)), this);
        return true;
    }
    return QWidget::event(event);
}

}
