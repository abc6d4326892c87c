#include "ui/reports/reportsource.h"

#include "ui/reports/reportwords.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// What a cell is drawn from: its row, in the table that it was made of.
struct Place
{
    std::shared_ptr<const ReportTable> table;
    int row = 0;
};

// Nothing comes first, then numbers, then words.
int compared(const ReportValue &a, const ReportValue &b)
{
    const auto real = [](const ReportValue &value) -> std::optional<double> {
        if (const auto *whole = std::get_if<qint64>(&value))
            return double(*whole);
        if (const auto *number = std::get_if<double>(&value))
            return *number;
        return std::nullopt;
    };
    const auto x = real(a), y = real(b);
    if (x && y)
        return *x < *y ? -1 : *x > *y ? 1 : 0;
    const auto *s = std::get_if<QString>(&a), *t = std::get_if<QString>(&b);
    if (s && t)
        return s->compare(*t, Qt::CaseInsensitive);
    return int(a.index()) - int(b.index());
}
}

ReportSource::ReportSource(TaskPool &pool, std::shared_ptr<const ReportTable> table)
    : m_pool(pool), m_table(std::move(table))
{}

void ReportSource::loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done)
{
    m_pool.run(
        &m_pool,
        [table = m_table, order]() -> Result<QList<qint64>> {
            QList<qint64> ids(table->rows.size());
            std::iota(ids.begin(), ids.end(), 1);
            const int column = order.key.toInt();
            if (!order.key.isEmpty() && column < table->columns.size()) {
                const bool sales = table->name == "sales" && column == 0;
                const auto value = [&](qint64 id) -> const ReportValue & {
                    return sales ? table->keys.at(id - 1) : table->rows.at(id - 1).at(column);
                };
                const bool up = order.direction == Qt::AscendingOrder;
                std::stable_sort(ids.begin(), ids.end(), [&](qint64 a, qint64 b) {
                    const int way = compared(value(a), value(b));
                    return up ? way < 0 : way > 0;
                });
            }
            return ids;
        },
        std::move(done));
}

void ReportSource::loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done)
{
    QList<SourceRow> rows;
    for (const qint64 id : ids)
        if (id > 0 && id <= m_table->rows.size())
            rows << SourceRow{id, QVariant::fromValue(Place{m_table, int(id) - 1})};
    m_pool.deliver([rows, done = std::move(done)] { done(rows); });
}

QList<Column> columnsOf(const Format &format, const ReportTable &table)
{
    QList<Column> columns;
    for (int at = 0; at < table.columns.size(); ++at) {
        const ReportColumn &of = table.columns.at(at);
        const bool figure = isFigure(of.kind);
        const bool first = at == 0 || of.name == "title" || of.name == "endpoint";
        columns << Column{.key = QString::number(at),
                          .title = of.title,
                          .kind = figure ? ColumnKind::Figure
                              : first    ? ColumnKind::Text
                                         : ColumnKind::Quiet,
                          .sortable = true,
                          .width = of.kind == ReportKind::Money ? 11 // its words above are given their room in any case
                              : figure                          ? 8
                              : of.name == "title" || of.name == "endpoint" || of.name == "customer" ? 0
                                                                                                     : 18,
                          .cell = [format, at](const QVariant &row) {
                              const auto *place = static_cast<const Place *>(row.constData());
                              return Cell{.text = reportwords::cell(format, *place->table, place->row, at)};
                          }};
    }
    const bool wide =
        std::any_of(columns.cbegin(), columns.cend(), [](const Column &column) { return column.width == 0; });
    if (!wide && !columns.isEmpty())
        columns.first().width = 0;
    return columns;
}

}
