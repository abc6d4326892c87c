// Which columns of the grid of variants are in sight, and how wide: by the room there is, and by what the person wants.
#include "ui/products/gridcolumns.h"
#include "ui/products/variantgrid.h"
#include "ui/theme/type.h"

#include <QFontMetrics>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Padding = 26; // around the words of a cell
constexpr int MeasuredRows = 100, MostLetters = 24; // by which a column is made as wide as what is in it
}

// Everything in sight where that is possible: what nobody filled in gives way, the rest of the room is for words.
void VariantGrid::fitColumns()
{
    const QFontMetrics letters(typeFont(Type::Body)), heading(typeFont(Type::Caption, QFont::DemiBold));
    QList<GridWidth> all;
    for (const GridColumn &column : std::as_const(m_columns)) {
        GridWidth each{.column = column};
        int widest = qMax(column.letters * letters.averageCharWidth(), heading.horizontalAdvance(column.title));
        const int at = columnOf(column.field);
        for (int row = 0; row < rowCount(); ++row) {
            const QTableWidgetItem *cell = item(row, at);
            if (!cell)
                continue;
            each.isFilled = each.isFilled || (column.box ? cell->checkState() == Qt::Checked : !cell->text().isEmpty());
            if (row < MeasuredRows)
                widest = qMax(widest,
                              qMin(letters.horizontalAdvance(cell->text()), MostLetters * letters.averageCharWidth()));
        }
        each.least = widest + Padding;
        if (m_wanted.contains(column.field))
            each.wanted = m_wanted.value(column.field).toBool();
        all << each;
    }
    const QList<int> widths = fitted(all, viewport()->width());
    for (int i = 0; i < widths.size(); ++i) {
        setColumnHidden(i, widths.at(i) == 0);
        if (widths.at(i) > 0)
            setColumnWidth(i, widths.at(i));
    }
}

void VariantGrid::setWanted(const QVariantMap &wanted)
{
    m_wanted = wanted;
    fitColumns();
}

QMenu *VariantGrid::makeColumnMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"variantColumns"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const GridColumn &column : std::as_const(m_columns)) {
        if (column.givesWay == 0)
            continue;
        QAction *action = menu->addAction(column.title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(columnOf(column.field)));
        action->setObjectName(u"variantColumn-"_s + column.field);
        connect(action, &QAction::triggered, this, [this, field = column.field](bool shown) {
            m_wanted.insert(field, shown);
            fitColumns();
            Q_EMIT wantedChanged();
        });
    }
    return menu;
}

void VariantGrid::resizeEvent(QResizeEvent *event)
{
    QTableWidget::resizeEvent(event);
    fitColumns();
}

}
