#pragma once
// A German shop that ships for 4.90 and sells what addVariant() makes, behind its real server; for tests of carts and
// orders over the API.
#include "app/orders/books.h"
#include "app/reports/totals.h"
#include "tests/support/apifixture.h"

namespace backroom::test {

using namespace Qt::StringLiterals;

inline const QByteArray BerlinAddress =
    json("{'name': 'Ann Other', 'line1': 'Hauptstr. 1', 'city': 'Berlin', 'postal_code': '10115', 'country': 'DE'}");
inline const QByteArray PayByTransfer = json("{'email': 'ann@example.com', 'payment_method': 'bank_transfer'}");

class Sales {
public:
    explicit Sales(const QString &store) : api(store)
    {
        staff = api.tokenFor(Role::Staff);
        ApiClient manager = api.client(api.tokenFor(Role::Manager));
        const Answer made =
            manager.post("/api/v1/admin/shipping-methods",
                         json("{'name': 'Post', 'countries': ['DE'], 'price': {'amount': 490, 'currency': 'EUR'}}"));
        option = made.json()["id"_L1].toString().toUtf8();
        const Answer rate =
            manager.post("/api/v1/admin/tax-rates", json("{'name': 'MwSt', 'country': 'DE', 'rate': '0.19'}"));
        if (made.status != 201 || rate.status != 201)
            qFatal("no shop: %s %s", made.body.constData(), rate.body.constData());
    }

    QByteArray addVariant(const QByteArray &sku, qint64 price, qint64 level)
    {
        QByteArray id;
        api.write([&](Transaction &tx) -> Result<> {
            const auto product = tx.insert<ProductId>(
                "INSERT INTO products (title, title_key, slug, status, price, available, created_at, "
                "updated_at) VALUES (?, ?, ?, 'published', ?, 1, 1, 1) RETURNING id",
                sku, sku, sku.toLower(), price);
            const auto variant = tx.insert<VariantId>(
                "INSERT INTO variants (product_id, position, sku, price) VALUES (?, 0, ?, ?) RETURNING id", product,
                sku, price);
            tx.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, ?)", variant, level);
            tx.exec(
                "INSERT INTO stock_movements (variant_id, at, delta, level, reason, actor) VALUES (?, 1, ?, ?, 'received', 'system')",
                variant, level, level);
            id = variant.bytes();
            return {};
        });
        return id;
    }

    // Address of a cart with this in it, ready to be ordered.
    QByteArray cart(ApiClient &client, const QByteArray &variant, int quantity)
    {
        const Answer made = client.post("/api/v1/carts");
        const QByteArray path = "/api/v1/carts/" + made.json()["id"_L1].toString().toUtf8();
        const Answer line = client.post(path + "/lines", lineBody(variant, QByteArray::number(quantity)));
        const Answer address = client.put(path + "/shipping-address", BerlinAddress);
        const Answer chosen = client.put(path + "/shipping-option", json("{'id': '" + option + "'}"));
        if (made.status != 201 || line.status != 201 || address.status != 200 || chosen.status != 200)
            qFatal("no cart: %s %s %s %s", made.body.constData(), line.body.constData(), address.body.constData(),
                   chosen.body.constData());
        return path;
    }
    static QByteArray lineBody(const QByteArray &variant, const QByteArray &quantity)
    {
        return json("{'variant_id': '" + variant + "', 'quantity': " + quantity + "}");
    }

    QJsonObject order(ApiClient &client, const QByteArray &variant, int quantity)
    {
        const Answer placed = client.post(cart(client, variant, quantity) + "/checkout", PayByTransfer);
        if (placed.status != 201)
            qFatal("no order: %s", placed.body.constData());
        return placed.json()["order"_L1].toObject();
    }

    qint64 level(const QByteArray &variant)
    {
        return *api.database().read([&](Reader &reader) -> Result<qint64> {
            return reader
                .number("SELECT level FROM stock_levels WHERE variant_id = ?",
                        *VariantId::parse(QString::fromLatin1(variant)))
                .value_or(-1);
        });
    }

    QStringList faults()
    {
        return *api.database().read([](Reader &reader) -> Result<QStringList> {
            QStringList faults;
            for (const BookFault &fault : books::check(reader))
                faults << fault.message;
            for (const TotalsDifference &difference : totals::compare(reader))
                faults << QString::fromLatin1(difference.table);
            return faults;
        });
    }

    ApiFixture api;
    QByteArray staff;
    QByteArray option;
};

inline qint64 amount(const QJsonValue &money) { return money["amount"_L1].toInteger(); }

}
