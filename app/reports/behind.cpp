#include "app/reports/behind.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>

namespace backroom::reports {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString keyText(const ReportValue &key)
{
    if (const auto *text = std::get_if<QString>(&key))
        return *text;
    const auto *number = std::get_if<qint64>(&key);
    return number ? QString::number(*number) : QString();
}

// Taxes of one name differ in their rate.
QString rowKey(const ReportTable &table, int row)
{
    QString key = keyText(table.keys.value(row));
    if (table.name == "tax")
        key += u' ' + QString::number(table.number(row, "rate"));
    return key;
}
}

std::optional<OrderQuery> behind(const ReportTable &table, int row)
{
    if (row < 0 || row >= table.keys.size())
        return std::nullopt;
    OrderQuery query;
    query.counted = true;
    query.fromDay = table.from;
    query.toDay = table.to;
    const ReportValue &key = table.keys.at(row);
    const auto *number = std::get_if<qint64>(&key);
    const auto *text = std::get_if<QString>(&key);
    if (table.name == "sales" && number) {
        // The first and the last period may reach beyond the range.
        const Interval interval = parseInterval(table.interval).value_or(Interval::Day);
        query.fromDay = std::max(table.from, int(*number));
        query.toDay = std::min(table.to, nextPeriod(int(*number), interval));
    } else if (table.name == "products" && number) {
        query.variant = VariantId{*number};
    } else if (table.name == "customers" && number) {
        query.user = UserId{*number};
    } else if (table.name == "categories" && number) {
        query.category = CategoryId{*number};
    } else if (table.name == "countries" && text) {
        query.country = text->toUtf8();
    } else if (table.name == "tax" && text) {
        query.tax = text->toUtf8();
    } else {
        return std::nullopt;
    }
    return query;
}

QByteArray mainFigure(const ReportTable &table)
{
    for (const char *name : {"net", "revenue", "spent", "value", "calls"})
        if (table.name != "tax" && table.column(name) >= 0)
            return name;
    if (table.column("tax") >= 0)
        return "tax";
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [](const ReportColumn &column) { return isFigure(column.kind); });
    return found == table.columns.end() ? QByteArray() : found->name;
}

void compareWith(ReportTable &table, const ReportTable &earlier)
{
    const QByteArray figure = mainFigure(table);
    const int at = table.column(figure);
    if (at < 0)
        return;
    QHash<QString, int> rows;
    for (int row = 0; row < earlier.rows.size(); ++row)
        rows.insert(rowKey(earlier, row), row);
    const ReportKind kind = table.columns.at(at).kind;
    table.columns.insert(at + 1, {"before", tr("Before"), kind});
    table.columns.insert(at + 2, {"change", tr("Change"), ReportKind::Rate});
    for (int row = 0; row < table.rows.size(); ++row) {
        const bool byPlace = table.name == "sales";
        const int then = byPlace ? (row < earlier.rows.size() ? row : -1) : rows.value(rowKey(table, row), -1);
        ReportValue before, change;
        if (then >= 0 || !byPlace) {
            const qint64 was = then >= 0 ? earlier.number(then, figure) : 0;
            const auto *now = std::get_if<qint64>(&table.rows.at(row).at(at));
            before = was;
            if (was > 0 && now)
                change = qint64(double(*now - was) / double(was) * 1e6 + (*now < was ? -0.5 : 0.5));
        }
        table.rows[row].insert(at + 1, before);
        table.rows[row].insert(at + 2, change);
    }
}

std::optional<qint64> sumOf(const ReportTable &table, QByteArrayView column)
{
    const int at = table.column(column);
    if (at < 0 || (table.columns.at(at).kind != ReportKind::Money && table.columns.at(at).kind != ReportKind::Count))
        return std::nullopt;
    qint64 sum = 0;
    for (const ReportRow &row : table.rows)
        if (const auto *number = std::get_if<qint64>(&row.at(at)))
            sum += *number;
    return sum;
}

}
