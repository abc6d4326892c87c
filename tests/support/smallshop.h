#pragma once
// A shop with something to sell, put straight into a test's store: for tests of carts and orders, which are not about
// how products are made.
#include "app/orders/carts.h"
#include "app/orders/checkout.h"
#include "tests/support/teststore.h"

namespace backroom::test {

struct SmallShop
{
    enum class Prices { WithTax, WithoutTax };
    // British, pounds; "VAT 20%" and a reduced 5 %; Germany with 19 % and 7 %; shipping "Post" at 4.90 to both, free
    // from 100.00 on, up to 30 kg.
    explicit SmallShop(Database &database, Prices prices = Prices::WithTax);

    // Published, tracked, in a product of its own.
    VariantId addVariant(const QByteArray &sku, qint64 price, qint64 level, const QByteArray &taxClass = "standard",
                         qint64 weightGrams = 100);
    qint64 level(VariantId variant);
    // Movements that the ledger holds of it, and their sum.
    qint64 movements(VariantId variant);
    UserId addUser(const QString &email, Role role = Role::Customer);

    // A guest's cart with these in it, address and shipping option set.
    QByteArray fullCart(const QList<std::pair<VariantId, qint64>> &lines, const Actor &actor = Actor::anonymous());
    Result<PlacedOrder> checkout(const QByteArray &cart, const Actor &actor = Actor::anonymous());
    // A new order over these lines.
    Order order(const QList<std::pair<VariantId, qint64>> &lines, const Actor &actor = Actor::anonymous());
    // What books::check finds and totals::compare: empty when all is right.
    QStringList faults() { return faultsOf(database); }
    static QStringList faultsOf(Database &database);

    static Address address();
    static Actor actorOf(UserId user, Role role = Role::Customer);

    Database &database;
    ShippingMethodId post;
};

}
