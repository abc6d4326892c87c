#pragma once
// A product as the shop keeps it: what it is called, what can be bought of it (its variants), how it looks.
#include "app/base/clock.h"
#include "app/base/ids.h"

#include <QMap>
#include <QStringList>
#include <optional>
#include <tuple>

namespace backroom {

class JsonWriter;

inline constexpr int MaxVariants = 200;
inline constexpr int MaxOptions = 10;
inline constexpr int MaxTags = 50;
inline constexpr int MaxDescription = 100'000; // characters
inline constexpr char UntaxedClass[] = "none"; // the tax class of what is not taxed

enum class ProductStatus { Draft, Published, Archived };
QByteArray statusText(ProductStatus status);
std::optional<ProductStatus> parseProductStatus(QByteArrayView text);

struct ProductOption
{
    QString name;
    QStringList values;
    bool operator==(const ProductOption &) const = default;
};

struct Variant
{
    VariantId id;
    QString sku;
    QString barcode;
    QMap<QString, QString> options; // name to value, one for every option of the product
    qint64 price = 0; // minor units of the shop's currency, as all amounts here
    std::optional<qint64> compareAtPrice;
    std::optional<qint64> cost;
    qint64 weightGrams = 0;
    QString taxClass = QStringLiteral("standard");
    bool trackStock = true;
    bool allowBackorder = false;
    std::optional<qint64> lowStockThreshold;
    bool archived = false; // no longer sold; history refers to it
    qint64 level = 0; // pieces; only the ledger changes it
    bool available() const { return !archived && (!trackStock || allowBackorder || level > 0); }
    bool operator==(const Variant &) const = default;
};

struct ProductImage
{
    ImageId id;
    QString url; // "/images/HASH.png", or where it lies elsewhere
    QString thumbnailUrl;
    int width = 0; // pixels; 0 when it lies elsewhere
    int height = 0;
    QString alt;
    int position = 0;
    QString origin = {}; // the address that it was brought from; empty when it came otherwise, or lies elsewhere
    Millis createdAt = 0; // when it was added, as far as it is known; no part of what the image is
    bool operator==(const ProductImage &other) const
    {
        const auto is = [](const ProductImage &image) {
            return std::tie(image.id, image.url, image.thumbnailUrl, image.width, image.height, image.alt,
                            image.position, image.origin);
        };
        return is(*this) == is(other);
    }
};

struct CategoryName
{
    CategoryId id;
    QString name;
    QString slug;
    bool operator==(const CategoryName &) const = default;
};

struct Product
{
    ProductId id;
    qint64 revision = 0;
    Millis createdAt = 0;
    Millis updatedAt = 0;
    QString title;
    QString slug;
    QString description; // Markdown
    ProductStatus status = ProductStatus::Draft;
    QString vendor;
    std::optional<QString> handle; // what import files call it
    QStringList tags;
    QList<CategoryName> categories;
    QList<ProductOption> options;
    QList<Variant> variants; // archived ones included, last
    QList<ProductImage> images;
    // What lists show: kept beside the product.
    qint64 price = 0; // the lowest among its variants
    std::optional<qint64> compareAtPrice;
    bool available = false;
    QString image; // the first one's address, or nothing
};

// What changes; nothing means "as it is", and with a new variant or product "as usual".
struct VariantChange
{
    std::optional<VariantId> id = {}; // none: a new variant
    std::optional<QString> sku = {};
    std::optional<QString> barcode = {};
    std::optional<QMap<QString, QString>> options = {};
    std::optional<qint64> price = {};
    std::optional<std::optional<qint64>> compareAtPrice = {};
    std::optional<std::optional<qint64>> cost = {};
    std::optional<qint64> weightGrams = {};
    std::optional<QString> taxClass = {};
    std::optional<bool> trackStock = {};
    std::optional<bool> allowBackorder = {};
    std::optional<std::optional<qint64>> lowStockThreshold = {};
};

struct ProductChange
{
    std::optional<QString> title = {};
    std::optional<QString> slug = {}; // made from the title when a new product has none
    std::optional<QString> description = {};
    std::optional<ProductStatus> status = {};
    std::optional<QString> vendor = {};
    std::optional<QString> handle = {};
    std::optional<QStringList> tags = {};
    std::optional<QList<CategoryId>> categories = {};
    // When left out, they follow from what the variants say.
    std::optional<QList<ProductOption>> options = {};
    std::optional<QList<VariantChange>> variants = {}; // merged by id
};

// One row of a list.
struct ProductRow
{
    ProductId id;
    qint64 revision = 0;
    QString title;
    QString slug;
    ProductStatus status = ProductStatus::Draft;
    QString vendor;
    qint64 price = 0;
    std::optional<qint64> compareAtPrice;
    bool available = false;
    QString image;
    Millis createdAt = 0;
    Millis updatedAt = 0;
    int variants = 0; // that are sold
    qint64 level = 0; // pieces of those whose stock is tracked
    QString sku = {}; // of the first variant
    QString category = {}; // one of them, by name
    int tracked = 0; // variants whose stock is tracked
    int low = 0; // of these, at or below their threshold, or gone
};

namespace products {

// As the shop's own people see it, with costs and levels. A variant and an image have the revision and the last change
// of their product: whoever changes one of them changes the product.
void writeJson(JsonWriter &json, const Product &product);
void writeJson(JsonWriter &json, const Variant &variant, const Product &product);
void writeJson(JsonWriter &json, const ProductImage &image, const Product &product);
// As anyone sees it: what is sold, without costs, levels and archived variants.
void writeCatalogueJson(JsonWriter &json, const Product &product);

// The variant's options as a JSON object, in the order of the product's.
QByteArray optionsJson(const QMap<QString, QString> &values, const QList<ProductOption> &options);

}
}
