#include "app/reports/startingpoints.h"

#include "app/base/money.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::ownreports {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// The name of a column, with what says which kind of figure it is.
QString as(const QString &words, QLatin1StringView kind = {})
{
    return u"AS \""_s + QString(words).remove(u'"') + kind + u'"';
}
constexpr auto Money = "_money"_L1, Day = "_day"_L1, Rate = "_rate"_L1;

class Points {
public:
    explicit Points(StoreKind store)
        : m_today(store == StoreKind::Sqlite ? u"julianday('now') - 2440587.5"_s
                                             : u"date_part('epoch', now()) / 86400"_s)
    {}

    // `sql` has {today}, in days as the shop counts them, and %1 … for its columns.
    void add(const char *key, const QString &title, const QString &says, const QString &sql, const QStringList &columns)
    {
        QString text = sql;
        for (const QString &column : columns)
            text = text.arg(column);
        m_all << StartingPoint{key, title, u"-- "_s + says + u'\n' + text.replace(u"{today}"_s, m_today)};
    }
    const QList<StartingPoint> &all() const { return m_all; }

private:
    QString m_today;
    QList<StartingPoint> m_all;
};

void addSelling(Points &points)
{
    points.add("vendorBest", tr("Best sellers of a vendor"),
               tr("Type the vendor between the quotes; % stands for anything. 90 is the days to look back."),
               u"SELECT p.vendor %1, p.title %2, sum(d.units) %3, sum(d.revenue) %4\n"
               "FROM daily_variants d\n"
               "JOIN variants v ON v.id = d.variant_id\n"
               "JOIN products p ON p.id = v.product_id\n"
               "WHERE lower(p.vendor) LIKE lower('%')\n"
               "  AND d.day > {today} - 90\n"
               "GROUP BY p.id, p.vendor, p.title\n"
               "ORDER BY sum(d.units) DESC"_s,
               {as(tr("Vendor")), as(tr("Product")), as(tr("Sold")), as(tr("Revenue"), Money)});
    points.add("margin", tr("Margin by category"), tr("Of what has a cost written down. 90 is the days to look back."),
               u"SELECT c.name %1, sum(d.revenue) %2, sum(d.units * v.cost) %3,\n"
               "  sum(d.revenue - d.units * v.cost) %4,\n"
               "  CAST(sum(d.revenue - d.units * v.cost) * 1000000 / nullif(sum(d.revenue), 0) AS bigint) %5\n"
               "FROM daily_variants d\n"
               "JOIN variants v ON v.id = d.variant_id\n"
               "JOIN product_categories pc ON pc.product_id = v.product_id\n"
               "JOIN categories c ON c.id = pc.category_id\n"
               "WHERE v.cost > 0 AND d.day > {today} - 90\n"
               "GROUP BY c.id, c.name\n"
               "ORDER BY sum(d.revenue - d.units * v.cost) DESC"_s,
               {as(tr("Category")), as(tr("Revenue"), Money), as(tr("Cost"), Money), as(tr("Margin"), Money),
                as(tr("Share of the revenue"), Rate)});
    points.add("together", tr("Bought together"), tr("Pairs in one order. 90 is the days to look back."),
               u"SELECT a.title %1, b.title %2, count(DISTINCT a.order_id) %3\n"
               "FROM order_lines a\n"
               "JOIN order_lines b ON b.order_id = a.order_id AND b.product_id > a.product_id\n"
               "JOIN orders o ON o.id = a.order_id\n"
               "WHERE o.status <> 'cancelled' AND o.day > {today} - 90\n"
               "GROUP BY a.title, b.title\n"
               "ORDER BY count(DISTINCT a.order_id) DESC\n"
               "LIMIT 200"_s,
               {as(tr("Product")), as(tr("And with it")), as(tr("Orders"))});
    points.add("comeBack", tr("What comes back most"), tr("365 is the days to look back."),
               u"SELECT l.title %1, l.sku %2, sum(l.quantity) %3, sum(l.refunded_quantity) %4,\n"
               "  CAST(sum(l.refunded_quantity) * 1000000 / nullif(sum(l.quantity), 0) AS bigint) %5\n"
               "FROM order_lines l\n"
               "JOIN orders o ON o.id = l.order_id\n"
               "WHERE o.status <> 'cancelled' AND o.day > {today} - 365\n"
               "GROUP BY l.title, l.sku\n"
               "HAVING sum(l.refunded_quantity) > 0\n"
               "ORDER BY sum(l.refunded_quantity) DESC"_s,
               {as(tr("Product")), as(tr("SKU")), as(tr("Sold")), as(tr("Pieces given back")),
                as(tr("Share of what was sold"), Rate)});
}

void addShelves(Points &points)
{
    points.add("unsold", tr("Not sold in the last 90 days"),
               tr("What is in stock and nobody bought. 90 is the days to look back."),
               u"SELECT p.title %1, v.sku %2, s.level %3, s.level * v.cost %4\n"
               "FROM stock_levels s\n"
               "JOIN variants v ON v.id = s.variant_id\n"
               "JOIN products p ON p.id = v.product_id\n"
               "WHERE s.level > 0 AND v.archived = 0 AND p.status <> 'archived'\n"
               "  AND NOT EXISTS (SELECT 1 FROM daily_variants d\n"
               "    WHERE d.variant_id = v.id AND d.units > 0 AND d.day > {today} - 90)\n"
               "ORDER BY s.level * coalesce(v.cost, v.price) DESC"_s,
               {as(tr("Product")), as(tr("SKU")), as(tr("In stock")), as(tr("What it cost"), Money)});
    points.add("runsOut", tr("Runs out soon"),
               tr("What is in stock for fewer than 30 days, if it sells as in the last 30."),
               u"SELECT p.title %1, v.sku %2, s.level %3, sum(d.units) %4,\n"
               "  CAST(s.level * 30 / sum(d.units) AS bigint) %5\n"
               "FROM daily_variants d\n"
               "JOIN variants v ON v.id = d.variant_id\n"
               "JOIN products p ON p.id = v.product_id\n"
               "JOIN stock_levels s ON s.variant_id = v.id\n"
               "WHERE v.track_stock = 1 AND v.archived = 0 AND d.day > {today} - 30\n"
               "GROUP BY v.id, p.title, v.sku, s.level\n"
               "HAVING sum(d.units) > 0 AND s.level < sum(d.units)\n"
               "ORDER BY s.level * 30 / sum(d.units)"_s,
               {as(tr("Product")), as(tr("SKU")), as(tr("In stock")), as(tr("Sold in 30 days")), as(tr("Days left"))});
    points.add("stockValue", tr("What the stock is worth, by vendor"),
               tr("At what it cost, where that is written down, and at today’s prices."),
               u"SELECT p.vendor %1, sum(s.level) %2, sum(s.level * v.cost) %3, sum(s.level * v.price) %4\n"
               "FROM stock_levels s\n"
               "JOIN variants v ON v.id = s.variant_id\n"
               "JOIN products p ON p.id = v.product_id\n"
               "WHERE s.level > 0 AND v.archived = 0\n"
               "GROUP BY p.vendor\n"
               "ORDER BY sum(s.level * v.price) DESC"_s,
               {as(tr("Vendor")), as(tr("Pieces")), as(tr("Cost"), Money), as(tr("Price"), Money)});
}

void addPeople(Points &points, int digits)
{
    points.add("quiet", tr("Customers who have not bought since"), tr("180 is the days since their last order."),
               u"SELECT max(o.customer_name) %1, max(o.email) %2, max(o.day) %3, count(*) %4, sum(o.total) %5\n"
               "FROM orders o\n"
               "WHERE o.status <> 'cancelled' AND (o.user_id IS NOT NULL OR o.email <> '')\n"
               "GROUP BY o.user_id, lower(o.email)\n"
               "HAVING max(o.day) < {today} - 180\n"
               "ORDER BY sum(o.total) DESC"_s,
               {as(tr("Name")), as(tr("E-mail")), as(tr("Last order"), Day), as(tr("Orders")), as(tr("Total"), Money)});
    points.add("best", tr("Best customers of the year"), tr("365 is the days to look back."),
               u"SELECT max(o.customer_name) %1, max(o.email) %2, count(*) %3, sum(o.total) %4, max(o.day) %5\n"
               "FROM orders o\n"
               "WHERE o.status <> 'cancelled' AND (o.user_id IS NOT NULL OR o.email <> '')\n"
               "  AND o.day > {today} - 365\n"
               "GROUP BY o.user_id, lower(o.email)\n"
               "ORDER BY sum(o.total) DESC"_s,
               {as(tr("Name")), as(tr("E-mail")), as(tr("Orders")), as(tr("Total"), Money), as(tr("Last order"), Day)});
    qint64 amount = 100;
    for (int digit = 0; digit < digits; ++digit)
        amount *= 10;
    points.add("large", tr("Orders above an amount"),
               tr("Amounts are written in the smallest unit of the currency: %1 is %2.")
                   .arg(QString::number(amount), QString::fromLatin1(decimalText(amount, digits))),
               u"SELECT o.number %1, o.day %2, o.customer_name %3, o.country %4, o.total %5\n"
               "FROM orders o\n"
               "WHERE o.status <> 'cancelled' AND o.total > "_s
                   + QString::number(amount) + u"\nORDER BY o.total DESC"_s,
               {as(tr("Order number")), as(tr("Placed"), Day), as(tr("Name")), as(tr("Country")),
                as(tr("Total"), Money)});
}
}

QList<StartingPoint> startingPoints(StoreKind store, int digits)
{
    Points points(store);
    addSelling(points);
    addShelves(points);
    addPeople(points, digits);
    return points.all();
}

}
