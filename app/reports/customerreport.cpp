#include "app/reports/reportparts.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom::reports {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct CustomerFigures
{
    QString name;
    QString number;
    QString email;
    qint64 orders = 0;
    qint64 spent = 0;
    qint64 first = 0;
    qint64 last = 0;
    qint64 user = 0;
    int recency = 0; // 1 (worst fifth of all customers) to 5, as the two below
    int frequency = 0;
    int monetary = 0;
};

// Gives every customer the fifth that a value puts it in; those with equal values share the middle of their places.
template<typename Of> void score(std::vector<CustomerFigures> &all, int CustomerFigures::*into, Of of)
{
    std::vector<size_t> order(all.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return of(all[a]) < of(all[b]); });
    for (size_t first = 0, end = 0; first < order.size(); first = end) {
        while (end < order.size() && of(all[order[end]]) == of(all[order[first]]))
            ++end;
        const size_t fifth = std::min<size_t>(4, (first + end) * 5 / (2 * order.size()));
        for (size_t i = first; i < end; ++i)
            all[order[i]].*into = int(fifth) + 1;
    }
}

QString classOf(const CustomerFigures &customer)
{
    const int worth = (customer.frequency + customer.monetary + 1) / 2;
    if (customer.recency >= 4 && worth >= 4)
        return tr("Champion");
    if (customer.recency >= 4 && customer.orders == 1)
        return tr("New");
    if (customer.recency >= 3 && worth >= 3)
        return tr("Loyal");
    if (customer.recency >= 3)
        return tr("Promising");
    if (worth >= 4)
        return tr("At risk");
    return customer.recency == 2 ? tr("Dormant") : tr("Lost");
}
}

void customers(Reader &reader, ReportTable &table, int limit)
{
    table.columns = {{"customer", tr("Customer"), ReportKind::Text},
                     {"number", tr("Number"), ReportKind::Text},
                     {"email", tr("E-mail"), ReportKind::Text},
                     {"orders", tr("Orders"), ReportKind::Count},
                     {"spent", tr("Spent"), ReportKind::Money},
                     {"first", tr("First"), ReportKind::Day},
                     {"last", tr("Last"), ReportKind::Day},
                     {"recency", tr("Recency"), ReportKind::Count},
                     {"frequency", tr("Frequency"), ReportKind::Count},
                     {"monetary", tr("Monetary"), ReportKind::Count},
                     {"class", tr("Class"), ReportKind::Text}};
    // What their orders came to, tax and shipping included, less what went back. First and last are days on which
    // something was bought; who only brought things back has not bought in this range and is left out.
    Query rows = reader.query(
        "SELECT u.name, coalesce(u.external_number, ''), coalesce(u.email, ''), s.orders, s.spent, s.first_day, s.last_day, u.id FROM "
        "(SELECT user_id, sum(CASE WHEN item_count > 0 THEN 1 ELSE 0 END) AS orders, CAST(sum(CASE WHEN source = 'import' THEN "
        "total ELSE total - refunded END) AS BIGINT) AS spent, min(CASE WHEN item_count > 0 THEN day END) AS first_day, "
        "max(CASE WHEN item_count > 0 THEN day END) AS last_day FROM orders WHERE day >= ? AND day < ? AND user_id IS NOT NULL "
        "AND status <> 'cancelled' GROUP BY user_id) s JOIN users u ON u.id = s.user_id WHERE s.orders > 0 ORDER BY s.spent DESC, "
        "u.id",
        table.from, table.to);
    std::vector<CustomerFigures> all;
    while (rows.next())
        all.push_back({rows.text(0), rows.text(1), rows.text(2), rows.int64(3), rows.int64(4), rows.int64(5),
                       rows.int64(6), rows.int64(7)});
    score(all, &CustomerFigures::recency, [](const CustomerFigures &customer) { return customer.last; });
    score(all, &CustomerFigures::frequency, [](const CustomerFigures &customer) { return customer.orders; });
    score(all, &CustomerFigures::monetary, [](const CustomerFigures &customer) { return customer.spent; });
    for (const CustomerFigures &customer : all) {
        if (limit > 0 && table.rows.size() == limit)
            break;
        table.keys << customer.user;
        table.rows << ReportRow{customer.name,
                                customer.number,
                                customer.email,
                                customer.orders,
                                customer.spent,
                                customer.first,
                                customer.last,
                                qint64(customer.recency),
                                qint64(customer.frequency),
                                qint64(customer.monetary),
                                classOf(customer)};
    }
}

}
