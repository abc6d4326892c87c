#include "app/base/json.h"
#include "app/products/productsnapshot.h"

namespace backroom {

QByteArray statusText(ProductStatus status)
{
    switch (status) {
    case ProductStatus::Draft: return "draft";
    case ProductStatus::Published: return "published";
    case ProductStatus::Archived: break;
    }
    return "archived";
}

std::optional<ProductStatus> parseProductStatus(QByteArrayView text)
{
    for (const ProductStatus status : {ProductStatus::Draft, ProductStatus::Published, ProductStatus::Archived})
        if (statusText(status) == text)
            return status;
    return std::nullopt;
}

namespace products {

namespace {
void writeOptions(JsonWriter &json, const QMap<QString, QString> &values, const QList<ProductOption> &options)
{
    json.object();
    for (const ProductOption &option : options)
        if (const auto found = values.constFind(option.name); found != values.constEnd())
            json.field(option.name.toUtf8(), *found);
    json.endObject();
}

void writeOptionList(JsonWriter &json, const QList<ProductOption> &options)
{
    json.name("options").array();
    for (const ProductOption &option : options)
        json.object().field("name", option.name).field("values", option.values).endObject();
    json.endArray();
}

// What an answer says of a part of a product, beside what it is.
void writeTimes(JsonWriter &json, const Product &product, Millis createdAt)
{
    json.field("revision", product.revision)
        .timeField("created_at", createdAt)
        .timeField("updated_at", product.updatedAt);
}

void writeImageFields(JsonWriter &json, const ProductImage &image)
{
    const bool here = image.width > 0;
    json.field("id", image.id)
        .field("url", image.url)
        .field("thumbnail_url", image.thumbnailUrl)
        .field("width", here ? std::optional(qint64(image.width)) : std::nullopt)
        .field("height", here ? std::optional(qint64(image.height)) : std::nullopt)
        .field("alt", image.alt)
        .field("position", image.position);
}

void writeVariantFields(JsonWriter &json, const Variant &variant, const QList<ProductOption> &options)
{
    json.field("id", variant.id).field("sku", variant.sku).field("barcode", variant.barcode).name("options");
    writeOptions(json, variant.options, options);
    json.moneyField("price", variant.price)
        .moneyField("compare_at_price", variant.compareAtPrice)
        .moneyField("cost", variant.cost)
        .field("weight_grams", variant.weightGrams)
        .field("tax_class", variant.taxClass)
        .field("track_stock", variant.trackStock)
        .field("allow_backorder", variant.allowBackorder)
        .field("low_stock_threshold", variant.lowStockThreshold)
        .field("archived", variant.archived)
        .field("level", variant.level)
        .field("available", variant.available());
}

std::optional<QString> orNull(const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); }
}

QByteArray optionsJson(const QMap<QString, QString> &values, const QList<ProductOption> &options)
{
    JsonWriter json;
    writeOptions(json, values, options);
    return json.take();
}

void writeJson(JsonWriter &json, const ProductImage &image, const Product &product)
{
    json.object();
    writeImageFields(json, image);
    writeTimes(json, product, image.createdAt);
    json.endObject();
}

// Where an image was brought from is for the journal: nobody else has a use for the address of the shop's old house.
void writeSnapshot(JsonWriter &json, const ProductImage &image)
{
    json.object();
    writeImageFields(json, image);
    if (!image.origin.isEmpty())
        json.field("origin", image.origin);
    json.endObject();
}

void writeJson(JsonWriter &json, const Variant &variant, const Product &product)
{
    json.object();
    writeVariantFields(json, variant, product.options);
    json.field("product_id", product.id);
    writeTimes(json, product, product.createdAt);
    json.endObject();
}

static void writeSnapshot(JsonWriter &json, const Variant &variant, const Product &product)
{
    json.object();
    writeVariantFields(json, variant, product.options);
    json.endObject();
}

template<typename WriteVariant, typename WriteImage>
static void write(JsonWriter &json, const Product &product, WriteVariant writeVariant, WriteImage writeImage)
{
    json.object()
        .field("id", product.id)
        .field("revision", product.revision)
        .field("title", product.title)
        .field("slug", product.slug)
        .field("description", product.description)
        .field("status", statusText(product.status))
        .field("vendor", product.vendor)
        .field("tags", product.tags)
        .name("category_ids")
        .array();
    for (const CategoryName &category : product.categories)
        json.value(category.id);
    json.endArray();
    writeOptionList(json, product.options);
    json.moneyField("price", product.price)
        .moneyField("compare_at_price", product.compareAtPrice)
        .field("available", product.available)
        .field("image", orNull(product.image))
        .name("variants")
        .array();
    for (const Variant &variant : product.variants)
        writeVariant(variant);
    json.endArray().name("images").array();
    for (const ProductImage &image : product.images)
        writeImage(image);
    json.endArray().timeField("created_at", product.createdAt).timeField("updated_at", product.updatedAt).endObject();
}

void writeJson(JsonWriter &json, const Product &product)
{
    write(
        json, product, [&](const Variant &variant) { writeJson(json, variant, product); },
        [&](const ProductImage &image) { writeJson(json, image, product); });
}

void writeSnapshot(JsonWriter &json, const Product &product)
{
    write(
        json, product, [&](const Variant &variant) { writeSnapshot(json, variant, product); },
        [&](const ProductImage &image) { writeSnapshot(json, image); });
}

void writeCatalogueJson(JsonWriter &json, const Product &product)
{
    json.object()
        .field("id", product.id)
        .field("slug", product.slug)
        .field("title", product.title)
        .field("description", product.description)
        .field("vendor", product.vendor)
        .field("tags", product.tags)
        .moneyField("price", product.price)
        .moneyField("compare_at_price", product.compareAtPrice)
        .field("available", product.available)
        .field("image", orNull(product.image));
    writeOptionList(json, product.options);
    json.name("variants").array();
    for (const Variant &variant : product.variants) {
        if (variant.archived)
            continue;
        json.object().field("id", variant.id).field("sku", variant.sku).name("options");
        writeOptions(json, variant.options, product.options);
        json.moneyField("price", variant.price)
            .moneyField("compare_at_price", variant.compareAtPrice)
            .field("available", variant.available())
            .endObject();
    }
    json.endArray();
    json.name("images").array();
    for (const ProductImage &image : product.images) {
        json.object();
        writeImageFields(json, image);
        json.endObject();
    }
    json.endArray().name("categories").array();
    for (const CategoryName &category : product.categories)
        json.object().field("id", category.id).field("name", category.name).field("slug", category.slug).endObject();
    json.endArray();
    json.timeField("created_at", product.createdAt).timeField("updated_at", product.updatedAt).endObject();
}

}
}
