#include "app/products/productsnapshot.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
qint64 amount(const QJsonValue &money) { return money["amount"_L1].toInteger(); }

std::optional<qint64> maybeAmount(const QJsonValue &money)
{
    return money.isObject() ? std::optional(amount(money)) : std::nullopt;
}

std::optional<qint64> maybeNumber(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

template<typename IdType> IdType idOf(const QJsonValue &value) { return IdType{value.toString().toLongLong()}; }

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &text : array)
        texts << text.toString();
    return texts;
}

Variant variantOf(const QJsonObject &json)
{
    Variant variant;
    variant.id = idOf<VariantId>(json["id"_L1]);
    variant.sku = json["sku"_L1].toString();
    variant.barcode = json["barcode"_L1].toString();
    const QJsonObject options = json["options"_L1].toObject();
    for (auto option = options.begin(); option != options.end(); ++option)
        variant.options.insert(option.key(), option.value().toString());
    variant.price = amount(json["price"_L1]);
    variant.compareAtPrice = maybeAmount(json["compare_at_price"_L1]);
    variant.cost = maybeAmount(json["cost"_L1]);
    variant.weightGrams = json["weight_grams"_L1].toInteger();
    variant.taxClass = json["tax_class"_L1].toString();
    variant.trackStock = json["track_stock"_L1].toBool();
    variant.allowBackorder = json["allow_backorder"_L1].toBool();
    variant.lowStockThreshold = maybeNumber(json["low_stock_threshold"_L1]);
    variant.archived = json["archived"_L1].toBool();
    variant.level = json["level"_L1].toInteger();
    return variant;
}
}

std::optional<ProductImage> imageFromSnapshot(const QJsonObject &json)
{
    if (!json.contains("url"_L1))
        return std::nullopt;
    return ProductImage{idOf<ImageId>(json["id"_L1]), json["url"_L1].toString(),   json["thumbnail_url"_L1].toString(),
                        json["width"_L1].toInt(),     json["height"_L1].toInt(),   json["alt"_L1].toString(),
                        json["position"_L1].toInt(),  json["origin"_L1].toString()};
}

std::optional<Product> fromSnapshot(const QJsonObject &json)
{
    const auto status = parseProductStatus(json["status"_L1].toString().toLatin1());
    if (!status || !json.contains("title"_L1))
        return std::nullopt;
    Product product;
    product.id = idOf<ProductId>(json["id"_L1]);
    product.revision = json["revision"_L1].toInteger();
    product.title = json["title"_L1].toString();
    product.slug = json["slug"_L1].toString();
    product.description = json["description"_L1].toString();
    product.status = *status;
    product.vendor = json["vendor"_L1].toString();
    product.tags = textsOf(json["tags"_L1]);
    const QJsonArray categories = json["category_ids"_L1].toArray();
    for (const QJsonValue &id : categories)
        product.categories << CategoryName{idOf<CategoryId>(id), {}, {}};
    const QJsonArray options = json["options"_L1].toArray();
    for (const QJsonValue &option : options)
        product.options << ProductOption{option["name"_L1].toString(), textsOf(option["values"_L1])};
    const QJsonArray variants = json["variants"_L1].toArray();
    for (const QJsonValue &variant : variants)
        product.variants << variantOf(variant.toObject());
    const QJsonArray images = json["images"_L1].toArray();
    for (const QJsonValue &image : images)
        if (const auto known = imageFromSnapshot(image.toObject()))
            product.images << *known;
    return product;
}

}
