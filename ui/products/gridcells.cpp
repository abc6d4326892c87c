#include "ui/products/gridcells.h"

#include "ui/products/variantgrid.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

namespace backroom {

static constexpr int Inset = 12; // as the words of the header

void GridCells::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = tokens();
    painter->save();
    const QRect rect = option.rect;
    painter->fillRect(rect, t.surface);
    hairline(*painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), t.border);
    const QRect inner = rect.adjusted(Inset, 0, -Inset, -1);
    const QVariant state = index.data(Qt::CheckStateRole);
    if (state.isValid()) {
        QStyleOptionButton box;
        const int side = metrics().icon;
        box.rect =
            QStyle::visualRect(option.direction, inner, QRect(inner.left(), inner.center().y() - side / 2, side, side));
        box.state = QStyle::State_Enabled | (state.toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
        option.widget->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, option.widget);
    } else {
        const QString text = index.data().toString();
        const bool fixed = !(index.flags() & Qt::ItemIsEditable);
        painter->setFont(typeFont(Type::Body));
        painter->setPen(fixed || text.isEmpty() ? t.muted : t.text);
        const auto side = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
        const Qt::Alignment shown = QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter;
        const QString words = text.isEmpty() ? QStringLiteral("–") : text;
        if (side & Qt::AlignRight)
            drawFigures(*painter, inner, shown, words);
        else
            drawText(*painter, inner, shown, words);
    }
    const QRect ring = rect.adjusted(1, 1, -1, -2);
    if (!index.data(VariantGrid::FaultRole).toString().isEmpty())
        roundedBox(*painter, ring, ControlRadius, {}, t.bad, 2);
    else if (option.state & QStyle::State_HasFocus)
        roundedBox(*painter, ring, ControlRadius, {}, t.accent, 2);
    painter->restore();
}

bool GridCells::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    const QVariant state = index.data(Qt::CheckStateRole);
    if (!state.isValid())
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const bool clicked =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    const bool typed = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!clicked && !typed)
        return false;
    return model->setData(index, state.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QWidget *GridCells::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    editor->setAlignment(Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()));
    return editor;
}

void GridCells::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    editor->setGeometry(option.rect.adjusted(1, 1, -1, -2));
}

}
