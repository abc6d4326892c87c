#include "ui/backups/pastlisting.h"

#include "app/orders/orders.h"
#include "app/users/users.h"
#include "ui/backups/pastwords.h"
#include "ui/orders/orderwords.h"
#include "ui/products/productsource.h"
#include "ui/settings/countrybox.h"
#include "ui/shell/servicesource.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SinceWidth = 17;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

template<typename Row> Column sinceColumn(PastKind kind, const PastShop &past)
{
    return column<Row>(
        u"since"_s, tr("Since then"), ColumnKind::State, SinceWidth,
        [kind, &past](const Row &row) {
            const BadgeLook badge = pastwords::since(past.since(kind, row.id.value));
            return Cell{.text = badge.text, .badge = badge};
        },
        false);
}

template<typename Row, typename Source> void finish(PastListing &listing, const std::shared_ptr<Source> &source)
{
    listing.source = source;
    listing.key = [](const QVariant &row) { return row.value<Row>().id.bytes(); };
}

QString customerName(const User &user)
{
    return !user.name.isEmpty() ? user.name : !user.email.isEmpty() ? user.email : user.externalNumber;
}

PastListing productListing(PastShop &past, Thumbnails &thumbnails)
{
    PastListing listing{.name = tr("Products"), .hint = tr("Search products")};
    auto source = std::make_shared<ProductSource>(past.desk());
    ProductFilter all;
    all.status = ShownStatus::All;
    source->setFilter(all);
    listing.columns = productColumns(past.desk(), thumbnails);
    listing.columns.removeIf(
        [](const Column &column) { return column.key == "category"_L1 || column.key == "updated"_L1; });
    listing.columns << sinceColumn<ProductRow>(PastKind::Products, past);
    listing.search = [source](const QString &text) {
        ProductFilter filter = source->filter();
        filter.text = text;
        source->setFilter(filter);
    };
    listing.title = [](const QVariant &row) { return row.value<ProductRow>().title; };
    finish<ProductRow>(listing, source);
    return listing;
}

PastListing orderListing(PastShop &past)
{
    using Source = ServiceSource<OrderQuery, OrderId, Order>;
    PastListing listing{.name = tr("Orders"), .hint = tr("Search number, name or e-mail")};
    auto source = std::make_shared<Source>(past.desk(), &orders::ids, &orders::fetch,
                                           [](OrderQuery &query, const ListOrder &order) {
                                               query.oldestFirst =
                                                   order.key == "placed"_L1 && order.direction == Qt::AscendingOrder;
                                           });
    const Format &format = past.desk().format();
    listing.columns = {
        column<Order>(
            u"number"_s, tr("Order"), ColumnKind::Name, 0,
            [](const Order &order) {
                return Cell{.text = u'#' + QString::fromUtf8(order.number), .second = orderwords::customer(order)};
            },
            false),
        column<Order>(u"placed"_s, tr("Placed"), ColumnKind::Quiet, 14,
                      [&past, &format](const Order &order) {
                          return Cell{.text = format.near(order.placedAt, past.desk().now()),
                                      .tip = format.full(order.placedAt)};
                      }),
        column<Order>(
            u"payment"_s, tr("Payment"), ColumnKind::State, 16,
            [](const Order &order) {
                const BadgeLook badge = orderwords::payment(order);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Order>(
            u"total"_s, tr("Total"), ColumnKind::Figure, 14,
            [&format](const Order &order) { return Cell{.text = format.money(order.total)}; }, false),
        sinceColumn<Order>(PastKind::Orders, past),
    };
    listing.search = [source](const QString &text) { source->query.text = text; };
    listing.title = [](const QVariant &row) { return QString::fromUtf8(row.value<Order>().number); };
    finish<Order>(listing, source);
    listing.key = [](const QVariant &row) { return row.value<Order>().number; };
    return listing;
}

UserQuery::Order orderOf(const ListOrder &order)
{
    const bool down = order.direction == Qt::DescendingOrder;
    if (order.key == "created"_L1)
        return down ? UserQuery::Order::CreatedDown : UserQuery::Order::Created;
    return order.key == "name"_L1 && down ? UserQuery::Order::NameDown : UserQuery::Order::Name;
}

PastListing customerListing(PastShop &past)
{
    using Source = ServiceSource<UserQuery, UserId, User>;
    PastListing listing{.name = tr("Customers"), .hint = tr("Search name, e-mail or number")};
    auto source =
        std::make_shared<Source>(past.desk(), &users::ids, &users::fetch,
                                 [](UserQuery &query, const ListOrder &order) { query.order = orderOf(order); });
    source->query.who = UserQuery::Who::Customers;
    const Format &format = past.desk().format();
    listing.columns = {
        column<User>(u"name"_s, tr("Customer"), ColumnKind::Name, 0,
                     [](const User &user) {
                         const QString name = customerName(user);
                         return Cell{.text = name, .second = name == user.email ? QString() : user.email};
                     }),
        column<User>(
            u"country"_s, tr("Country"), ColumnKind::Text, 16,
            [](const User &user) { return Cell{countryName(user.country)}; }, false),
        column<User>(u"created"_s, tr("Customer since"), ColumnKind::Quiet, 16,
                     [&past, &format](const User &user) {
                         return Cell{.text = format.near(user.createdAt, past.desk().now()),
                                     .tip = format.full(user.createdAt)};
                     }),
        sinceColumn<User>(PastKind::Customers, past),
    };
    listing.search = [source](const QString &text) { source->query.search = text; };
    listing.title = [](const QVariant &row) { return customerName(row.value<User>()); };
    finish<User>(listing, source);
    return listing;
}
}

PastListing pastListing(PastKind kind, PastShop &past, Thumbnails &thumbnails)
{
    switch (kind) {
    case PastKind::Products: return productListing(past, thumbnails);
    case PastKind::Orders: return orderListing(past);
    case PastKind::Customers: break;
    }
    return customerListing(past);
}

}
