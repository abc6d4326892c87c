#include "server/selftest/goods.h"

#include "app/base/crypto.h"
#include "app/orders/checkout.h"
#include "app/orders/shipping.h"
#include "app/products/productservice.h"
#include "app/settings/settings.h"
#include "app/stock/ledger.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Kinds = 20; // that everybody buys

const Actor &tester()
{
    static const Actor actor = Actor::system(u"Self-test"_s);
    return actor;
}

Result<VariantId> add(Database &copy, const QString &sku, qint64 pieces)
{
    return copy.writeNow(tester(), [&](Transaction &transaction) -> Result<VariantId> {
        VariantChange variant;
        variant.sku = sku;
        variant.price = 1000;
        variant.weightGrams = 100;
        ProductChange change;
        change.title = "Test piece "_L1 % sku;
        change.status = ProductStatus::Published;
        change.variants = {variant};
        const auto product = products::create(transaction, tester(), change);
        if (!product)
            return fail(product.error());
        stock::record(transaction, {product->variants.constFirst().id, pieces, "received"});
        return product->variants.constFirst().id;
    });
}

Result<ShippingMethodId> addShipping(Database &copy, const QByteArray &country)
{
    return copy.writeNow(tester(), [&country](Transaction &transaction) -> Result<ShippingMethodId> {
        ShippingMethodDraft draft;
        draft.name = u"Test delivery"_s;
        draft.countries = QList<QByteArray>{country};
        draft.price = 100;
        const auto method = shipping::create(transaction, tester(), draft);
        return method ? Result<ShippingMethodId>(method->id) : fail(method.error());
    });
}
}

Result<Goods> addGoods(Database &copy)
{
    // Whatever the shop calls its goods, these are called otherwise.
    const QString name = "TEST-"_L1 % QString::fromLatin1(randomBase62(8)).toUpper();
    Goods goods;
    for (int i = 0; i < Kinds + 2; ++i) {
        const qint64 pieces = i == Kinds ? Goods::LastPieces : MaxDelta;
        const auto variant = add(copy, name % u'-' % QString::number(i), pieces);
        if (!variant)
            return fail(variant.error());
        (i == Kinds           ? goods.last = *variant
             : i == Kinds + 1 ? goods.single = *variant
                              : goods.many.emplaceBack(*variant));
    }
    const auto country = copy.read([](Reader &reader) -> Result<QByteArray> { return settings::load(reader).country; });
    if (!country)
        return fail(country.error());
    goods.country = *country;
    const auto shipping = addShipping(copy, goods.country);
    if (!shipping)
        return fail(shipping.error());
    goods.shipping = *shipping;
    return goods;
}

traffic::Errand Goods::errand(const QList<VariantId> &variants, const std::string &email) const
{
    traffic::Errand errand;
    errand.line = [variants](long long turn) {
        return R"({"variant_id":")" + std::to_string(variants[turn % variants.size()].value) + R"(","quantity":1})";
    };
    errand.address =
        R"({"name":"Test Customer","line1":"1 Test Street","city":"Testtown","postal_code":"10001","country":")"
        + country.toStdString() + R"("})";
    errand.option = R"({"id":")" + std::to_string(shipping.value) + R"("})";
    errand.checkout = R"({"email":")" + email + R"(","payment_method":")"
        + checkout::paymentMethods().constFirst().toStdString() + R"("})";
    return errand;
}

}
