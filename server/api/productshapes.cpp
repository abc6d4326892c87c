#include "server/api/productshapes.h"

#include "app/base/money.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::api {

namespace {
using shape::optional;
using shape::required;

const QStringList &statuses()
{
    static const QStringList all{u"draft"_s, u"published"_s, u"archived"_s};
    return all;
}

QList<Member> variantMembers()
{
    return {required("sku", shape::text(1, 100)),
            optional("barcode", shape::text(0, 100)),
            optional("options", shape::map(shape::text(1, 200), MaxOptions)),
            required("price", shape::money()),
            optional("compare_at_price", shape::nullable(shape::money())),
            optional("cost", shape::nullable(shape::money())),
            optional("weight_grams", shape::integer(0, 1'000'000'000)),
            optional("tax_class", shape::text(1, 40)),
            optional("track_stock", shape::boolean()),
            optional("allow_backorder", shape::boolean()),
            optional("low_stock_threshold", shape::nullable(shape::integer(0, MaxQuantity)))};
}

QList<Member> productMembers(const ShapePtr &variant)
{
    return {required("title", shape::text(1, 200)),
            optional("slug", shape::text(1, 100)),
            optional("description", shape::text(0, MaxDescription)),
            optional("status", shape::oneOf(statuses())),
            optional("vendor", shape::text(0, 200)),
            optional("tags", shape::list(shape::text(1, 100), MaxTags)),
            optional("category_ids", shape::list(shape::id(), 100)),
            optional("options",
                     shape::list(shape::object("ProductOption",
                                               {required("name", shape::text(1, 100)),
                                                required("values", shape::list(shape::text(1, 200)))}),
                                 MaxOptions)),
            required("variants", shape::list(variant, MaxVariants))};
}

ShapePtr answerOf(const QByteArray &name, QList<Member> members, const QList<Member> &more)
{
    for (Member &member : members)
        member.required = true;
    return shape::object(name, members + more);
}

ShapePtr optionsShape() { return shape::map(shape::text()); }

// What is said of everything that the shop keeps.
QList<Member> keptMembers()
{
    return {required("revision", shape::integer(1, 1'000'000'000)), required("created_at", shape::time()),
            required("updated_at", shape::time())};
}

QList<Member> imageMembers()
{
    return {required("id", shape::id()),
            required("url", shape::text()),
            required("thumbnail_url", shape::text()),
            required("width", shape::nullable(shape::integer(1, 1'000'000))),
            required("height", shape::nullable(shape::integer(1, 1'000'000))),
            required("alt", shape::text()),
            required("position", shape::integer(0, 1000))};
}

// The fields that every view of a product has.
QList<Member> commonMembers()
{
    return {required("id", shape::id()),
            required("slug", shape::text()),
            required("title", shape::text()),
            required("description", shape::text(0, MaxDescription)),
            required("price", shape::money()),
            required("compare_at_price", shape::nullable(shape::money())),
            required("available", shape::boolean()),
            required("image", shape::nullable(shape::text())),
            required("created_at", shape::time()),
            required("updated_at", shape::time())};
}

std::optional<QString> textOf(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = body.value(name);
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<bool> boolOf(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = body.value(name);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<std::optional<qint64>> maybeNumber(const QJsonObject &body, QLatin1StringView name)
{
    if (!body.contains(name))
        return {};
    const QJsonValue value = body.value(name);
    if (value.isNull())
        return std::optional<qint64>();
    return std::optional(value.isObject() ? value["amount"_L1].toInteger() : value.toInteger());
}

std::optional<qint64> numberOf(const QJsonObject &body, QLatin1StringView name)
{
    return maybeNumber(body, name).value_or(std::nullopt);
}

QStringList listOf(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &item : value.toArray())
        list << item.toString();
    return list;
}

CategoryId categoryOf(Reader &reader, const QByteArray &text)
{
    if (const auto id = CategoryId::parse(QString::fromUtf8(text)))
        return *id;
    return CategoryId{reader.number("SELECT id FROM categories WHERE slug = ?", text).value_or(-1)};
}
}

ShapePtr variantDraftShape()
{
    static const ShapePtr made = shape::object("VariantDraft", variantMembers());
    return made;
}

ShapePtr variantPatchShape()
{
    static const ShapePtr made = shape::patchOf("VariantPatch", variantDraftShape());
    return made;
}

ShapePtr productDraftShape()
{
    static const ShapePtr made = shape::object("ProductDraft", productMembers(variantDraftShape()));
    return made;
}

ShapePtr productPatchShape()
{
    static const ShapePtr variant =
        shape::object("VariantMerge", variantPatchShape()->members + QList<Member>{optional("id", shape::id())});
    static const ShapePtr made = shape::patchOf("ProductPatch", shape::object({}, productMembers(variant)));
    return made;
}

ShapePtr imageShape()
{
    static const ShapePtr made = shape::object("ProductImage", imageMembers() + keptMembers());
    return made;
}

ShapePtr variantShape()
{
    static const ShapePtr made =
        answerOf("Variant", variantMembers(),
                 QList<Member>{required("id", shape::id()), required("product_id", shape::id()),
                               required("archived", shape::boolean()),
                               required("level", shape::integer(-1'000'000'000, 1'000'000'000)),
                               required("available", shape::boolean())}
                     + keptMembers());
    return made;
}

ShapePtr productShape()
{
    static const ShapePtr made = answerOf("Product", productMembers(variantShape()),
                                          QList<Member>{required("id", shape::id()), required("price", shape::money()),
                                                        required("compare_at_price", shape::nullable(shape::money())),
                                                        required("available", shape::boolean()),
                                                        required("image", shape::nullable(shape::text())),
                                                        required("images", shape::list(imageShape()))}
                                              + keptMembers());
    return made;
}

ShapePtr catalogueItemShape()
{
    static const ShapePtr made = shape::object("CatalogueItem", commonMembers());
    return made;
}

ShapePtr catalogueProductShape()
{
    static const ShapePtr variant =
        shape::object("CatalogueVariant",
                      {required("id", shape::id()), required("sku", shape::text()), required("options", optionsShape()),
                       required("price", shape::money()), required("compare_at_price", shape::nullable(shape::money())),
                       required("available", shape::boolean())});
    static const ShapePtr category =
        shape::object("CategoryName",
                      {required("id", shape::id()), required("name", shape::text()), required("slug", shape::text())});
    static const ShapePtr option =
        shape::object("ProductOption",
                      {required("name", shape::text(1, 100)), required("values", shape::list(shape::text(1, 200)))});
    static const ShapePtr image = shape::object("Image", imageMembers());
    static const ShapePtr made = shape::object(
        "CatalogueProduct",
        commonMembers()
            + QList<Member>{required("vendor", shape::text()), required("tags", shape::list(shape::text())),
                            required("options", shape::list(option)), required("variants", shape::list(variant)),
                            required("images", shape::list(image)), required("categories", shape::list(category))});
    return made;
}

VariantChange variantChange(const QJsonObject &body)
{
    VariantChange change;
    if (const auto id = textOf(body, "id"_L1))
        change.id = VariantId::parse(*id).value_or(VariantId{-1});
    change.sku = textOf(body, "sku"_L1);
    change.barcode = textOf(body, "barcode"_L1);
    if (body.contains("options"_L1)) {
        QMap<QString, QString> values;
        const QJsonObject given = body.value("options"_L1).toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            values.insert(it.key(), it.value().toString());
        change.options = values;
    }
    change.price = numberOf(body, "price"_L1);
    change.compareAtPrice = maybeNumber(body, "compare_at_price"_L1);
    change.cost = maybeNumber(body, "cost"_L1);
    change.weightGrams = numberOf(body, "weight_grams"_L1);
    change.taxClass = textOf(body, "tax_class"_L1);
    change.trackStock = boolOf(body, "track_stock"_L1);
    change.allowBackorder = boolOf(body, "allow_backorder"_L1);
    change.lowStockThreshold = maybeNumber(body, "low_stock_threshold"_L1);
    return change;
}

ProductChange productChange(const QJsonObject &body)
{
    ProductChange change;
    change.title = textOf(body, "title"_L1);
    change.slug = textOf(body, "slug"_L1);
    change.description = textOf(body, "description"_L1);
    if (const auto status = textOf(body, "status"_L1))
        change.status = parseProductStatus(status->toUtf8());
    change.vendor = textOf(body, "vendor"_L1);
    if (body.contains("tags"_L1))
        change.tags = listOf(body.value("tags"_L1));
    if (body.contains("category_ids"_L1)) {
        change.categories = QList<CategoryId>();
        for (const QString &id : listOf(body.value("category_ids"_L1)))
            change.categories->append(CategoryId::parse(id).value_or(CategoryId{-1}));
    }
    if (body.contains("options"_L1)) {
        change.options = QList<ProductOption>();
        for (const QJsonValue &option : body.value("options"_L1).toArray())
            change.options->append(ProductOption{option["name"_L1].toString(), listOf(option["values"_L1])});
    }
    if (body.contains("variants"_L1)) {
        change.variants = QList<VariantChange>();
        for (const QJsonValue &variant : body.value("variants"_L1).toArray())
            change.variants->append(variantChange(variant.toObject()));
    }
    return change;
}

Result<ProductQuery> productQuery(const Call &call, Reader &reader)
{
    ProductQuery query;
    query.text = QString::fromUtf8(call.query("q").value_or(QByteArray()));
    if (const auto category = call.query("category"))
        query.category = categoryOf(reader, *category);
    query.minPrice = call.queryInteger("min_price");
    query.maxPrice = call.queryInteger("max_price");
    query.inStock = call.queryBoolean("in_stock").value_or(false);
    if (const auto sort = call.query("sort"))
        query.sort = parseProductSort(*sort);
    if (const auto status = call.query("status"))
        query.status = parseProductStatus(*status);
    query.tag = QString::fromUtf8(call.query("tag").value_or(QByteArray()));
    query.limit = call.limit();
    const auto after = call.after(query.cursorOrder());
    if (!after)
        return fail(after.error());
    query.after = *after;
    return query;
}

Route &asksForProducts(Route &route, const QStringList &sorts)
{
    return route.asks("q", shape::text(0, 400))
        .asks("category", shape::text(1, 100))
        .asks("min_price", shape::integer(0, MaxAmount))
        .asks("max_price", shape::integer(0, MaxAmount))
        .asks("in_stock", shape::boolean())
        .asks("sort", shape::oneOf(sorts))
        .paged();
}

}
