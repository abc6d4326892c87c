#include "app/users/customers.h"

#include "app/users/users.h"
#include "app/users/userstore.h"

namespace backroom::customers {

namespace {
// As reports::customers counts: an imported order that brought something back is an order of its own there.
void addFigures(Reader &reader, CustomerRow &row)
{
    Query figures = reader.query(
        "SELECT coalesce(sum(CASE WHEN item_count > 0 THEN 1 ELSE 0 END), 0), "
        "CAST(coalesce(sum(CASE WHEN source = 'import' THEN total ELSE total - refunded END), 0) AS BIGINT), "
        "max(CASE WHEN item_count > 0 THEN placed_at END) FROM orders WHERE user_id = ? AND status <> 'cancelled'",
        row.id);
    if (!figures.next())
        return;
    row.orders = figures.int64(0);
    row.spent = figures.int64(1);
    row.lastOrder = figures.maybeInt64(2);
}
}

Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const CustomerQuery &query)
{
    using By = CustomerQuery::By;
    using Order = UserQuery::Order;
    UserQuery people;
    people.who = UserQuery::Who::Customers;
    people.search = query.search;
    people.disabled = query.disabled;
    if (query.by == By::Name || query.by == By::Since) {
        people.order = query.by == By::Name ? (query.down ? Order::NameDown : Order::Name)
                                            : (query.down ? Order::CreatedDown : Order::Created);
        return users::ids(reader, actor, people);
    }
    if (const auto allowed = actor.require({Area::Customers, Verb::Read}); !allowed)
        return fail(allowed.error());
    const users::Figure figure = query.by == By::Orders ? users::Figure::Orders
        : query.by == By::Spent                         ? users::Figure::Spent
                                                        : users::Figure::LastOrder;
    return users::idsByFigure(reader, people, figure, query.down);
}

Result<QList<CustomerRow>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids)
{
    const auto people = users::fetch(reader, actor, ids);
    if (!people)
        return fail(people.error());
    QList<CustomerRow> rows;
    for (const User &user : *people) {
        rows << CustomerRow{user.id, user};
        addFigures(reader, rows.last());
    }
    return rows;
}

Result<CustomerRow> get(Reader &reader, const Actor &actor, UserId id)
{
    const auto user = users::get(reader, actor, id, UserQuery::Who::Customers);
    if (!user)
        return fail(user.error());
    CustomerRow row{id, *user};
    addFigures(reader, row);
    return row;
}

}
