#include "app/products/productstore.h"

#include "app/base/json.h"
#include "app/base/text.h"
#include "app/products/imagename.h"
#include "app/products/productcheck.h"
#include "app/products/productsearch.h"
#include "app/stock/ledger.h"
#include "app/store/idlist.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QList<ProductOption> parseOptions(QByteArrayView json)
{
    QList<ProductOption> options;
    for (const QJsonValue &item : QJsonDocument::fromJson(json.toByteArray()).array()) {
        ProductOption option{item["name"_L1].toString(), {}};
        for (const QJsonValue &value : item["values"_L1].toArray())
            option.values << value.toString();
        options << option;
    }
    return options;
}

QByteArray optionListJson(const QList<ProductOption> &options)
{
    JsonWriter json;
    json.array();
    for (const ProductOption &option : options)
        json.object().field("name", option.name).field("values", option.values).endObject();
    json.endArray();
    return json.take();
}

QMap<QString, QString> parseValues(QByteArrayView json)
{
    QMap<QString, QString> values;
    const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        values.insert(it.key(), it.value().toString());
    return values;
}

class Loader {
public:
    // One is the usual case, and found without taking a list apart.
    Loader(Reader &reader, const QList<ProductId> &ids)
        : m_reader(reader),
          m_in(ids.size() == 1 ? "= ?"_ba : idList(reader.kind())),
          m_ids(ids.size() == 1 ? ids.first().bytes() : idListText(reader.kind(), ids))
    {}

    QList<Product> run(const QList<ProductId> &ids)
    {
        base();
        tags();
        categories();
        variants();
        images();
        QList<Product> ordered;
        for (const ProductId id : ids)
            if (const auto found = m_products.constFind(id); found != m_products.constEnd())
                ordered << *found;
        return ordered;
    }

private:
    Query rows(const QByteArray &before, const QByteArray &after = {})
    {
        return m_reader.query(QByteArray(before + ' ' + m_in + after), m_ids);
    }

    void base()
    {
        Query row = rows(
            "SELECT id, revision, created_at, updated_at, title, slug, description, status, vendor, handle, options, "
            "price, compare_at_price, available, image FROM products WHERE id");
        while (row.next()) {
            Product product;
            product.id = row.id<ProductId>(0);
            product.revision = row.int64(1);
            product.createdAt = row.int64(2);
            product.updatedAt = row.int64(3);
            product.title = row.text(4);
            product.slug = row.text(5);
            product.description = row.text(6);
            product.status = parseProductStatus(row.utf8(7)).value_or(ProductStatus::Draft);
            product.vendor = row.text(8);
            product.handle = row.maybeText(9);
            product.options = parseOptions(row.utf8(10));
            product.price = row.int64(11);
            product.compareAtPrice = row.maybeInt64(12);
            product.available = row.boolean(13);
            product.image = row.text(14);
            m_products.insert(product.id, product);
        }
    }

    void tags()
    {
        Query row = rows("SELECT product_id, tag FROM product_tags WHERE product_id", " ORDER BY product_id, position");
        while (row.next())
            m_products[row.id<ProductId>(0)].tags << row.text(1);
    }

    void categories()
    {
        Query row =
            rows("SELECT pc.product_id, c.id, c.name, c.slug FROM product_categories pc JOIN categories c ON c.id = "
                 "pc.category_id WHERE pc.product_id",
                 " ORDER BY pc.product_id, c.id");
        while (row.next())
            m_products[row.id<ProductId>(0)].categories
                << CategoryName{row.id<CategoryId>(1), row.text(2), row.text(3)};
    }

    void variants()
    {
        Query row = rows(
            "SELECT v.product_id, v.id, v.sku, v.barcode, v.options, v.price, v.compare_at_price, v.cost, "
            "v.weight_grams, v.tax_class, v.track_stock, v.allow_backorder, v.low_stock_threshold, v.archived, "
            "COALESCE(s.level, 0) FROM variants v LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE v.product_id",
            " ORDER BY v.product_id, v.archived, v.position, v.id");
        while (row.next())
            m_products[row.id<ProductId>(0)].variants
                << Variant{row.id<VariantId>(1), row.text(2),       row.text(3),       parseValues(row.utf8(4)),
                           row.int64(5),         row.maybeInt64(6), row.maybeInt64(7), row.int64(8),
                           row.text(9),          row.boolean(10),   row.boolean(11),   row.maybeInt64(12),
                           row.boolean(13),      row.int64(14)};
    }

    void images()
    {
        Query row = rows(
            "SELECT product_id, id, source, hash, extension, width, height, alt, origin, created_at FROM images WHERE product_id",
            " ORDER BY product_id, position, id");
        while (row.next()) {
            QList<ProductImage> &list = m_products[row.id<ProductId>(0)].images;
            const QString source = row.text(2);
            const QString url = source.isEmpty() ? imageUrl(row.text(3), row.text(4)) : source;
            const QString thumbnail = source.isEmpty() ? thumbnailUrl(row.text(3), row.text(4)) : source;
            list << ProductImage{row.id<ImageId>(1), url,         thumbnail,        row.integer(5),
                                 row.integer(6),     row.text(7), int(list.size()), row.text(8),
                                 row.int64(9)};
        }
    }

    Reader &m_reader;
    QByteArray m_in;
    QByteArray m_ids;
    QHash<ProductId, Product> m_products;
};

void writeTags(Transaction &transaction, const Product &product)
{
    transaction.exec("DELETE FROM product_tags WHERE product_id = ?", product.id);
    for (qsizetype i = 0; i < product.tags.size(); ++i)
        transaction.exec("INSERT INTO product_tags (product_id, position, tag) VALUES (?, ?, ?)", product.id, i,
                         product.tags[i]);
}

void writeCategories(Transaction &transaction, const Product &product)
{
    transaction.exec("DELETE FROM product_categories WHERE product_id = ?", product.id);
    for (const CategoryName &category : product.categories)
        transaction.exec("INSERT INTO product_categories (product_id, category_id) VALUES (?, ?)", product.id,
                         category.id);
}

void insertVariant(Transaction &transaction, const Product &product, Variant &variant, qint64 position)
{
    variant.id = transaction.insert<VariantId>(
        "INSERT INTO variants (product_id, position, sku, barcode, options, price, compare_at_price, cost, weight_grams, tax_class, "
        "track_stock, allow_backorder, low_stock_threshold) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        product.id, position, variant.sku, variant.barcode, optionsJson(variant.options, product.options),
        variant.price, variant.compareAtPrice, variant.cost, variant.weightGrams, variant.taxClass, variant.trackStock,
        variant.allowBackorder, variant.lowStockThreshold);
    transaction.exec("INSERT INTO stock_levels (variant_id, level) VALUES (?, 0)", variant.id);
}

void updateVariant(Transaction &transaction, const Product &product, const Variant &variant)
{
    transaction.exec(
        "UPDATE variants SET sku = ?, barcode = ?, options = ?, price = ?, compare_at_price = ?, cost = ?, "
        "weight_grams = ?, tax_class = ?, track_stock = ?, allow_backorder = ?, low_stock_threshold = ?, archived = ? "
        "WHERE id = ?",
        variant.sku, variant.barcode, optionsJson(variant.options, product.options), variant.price,
        variant.compareAtPrice, variant.cost, variant.weightGrams, variant.taxClass, variant.trackStock,
        variant.allowBackorder, variant.lowStockThreshold, variant.archived, variant.id);
}
}

QList<Product> load(Reader &reader, const QList<ProductId> &ids) { return Loader(reader, ids).run(ids); }

std::optional<Product> load(Reader &reader, ProductId id)
{
    const QList<Product> found = load(reader, QList<ProductId>{id});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

void insert(Transaction &transaction, Product &product)
{
    summarise(product);
    product.revision = 1;
    product.createdAt = product.updatedAt = transaction.now();
    product.id = transaction.insert<ProductId>(
        "INSERT INTO products (title, title_key, slug, description, status, vendor, options, handle, price, compare_at_price, "
        "available, revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id",
        product.title, foldText(product.title), product.slug, product.description, statusText(product.status),
        product.vendor, optionListJson(product.options), product.handle, product.price, product.compareAtPrice,
        product.available, product.createdAt, product.updatedAt);
    for (qsizetype i = 0; i < product.variants.size(); ++i)
        insertVariant(transaction, product, product.variants[i], i);
    writeTags(transaction, product);
    writeCategories(transaction, product);
    indexProduct(transaction, product);
}

void save(Transaction &transaction, const Product &before, Product &product)
{
    summarise(product);
    product.revision = before.revision + 1;
    product.updatedAt = transaction.now();
    const bool reordered = product.options != before.options;
    for (qsizetype i = 0; i < product.variants.size(); ++i) {
        Variant &variant = product.variants[i];
        if (!variant.id)
            insertVariant(transaction, product, variant, i);
        else if (reordered || i >= before.variants.size() || before.variants[i] != variant)
            updateVariant(transaction, product, variant);
    }
    transaction.exec(
        "UPDATE products SET title = ?, title_key = ?, slug = ?, description = ?, status = ?, vendor = ?, options = ?, "
        "handle = ?, price = ?, compare_at_price = ?, revision = ?, updated_at = ? WHERE id = ?",
        product.title, foldText(product.title), product.slug, product.description, statusText(product.status),
        product.vendor, optionListJson(product.options), product.handle, product.price, product.compareAtPrice,
        product.revision, product.updatedAt, product.id);
    // From the levels as they are now, not as they were read.
    stock::refreshAvailability(transaction, product.id);
    if (product.tags != before.tags)
        writeTags(transaction, product);
    if (product.categories != before.categories)
        writeCategories(transaction, product);
    indexProduct(transaction, product);
}

}
