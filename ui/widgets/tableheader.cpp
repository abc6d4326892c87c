#include "ui/widgets/tableheader.h"

#include "ui/models/pagedmodel.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/tableview.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionHeader>

namespace backroom {

TableHeader::TableHeader(TableView &view) : QHeaderView(Qt::Horizontal, &view), m_view(view)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionsMovable(true);
    setFirstSectionMovable(false);
    setMinimumSectionSize(40);
    setFixedHeight(metrics().textRow);
}

QRect TableHeader::box() const
{
    const int first = logicalIndex(0);
    if (first < 0 || m_view.checkWidth() == 0)
        return {};
    return m_view.checkRect(QRect(sectionViewportPosition(first), 0, sectionSize(first), height()));
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const auto *rows = m_view.pagedModel();
    QStyleOptionHeader option;
    initStyleOption(&option);
    const int place = visualIndex(section);
    const bool first = place == 0, last = place == count() - 1;
    const int before = first ? m_view.edge() - CellDelegate::Inset + m_view.checkWidth() : 0;
    const int after = last ? m_view.edge() - CellDelegate::Inset : 0;
    painter->fillRect(rect, tokens().surface);
    hairline(*painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens().border);
    option.rect = QStyle::visualRect(layoutDirection(), rect, rect.adjusted(before, 0, -after, 0));
    option.section = section;
    option.text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    option.textAlignment = Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    if (isSortIndicatorShown() && sortIndicatorSection() == section)
        option.sortIndicator =
            sortIndicatorOrder() == Qt::AscendingOrder ? QStyleOptionHeader::SortDown : QStyleOptionHeader::SortUp;
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const bool sortable = rows && rows->columns().at(section).sortable;
    option.state.setFlag(QStyle::State_MouseOver, sortable && underMouse() && rect.contains(pointer));
    style()->drawControl(QStyle::CE_Header, &option, painter, this);
    if (!first || m_view.checkWidth() == 0)
        return;
    QStyleOptionButton check;
    check.rect = box();
    check.state = QStyle::State_Enabled;
    const auto *selection = m_view.selectionModel();
    int selected = 0;
    for (const QItemSelectionRange &range : selection ? selection->selection() : QItemSelection())
        selected += range.height();
    check.state |= selected == 0          ? QStyle::State_Off
        : selected >= model()->rowCount() ? QStyle::State_On
                                          : QStyle::State_NoChange;
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &check, painter, this);
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    m_onBox = box().adjusted(-8, -8, 8, 8).contains(event->position().toPoint());
    if (!m_onBox)
        QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_onBox) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    m_onBox = false;
    if (m_view.selectionModel()->selection().isEmpty())
        m_view.selectAll();
    else
        m_view.clearSelection();
}

}
