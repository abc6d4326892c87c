#include "tests/support/oneofeach.h"

#include <QBuffer>
#include <QImage>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
const QByteArray Admin = "/api/v1/admin/";

QByteArray picture()
{
    QImage image(60, 30, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}
}

OneOfEach::OneOfEach(const QString &store) : shop(store), m_owner(shop.api.tokenFor(Role::Owner))
{
    const QByteArray product =
        make("products", "/{id}",
             json("{'title': 'Mug', 'status': 'published', 'variants': ["
                  "{'sku': 'M1', 'options': {'Size': 'S'}, 'price': {'amount': 999, 'currency': 'EUR'}},"
                  "{'sku': 'M2', 'options': {'Size': 'L'}, 'price': {'amount': 1099, 'currency': 'EUR'}}]}"));
    const QByteArray variants = Admin + "products/{id}/variants";
    m_at.insert(variants + "/{variant}",
                product + "/variants/"
                    + owner().get(product + "/variants").items().first()["id"_L1].toString().toLatin1());
    make("products/{id}/images", "/{image}", picture(), "image/png");
    make("categories", "/{id}", json("{'name': 'Kitchen'}"));
    const QByteArray variant = m_at.value(variants + "/{variant}").split('/').constLast();
    make("stock/movements", "/{id}",
         json("{'variant_id': '" + variant + "', 'delta': 5, 'reason': 'received', 'reference': 'LS 7'}"));
    make("shipping-methods", "/{id}",
         json("{'name': 'Parcel', 'countries': ['DE'], 'price': {'amount': 590, 'currency': 'EUR'}}"));
    make("tax-rates", "/{id}", json("{'name': 'Books', 'country': 'DE', 'tax_class': 'books', 'rate': '0.07'}"));
    make("users", "/{id}", json("{'email': 'new@example.com', 'name': 'New', 'role': 'staff'}"));
    make("customers", "/{id}", json("{'email': 'ann@example.com', 'name': 'Ann'}"));
    make("api-keys", "/{id}", json("{'name': 'Till', 'scopes': ['orders:read']}"));
    ApiClient guest = shop.api.client();
    const QJsonObject order = shop.order(guest, variant, 1);
    m_at.insert(Admin + "orders/{number}", Admin + "orders/" + order["number"_L1].toString().toUtf8());
    m_at.insert(Admin + "settings", Admin + "settings");
}

QByteArray OneOfEach::concrete(const QByteArray &path) const
{
    QByteArray longest;
    for (auto at = m_at.cbegin(); at != m_at.cend(); ++at)
        if (path.startsWith(at.key()) && at.key().size() > longest.size())
            longest = at.key();
    return longest.isEmpty() ? path : m_at.value(longest) + path.sliced(longest.size());
}

QByteArray OneOfEach::make(const QByteArray &collection, const QByteArray &member, const QByteArray &body,
                           const QByteArray &type)
{
    const QByteArray path = concrete(Admin + collection);
    const Answer made = owner().post(path, body, {{"Content-Type", type}});
    if (made.status != 201)
        qFatal("%s: %s", path.constData(), made.body.constData());
    const QByteArray at = path + '/' + made.json()["id"_L1].toString().toLatin1();
    m_at.insert(Admin + collection + member, at);
    return at;
}

}
