#include "app/reports/reportparts.h"
#include "app/reports/requeststats.h"
#include "app/settings/countries.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace backroom::reports {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Shares of a sum in millionths; nothing of nothing is 0.
qint64 share(qint64 part, qint64 whole)
{
    return whole == 0 ? 0 : qint64(double(part) / double(whole) * 1e6 + (part < 0 ? -0.5 : 0.5));
}
}

QString countryName(const QString &code)
{
    if (code.isEmpty())
        return tr("Unknown");
    const Country *country = findCountry(code.toUtf8());
    return country ? country->name() : code;
}

void sales(Reader &reader, ReportTable &table, Interval interval)
{
    table.columns = {{"period", tr("Period"), ReportKind::Text},
                     {"orders", tr("Orders"), ReportKind::Count},
                     {"items", tr("Items"), ReportKind::Count},
                     {"gross", tr("Gross"), ReportKind::Money},
                     {"discounts", tr("Discounts"), ReportKind::Money},
                     {"returns", tr("Returns"), ReportKind::Money},
                     {"net", tr("Net"), ReportKind::Money},
                     {"tax", tr("Tax"), ReportKind::Money},
                     {"shipping", tr("Shipping"), ReportKind::Money}};
    std::map<int, std::array<qint64, 8>> periods;
    // Periods without a sale are periods too.
    for (int start = periodStart(table.from, interval); start < table.to; start = nextPeriod(start, interval))
        periods[start] = {};
    Query rows =
        reader.query("SELECT day, orders, items, gross, discounts, returns, net, tax, shipping FROM daily_sales "
                     "WHERE day >= ? AND day < ?",
                     table.from, table.to);
    while (rows.next()) {
        auto &sums = periods[periodStart(rows.integer(0), interval)];
        for (size_t i = 0; i < sums.size(); ++i)
            sums[i] += rows.int64(int(i) + 1);
    }
    for (const auto &[start, sums] : periods) {
        ReportRow row{periodText(start, interval)};
        for (const qint64 sum : sums)
            row << sum;
        table.rows << row;
        table.keys << qint64(start);
    }
}

void products(Reader &reader, ReportTable &table, const ReportQuery &query)
{
    table.columns = {{"sku", tr("SKU"), ReportKind::Text},
                     {"title", tr("Product"), ReportKind::Text},
                     {"units", tr("Units"), ReportKind::Count},
                     {"revenue", tr("Revenue"), ReportKind::Money},
                     {"share", tr("Share"), ReportKind::Rate}};
    const qint64 whole =
        reader
            .number("SELECT CAST(sum(revenue) AS BIGINT) FROM daily_variants WHERE day >= ? AND day < ?", table.from,
                    table.to)
            .value_or(0);
    const QByteArray order = query.sort == "units" ? "units DESC, revenue DESC" : "revenue DESC, units DESC";
    const QByteArray sql =
        "SELECT coalesce(v.sku, ''), coalesce(p.title, ''), s.units, s.revenue, s.variant_id FROM (SELECT variant_id, "
        "CAST(sum(units) AS BIGINT) AS units, CAST(sum(revenue) AS BIGINT) AS revenue FROM daily_variants "
        "WHERE day >= ? AND day < ? GROUP BY variant_id) s LEFT JOIN variants v ON v.id = s.variant_id "
        "LEFT JOIN products p ON p.id = v.product_id WHERE s.units <> 0 OR s.revenue <> 0 ORDER BY s."
        + QByteArray(order).replace(", ", ", s.") + ", s.variant_id" + limitText(query.limit);
    Query rows = reader.query(sql, table.from, table.to);
    while (rows.next()) {
        table.rows << ReportRow{rows.text(0), rows.text(1), rows.int64(2), rows.int64(3), share(rows.int64(3), whole)};
        table.keys << rows.int64(4);
    }
}

void categories(Reader &reader, ReportTable &table)
{
    table.columns = {{"category", tr("Category"), ReportKind::Text},
                     {"units", tr("Units"), ReportKind::Count},
                     {"revenue", tr("Revenue"), ReportKind::Money}};
    // A product of several categories counts in each of them.
    Query rows = reader.query(
        "SELECT coalesce(c.name, ''), CAST(sum(s.units) AS BIGINT), CAST(sum(s.revenue) AS BIGINT) AS revenue, coalesce(c.id, 0) FROM "
        "(SELECT variant_id, CAST(sum(units) AS BIGINT) AS units, CAST(sum(revenue) AS BIGINT) AS revenue FROM daily_variants "
        "WHERE day >= ? AND day < ? GROUP BY variant_id) s LEFT JOIN variants v ON v.id = s.variant_id "
        "LEFT JOIN product_categories pc ON pc.product_id = v.product_id LEFT JOIN categories c ON c.id = pc.category_id "
        "GROUP BY c.id, c.name ORDER BY revenue DESC",
        table.from, table.to);
    while (rows.next()) {
        table.rows << ReportRow{rows.utf8(0).isEmpty() ? tr("None") : rows.text(0), rows.int64(1), rows.int64(2)};
        table.keys << rows.int64(3);
    }
}

void countries(Reader &reader, ReportTable &table)
{
    table.columns = {{"country", tr("Country"), ReportKind::Text}, {"code", tr("Code"), ReportKind::Text},
                     {"orders", tr("Orders"), ReportKind::Count},  {"items", tr("Items"), ReportKind::Count},
                     {"net", tr("Net"), ReportKind::Money},        {"share", tr("Share"), ReportKind::Rate}};
    Query rows = reader.query(
        "SELECT country, CAST(sum(orders) AS BIGINT), CAST(sum(items) AS BIGINT), CAST(sum(net) AS BIGINT) "
        "AS net FROM daily_countries WHERE day >= ? AND day < ? GROUP BY country ORDER BY net DESC, country",
        table.from, table.to);
    qint64 whole = 0;
    while (rows.next()) {
        whole += rows.int64(3);
        const QString code = rows.text(0);
        table.rows << ReportRow{countryName(code), findCountry(code.toUtf8()) ? code : QString(),
                                rows.int64(1),     rows.int64(2),
                                rows.int64(3),     0};
        table.keys << code;
    }
    for (ReportRow &row : table.rows)
        row.last() = share(std::get<qint64>(row[4]), whole);
}

void tax(Reader &reader, ReportTable &table)
{
    table.columns = {{"name", tr("Tax"), ReportKind::Text},
                     {"rate", tr("Rate"), ReportKind::Rate},
                     {"net", tr("Taxed"), ReportKind::Money},
                     {"tax", tr("Amount"), ReportKind::Money}};
    Query rows = reader.query("SELECT name, rate, CAST(sum(net) AS BIGINT), CAST(sum(tax) AS BIGINT) FROM daily_taxes "
                              "WHERE day >= ? AND day < ? GROUP BY name, rate ORDER BY name, rate",
                              table.from, table.to);
    while (rows.next()) {
        table.rows << ReportRow{rows.text(0), rows.int64(1), rows.int64(2), rows.int64(3)};
        table.keys << rows.text(0);
    }
}

void stock(Reader &reader, ReportTable &table, int limit)
{
    table.columns = {{"sku", tr("SKU"), ReportKind::Text},      {"title", tr("Product"), ReportKind::Text},
                     {"level", tr("Level"), ReportKind::Count}, {"value", tr("Value"), ReportKind::Money},
                     {"sold", tr("Sold"), ReportKind::Count},   {"days_left", tr("Days left"), ReportKind::Count},
                     {"low", tr("Low at"), ReportKind::Count}};
    // Worth what it cost, or its price where no cost is known. What sells out first stands first.
    const QByteArray sql =
        "SELECT v.sku, p.title, coalesce(l.level, 0), coalesce(l.level, 0) * coalesce(v.cost, v.price), coalesce(s.units, 0), "
        "CASE WHEN coalesce(s.units, 0) > 0 THEN (CASE WHEN coalesce(l.level, 0) > 0 THEN l.level * ? / s.units ELSE 0 END) END "
        "AS days_left, v.low_stock_threshold, v.id FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN stock_levels l ON "
        "l.variant_id = v.id LEFT JOIN (SELECT variant_id, CAST(sum(units) AS BIGINT) AS units FROM daily_variants WHERE day >= ? "
        "AND day < ? GROUP BY variant_id) s ON s.variant_id = v.id WHERE v.archived = 0 AND v.track_stock = 1 "
        "AND p.status <> 'archived' ORDER BY CASE WHEN coalesce(s.units, 0) > 0 THEN 0 ELSE 1 END, days_left, v.sku"
        + limitText(limit);
    Query rows = reader.query(sql, qint64(table.to - table.from), table.from, table.to);
    const auto number = [&rows](int column) {
        return rows.isNull(column) ? ReportValue() : ReportValue(rows.int64(column));
    };
    while (rows.next()) {
        table.rows << ReportRow{rows.text(0),  rows.text(1), rows.int64(2), rows.int64(3),
                                rows.int64(4), number(5),    number(6)};
        table.keys << rows.int64(7);
    }
}

void requests(Reader &reader, ReportTable &table, const QTimeZone &zone)
{
    table.columns = {{"endpoint", tr("Endpoint"), ReportKind::Text}, {"calls", tr("Calls"), ReportKind::Count},
                     {"errors", tr("Errors"), ReportKind::Count},    {"refused", tr("Refused"), ReportKind::Count},
                     {"p50", tr("Median ms"), ReportKind::Duration}, {"p95", tr("95 % ms"), ReportKind::Duration},
                     {"p99", tr("99 % ms"), ReportKind::Duration}};
    // Errors are ours (5xx), what was refused is the caller's (4xx).
    for (const auto &[method, path, counts] :
         requeststats::load(reader, dayStart(table.from, zone), dayStart(table.to, zone))) {
        table.keys << QString::fromUtf8(QByteArray(method + ' ' + path));
        table.rows << ReportRow{path == RequestStats::Other ? tr("Addresses that are none")
                                                            : QString::fromUtf8(QByteArray(method + ' ' + path)),
                                counts.calls,
                                counts.errors,
                                counts.refused,
                                qint64(counts.micros.permille(500)),
                                qint64(counts.micros.permille(950)),
                                qint64(counts.micros.permille(990))};
    }
}

}
