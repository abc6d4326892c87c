#include "app/reports/totals.h"

#include "app/orders/order.h"
#include "app/store/bulkinsert.h"

#include <algorithm>
#include <array>

namespace backroom {

namespace {
// A table of totals and, with "{of}" for which orders, the rows that it sums up.
struct Table
{
    const char *name;
    QByteArrayList keys;
    QByteArrayList values;
    const char *source;
};

// A line's total and its discount before tax. A discount on a price with tax holds its share of it.
#define LINE_NET "(l.total - l.discount - o.prices_include_tax * l.tax)"
#define LINE_DISCOUNT                                                                                                  \
    "CASE WHEN l.discount = 0 OR o.prices_include_tax = 0 THEN l.discount "                                            \
    "ELSE (l.discount * 2000000 + 1000000 + l.tax_rate) / (2 * (1000000 + l.tax_rate)) END"
#define LINES "FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE {of}"
#define REFUNDS "FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.amount < 0 AND {of}"
#define REFUND_LINES                                                                                                   \
    "FROM refund_lines r JOIN payments p ON p.id = r.payment_id JOIN order_lines l ON l.id = r.order_line_id "         \
    "JOIN orders o ON o.id = p.order_id WHERE {of}"

// The day's sales first: its row is what orders of the same day wait at, so that they meet nowhere else.
// A refund is returned as a whole, less its shipping; its lines then tell how much of that was tax.
const Table &salesTable()
{
    static const Table table{
        "daily_sales",
        {"day"},
        {"orders", "items", "gross", "discounts", "returns", "net", "tax", "shipping"},
        "SELECT o.day AS day, CASE WHEN o.item_count > 0 THEN 1 ELSE 0 END AS orders, 0 AS items, 0 AS gross, "
        "0 AS discounts, 0 AS returns, 0 AS net, o.tax AS tax, "
        "o.shipping - o.prices_include_tax * o.shipping_tax AS shipping FROM orders o WHERE {of} "
        "UNION ALL SELECT y.day, 0, CASE WHEN y.quantity > 0 THEN y.quantity ELSE 0 END, "
        "CASE WHEN y.total >= 0 THEN y.net + y.discount ELSE 0 END, y.discount, "
        "CASE WHEN y.total < 0 THEN -(y.net + y.discount) ELSE 0 END, y.net, 0, 0 "
        "FROM (SELECT o.day AS day, l.quantity AS quantity, l.total AS total, " LINE_NET " AS net, " LINE_DISCOUNT
        " AS discount " LINES ") y "
        "UNION ALL SELECT o.day, 0, 0, 0, 0, -p.amount - p.shipping, p.amount + p.shipping, -p.shipping_tax, "
        "p.shipping_tax - p.shipping " REFUNDS " "
        "UNION ALL SELECT o.day, 0, 0, 0, 0, -r.tax, r.tax, -r.tax, 0 " REFUND_LINES};
    return table;
}

const Table &countriesTable()
{
    static const Table table{"daily_countries",
                             {"day", "country"},
                             {"orders", "items", "net"},
                             "SELECT o.day AS day, o.country AS country, CASE WHEN o.item_count > 0 THEN 1 ELSE 0 END "
                             "AS orders, 0 AS items, 0 AS net FROM orders o WHERE {of} "
                             "UNION ALL SELECT o.day, o.country, 0, CASE WHEN l.quantity > 0 THEN l.quantity ELSE 0 "
                             "END, " LINE_NET " " LINES " "
                             "UNION ALL SELECT o.day, o.country, 0, 0, p.amount + p.shipping " REFUNDS " "
                             "UNION ALL SELECT o.day, o.country, 0, 0, r.tax " REFUND_LINES};
    return table;
}

// Shipping is taxed at one rate: that of the tax row which the lines do not account for.
const Table &taxesTable()
{
    static const Table table{
        "daily_taxes",
        {"day", "name", "rate"},
        {"net", "tax"},
        "SELECT o.day AS day, t.name AS name, t.rate AS rate, t.net AS net, t.amount AS tax "
        "FROM order_taxes t JOIN orders o ON o.id = t.order_id WHERE {of} "
        "UNION ALL SELECT o.day, l.tax_name, l.tax_rate, r.tax - r.amount, -r.tax " REFUND_LINES
        " AND l.tax_name <> '' "
        "UNION ALL SELECT o.day, t.name, t.rate, p.shipping_tax - p.shipping, -p.shipping_tax "
        "FROM payments p JOIN orders o ON o.id = p.order_id JOIN order_taxes t ON t.order_id = o.id "
        "WHERE p.shipping_tax > 0 AND t.amount > (SELECT coalesce(sum(l.tax), 0) FROM order_lines l "
        "WHERE l.order_id = o.id AND l.tax_name = t.name AND l.tax_rate = t.rate) AND {of}"};
    return table;
}

const Table &variantsTable()
{
    static const Table table{"daily_variants",
                             {"day", "variant_id"},
                             {"units", "revenue"},
                             "SELECT o.day AS day, l.variant_id AS variant_id, l.quantity AS units, " LINE_NET
                             " AS revenue " LINES " AND l.variant_id IS NOT NULL "
                             "UNION ALL SELECT o.day, l.variant_id, -r.quantity, r.tax - r.amount " REFUND_LINES
                             " AND l.variant_id IS NOT NULL"};
    return table;
}

const std::array<const Table *, 4> &tables()
{
    static const std::array<const Table *, 4> all{&salesTable(), &countriesTable(), &taxesTable(), &variantsTable()};
    return all;
}

QByteArray upsert(const Table &table)
{
    QByteArrayList sets;
    for (const QByteArray &value : table.values)
        sets << value + " = " + table.name + "." + value + " + excluded." + value;
    return "ON CONFLICT (" + table.keys.join(", ") + ") DO UPDATE SET " + sets.join(", ");
}

QByteArray head(const Table &table)
{
    return QByteArray("INSERT INTO ") + table.name + " (" + (table.keys + table.values).join(", ") + ")";
}

// Sums in the order of the keys, so that two transactions never take rows crosswise.
QByteArray summing(const Table &table, const QByteArray &sign, const QByteArray &which)
{
    QByteArrayList sums;
    for (const QByteArray &value : table.values)
        sums << "CAST(" + sign + "sum(x." + value + ") AS BIGINT)";
    const QByteArray keys = table.keys.join(", ");
    return head(table) + " SELECT " + keys + ", " + sums.join(", ") + " FROM ("
        + QByteArray(table.source).replace("{of}", which) + ") x GROUP BY " + keys + " ORDER BY " + keys + " "
        + upsert(table);
}

// One row on top of what is there.
QByteArray adding(const Table &table)
{
    const qsizetype columns = table.keys.size() + table.values.size();
    return head(table) + " VALUES (?" + QByteArray(",?").repeated(columns - 1) + ") " + upsert(table);
}

struct OrderStatements
{
    QByteArray sql;
    int parameters;
};
using AllStatements = std::array<OrderStatements, 4>;

AllStatements orderStatements(const QByteArray &sign)
{
    AllStatements all;
    for (size_t i = 0; i < all.size(); ++i)
        all[i] = {summing(*tables()[i], sign, "o.id = ? AND o.status <> 'cancelled'"),
                  int(QByteArrayView(tables()[i]->source).count("{of}"))};
    return all;
}

void count(Transaction &transaction, OrderId order, const AllStatements &statements)
{
    for (const OrderStatements &one : statements) {
        Query query = transaction.connection().queryBound(one.sql, [&](Statement &statement) {
            for (int i = 0; i < one.parameters; ++i)
                statement.bind(i, order);
        });
        query.next();
    }
}
}

void TotalsDelta::addLine(int day, VariantId variant, const QString &country, qint64 quantity, qint64 total)
{
    const qint64 items = std::max<qint64>(quantity, 0);
    Sales &sales = days[day];
    sales.items += items;
    (total >= 0 ? sales.gross : sales.returns) += qAbs(total);
    Country &place = countries[{day, country}];
    place.items += items;
    place.net += total;
    if (variant) {
        Units &units = variants[{day, variant.value}];
        units.units += quantity;
        units.revenue += total;
    }
}

void TotalsDelta::addOrder(int day, const QString &country)
{
    ++days[day].orders;
    ++countries[{day, country}].orders;
}

namespace totals {

void add(Transaction &transaction, OrderId order)
{
    static const AllStatements statements = orderStatements("");
    count(transaction, order, statements);
}

void addNew(Transaction &transaction, const Order &order)
{
    static const std::array<QByteArray, 4> statements{adding(salesTable()), adding(countriesTable()),
                                                      adding(taxesTable()), adding(variantsTable())};
    qint64 items = 0, gross = 0, discounts = 0, net = 0;
    std::map<qint64, TotalsDelta::Units> variants;
    for (const OrderLine &line : order.lines) {
        const qint64 lineNet = line.total - line.discount - (order.pricesIncludeTax ? line.tax : 0);
        // As LINE_DISCOUNT: a discount on a price with tax holds its share of it.
        const qint64 discount = line.discount == 0 || !order.pricesIncludeTax
            ? line.discount
            : (line.discount * 2'000'000 + 1'000'000 + line.taxRate) / (2 * (1'000'000 + line.taxRate));
        items += line.quantity;
        gross += lineNet + discount;
        discounts += discount;
        net += lineNet;
        TotalsDelta::Units &units = variants[line.variant.value];
        units.units += line.quantity;
        units.revenue += lineNet;
    }
    const qint64 orders = order.itemCount > 0 ? 1 : 0;
    transaction.post(statements[0], order.day, orders, items, gross, discounts, 0, net, order.tax,
                     order.shipping - (order.pricesIncludeTax ? order.shippingTax : 0));
    transaction.post(statements[1], order.day, order.country, orders, items, net);
    // In the order of the keys, as in summing().
    QList<TaxLine> taxes = order.taxLines;
    std::sort(taxes.begin(), taxes.end(),
              [](const TaxLine &a, const TaxLine &b) { return a.name != b.name ? a.name < b.name : a.rate < b.rate; });
    for (const TaxLine &line : std::as_const(taxes))
        transaction.post(statements[2], order.day, line.name, line.rate, line.net, line.amount);
    for (const auto &[variant, of] : variants)
        transaction.post(statements[3], order.day, variant, of.units, of.revenue);
}

void subtract(Transaction &transaction, OrderId order)
{
    static const AllStatements statements = orderStatements("-");
    count(transaction, order, statements);
}

void apply(Transaction &transaction, const TotalsDelta &delta)
{
    BulkInsert days(transaction, head(salesTable()), 9, upsert(salesTable()));
    for (const auto &[day, of] : delta.days)
        days.add(day, of.orders, of.items, of.gross, 0, of.returns, of.gross - of.returns, 0, 0);
    days.flush();
    BulkInsert countries(transaction, head(countriesTable()), 5, upsert(countriesTable()));
    for (const auto &[key, of] : delta.countries)
        countries.add(key.first, key.second, of.orders, of.items, of.net);
    countries.flush();
    BulkInsert variants(transaction, head(variantsTable()), 4, upsert(variantsTable()));
    for (const auto &[key, of] : delta.variants)
        variants.add(key.first, key.second, of.units, of.revenue);
    variants.flush();
}

void rebuild(Transaction &transaction)
{
    // Orders that are being placed reach this table before they are committed and wait; what they add comes on top.
    if (transaction.kind() == StoreKind::Postgres)
        transaction.exec("LOCK TABLE daily_sales IN SHARE ROW EXCLUSIVE MODE");
    for (const Table *table : tables()) {
        transaction.exec(QByteArray("DELETE FROM ").append(table->name));
        transaction.exec(summing(*table, "", "o.status <> 'cancelled'"));
    }
}

QList<TotalsDifference> compare(Reader &reader)
{
    QList<TotalsDifference> differences;
    for (const Table *table : tables()) {
        const QByteArray keys = table->keys.join(", ");
        QByteArrayList taken;
        QByteArrayList differing;
        for (const QByteArray &value : table->values) {
            taken << "-y." + value;
            differing << "sum(x." + value + ") <> 0";
        }
        const QByteArray source = QByteArray(table->source).replace("{of}", "o.status <> 'cancelled'");
        const QByteArray sql = "SELECT DISTINCT day FROM (SELECT " + keys + " FROM (SELECT " + keys + ", "
            + table->values.join(", ") + " FROM " + table->name + " UNION ALL SELECT " + keys + ", " + taken.join(", ")
            + " FROM (" + source + ") y) x GROUP BY " + keys + " HAVING " + differing.join(" OR ") + ") z ORDER BY day";
        Query rows = reader.query(sql);
        while (rows.next())
            differences.append({rows.integer(0), table->name});
    }
    std::stable_sort(differences.begin(), differences.end(),
                     [](const auto &a, const auto &b) { return a.day < b.day; });
    return differences;
}

}
}
