#include "ui/shell/shopsearch.h"

#include "app/orders/orders.h"
#include "app/products/productquery.h"
#include "app/users/users.h"
#include "ui/shell/format.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostOfEach = 6;
constexpr qsizetype LeastTyped = 2;

Result<QList<ProductRow>> productsLike(Reader &reader, const Actor &actor, const QString &text)
{
    ProductQuery query;
    query.text = text;
    query.withoutArchived = true;
    query.limit = MostOfEach;
    const auto page = products::list(reader, actor, query);
    return page ? Result<QList<ProductRow>>(page->items) : fail(page.error());
}
}

Result<QList<FoundThing>> searchShop(Reader &reader, const Actor &actor, const QString &text, const Format &format)
{
    QList<FoundThing> things;
    const QString typed = text.trimmed();
    if (typed.size() < LeastTyped)
        return things;
    const auto add = [&](const QList<ProductRow> &rows) {
        for (const ProductRow &row : rows)
            things << FoundThing{FoundThing::Kind::Product, row.id.bytes(), row.title, format.money(row.price)};
    };
    const auto found = productsLike(reader, actor, typed);
    if (!found)
        return fail(found.error());
    add(*found);
    // Mistyped: by ever shorter beginnings of what was typed, until something answers.
    for (qsizetype size = typed.size() - 1; things.isEmpty() && size >= 3; --size)
        if (const auto near = productsLike(reader, actor, typed.left(size)))
            add(*near);
    OrderQuery orders;
    orders.text = typed.startsWith(u'#') ? typed.mid(1) : typed;
    orders.limit = MostOfEach;
    const auto page = orders::list(reader, actor, orders);
    if (!page)
        return fail(page.error());
    for (const Order &order : page->items)
        things << FoundThing{FoundThing::Kind::Order, order.number, u'#' + QString::fromUtf8(order.number),
                             order.customerName.isEmpty() ? order.email : order.customerName};
    UserQuery people;
    people.who = UserQuery::Who::Customers;
    people.search = typed;
    people.limit = MostOfEach;
    const auto customers = users::list(reader, actor, people);
    if (!customers)
        return fail(customers.error());
    for (const User &user : customers->items)
        things << FoundThing{FoundThing::Kind::Customer, user.id.bytes(), user.name.isEmpty() ? user.email : user.name,
                             user.name.isEmpty() ? QString() : user.email};
    return things;
}

}
