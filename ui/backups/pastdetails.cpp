#include "ui/backups/pastdetails.h"

#include "app/orders/orders.h"
#include "app/orders/unitprice.h"
#include "app/products/productservice.h"
#include "app/users/addressbook.h"
#include "app/users/users.h"
#include "ui/orders/orderwords.h"
#include "ui/products/productsource.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qsizetype MostText = 1200; // characters of a description

QString tr(const char *text, int count = -1) { return QCoreApplication::translate("backroom", text, nullptr, count); }

// One thing on both sides. There is no `now` where it is gone, or where another stands under its id.
template<typename T> struct Both
{
    T then;
    std::optional<T> now;
};

QString orDash(const QString &text) { return text.isEmpty() ? u"–"_s : text; }

// What a fact was then, and what it is now where that is another.
template<typename T, typename Say> Fact fact(const QString &name, const Both<T> &both, Say say)
{
    const QString then = orDash(say(both.then));
    const QString now = both.now ? orDash(say(*both.now)) : then;
    return {name, now == then ? then : tr("%1, now %2").arg(then, now)};
}

qint64 pieces(const Product &product)
{
    qint64 level = 0;
    for (const Variant &variant : product.variants)
        if (!variant.archived && variant.trackStock)
            level += variant.level;
    return level;
}

PastDetails told(const Both<Product> &both, const Format &format)
{
    const Product &then = both.then;
    PastDetails details;
    details.title = then.title;
    details.second = then.vendor;
    if (both.now && both.now->title != then.title)
        details.facts << Fact{tr("Called now"), both.now->title};
    details.facts << fact(tr("Status"), both, [](const Product &product) { return statusWord(product.status); })
                  << fact(tr("Price"), both, [&](const Product &product) { return format.money(product.price); })
                  << fact(tr("In stock"), both, [&](const Product &product) { return format.number(pieces(product)); })
                  << fact(tr("Variants"), both,
                          [&](const Product &product) { return format.number(product.variants.size()); })
                  << fact(tr("Pictures"), both,
                          [&](const Product &product) { return format.number(product.images.size()); });
    details.heading = tr("Variants then");
    for (const Variant &variant : then.variants) {
        if (variant.archived)
            continue;
        const QString options = QStringList(variant.options.values()).join(u", "_s);
        details.rows << ListRow{.text = options.isEmpty() ? orDash(variant.sku) : options,
                                .second = options.isEmpty() ? QString() : variant.sku,
                                .figure = format.money(variant.price)};
    }
    details.text = then.description.size() > MostText ? then.description.left(MostText) + u'…' : then.description;
    return details;
}

PastDetails told(const Both<Order> &both, const Format &format)
{
    const Order &then = both.then;
    PastDetails details;
    details.title = tr("Order #%1").arg(QString::fromUtf8(then.number));
    details.second = orderwords::customer(then);
    if (!then.email.isEmpty() && details.second != then.email)
        details.second += u'\n' + then.email;
    details.facts << Fact{tr("Placed"), format.full(then.placedAt)}
                  << fact(tr("Payment"), both, [](const Order &order) { return orderwords::payment(order).text; })
                  << fact(tr("Delivery"), both, [](const Order &order) { return orderwords::fulfilment(order).text; })
                  << fact(tr("Pieces"), both, [&](const Order &order) { return format.number(order.itemCount); })
                  << fact(QCoreApplication::translate("backroom", "Paid", "an amount"), both,
                          [&](const Order &order) { return format.money(order.paid); })
                  << fact(tr("Total"), both, [&](const Order &order) { return format.money(order.total); });
    details.facts.last().sum = true;
    details.heading = tr("Items");
    for (const OrderLine &line : then.lines)
        details.rows << ListRow{.text = QString::fromUtf8(line.title),
                                .second = tr("%1 × %2").arg(format.number(line.quantity),
                                                            unitPriceText(format, line.unitPrice)),
                                .figure = format.money(line.total)};
    details.text = then.note;
    return details;
}

struct Person
{
    User user;
    QList<SavedAddress> addresses;
    qint64 orders = 0;
};

PastDetails told(const Both<Person> &both, const Format &format)
{
    const User &then = both.then.user;
    PastDetails details;
    details.title = !then.name.isEmpty() ? then.name : !then.email.isEmpty() ? then.email : then.externalNumber;
    details.second = details.title == then.email ? QString() : then.email;
    if (both.now && both.now->user.name != then.name)
        details.facts << Fact{tr("Called now"), orDash(both.now->user.name)};
    if (both.now && both.now->user.email != then.email)
        details.facts << Fact{tr("E-mail now"), orDash(both.now->user.email)};
    details.facts << fact(tr("Phone"), both, [](const Person &person) { return person.user.phone; })
                  << Fact{tr("Customer since"), format.full(then.createdAt)}
                  << fact(tr("Orders"), both, [&](const Person &person) { return format.number(person.orders); })
                  << fact(tr("Saved addresses"), both,
                          [&](const Person &person) { return format.number(person.addresses.size()); });
    details.heading = tr("Addresses then");
    for (const SavedAddress &saved : both.then.addresses) {
        QStringList lines{saved.address.line1, saved.address.postalCode, saved.address.city};
        lines.removeAll(QString());
        details.rows << ListRow{.text = saved.address.name, .second = lines.join(u", "_s)};
    }
    details.text = then.note;
    return details;
}

Result<Product> read(Reader &reader, const Actor &actor, ProductId id) { return products::get(reader, actor, id); }

Result<Order> read(Reader &reader, const Actor &actor, OrderId id)
{
    const auto rows = orders::fetch(reader, actor, {id});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::NotFound, tr("This order is no longer there."));
    return orders::find(reader, actor, rows->constFirst().number);
}

Result<Person> read(Reader &reader, const Actor &actor, UserId id)
{
    auto user = users::get(reader, actor, id, UserQuery::Who::Customers);
    if (!user)
        return fail(user.error());
    OrderQuery query;
    query.user = id;
    const auto orders = orders::ids(reader, actor, query);
    if (!orders)
        return fail(orders.error());
    return Person{*std::move(user), addressbook::ofUser(reader, id), orders->size()};
}

Millis bornOf(const Product &product) { return product.createdAt; }
Millis bornOf(const Order &order) { return order.placedAt; }
Millis bornOf(const Person &person) { return person.user.createdAt; }

template<typename Thing, typename IdType>
void load(PastShop &past, IdType id, const QObject *context, std::function<void(const Result<PastDetails> &)> done)
{
    past.live().pool().run(
        context,
        [opened = past.opened(), &shop = past.live().shop(), actor = past.live().actor(), id,
         format = past.desk().format()]() -> Result<PastDetails> {
            const auto of = [&](Database &database) {
                return database.read([&](Reader &reader) { return read(reader, actor, id); });
            };
            const Result<Thing> then = of(opened->shop->database());
            if (!then)
                return fail(then.error());
            Both<Thing> both{*then, {}};
            if (const Result<Thing> now = of(shop.database()); now && bornOf(*now) == bornOf(*then))
                both.now = *now;
            return told(both, format);
        },
        std::move(done));
}
}

void loadPastDetails(PastShop &past, PastKind kind, qint64 id, const QObject *context,
                     std::function<void(const Result<PastDetails> &)> done)
{
    switch (kind) {
    case PastKind::Products: return load<Product>(past, ProductId{id}, context, std::move(done));
    case PastKind::Orders: return load<Order>(past, OrderId{id}, context, std::move(done));
    case PastKind::Customers: return load<Person>(past, UserId{id}, context, std::move(done));
    }
}

}
