#include "app/products/productcheck.h"

#include "app/base/money.h"
#include "app/base/text.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::products {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

template<typename T> void put(T &into, const std::optional<T> &value)
{
    if (value)
        into = *value;
}

bool onlyDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

class Layer {
public:
    Layer(Reader &reader, const ProductChange &change, Product &product)
        : m_reader(reader), m_change(change), m_product(product)
    {}

    QList<FieldError> run()
    {
        texts();
        categories();
        if (m_change.options)
            options();
        variants();
        if (m_faults.isEmpty())
            slug();
        else if (m_change.slug)
            slug();
        return m_faults;
    }

private:
    void fault(const QString &field, const QString &message)
    {
        if (m_faults.size() < 100)
            m_faults << FieldError{field, message};
    }
    // A text that is kept: within its bounds, without blanks around it.
    void bounded(const QString &field, const std::optional<QString> &value, qsizetype most, QString &into)
    {
        if (!value)
            return;
        into = value->trimmed();
        if (into.size() > most)
            fault(field, tr("Keep this within %L1 characters.").arg(most));
    }

    void texts()
    {
        bounded(u"title"_s, m_change.title, 200, m_product.title);
        m_product.title = m_product.title.simplified();
        if (m_product.title.isEmpty())
            fault(u"title"_s, tr("Give the product a title of up to 200 characters."));
        put(m_product.description, m_change.description);
        if (m_product.description.size() > MaxDescription)
            fault(u"description"_s, tr("Keep the description within %L1 characters.").arg(MaxDescription));
        put(m_product.status, m_change.status);
        bounded(u"vendor"_s, m_change.vendor, 200, m_product.vendor);
        if (m_change.handle)
            m_product.handle = m_change.handle;
        if (!m_change.tags)
            return;
        m_product.tags.clear();
        for (qsizetype i = 0; i < m_change.tags->size(); ++i) {
            const QString tag = m_change.tags->at(i).simplified();
            if (tag.isEmpty() || tag.size() > 100)
                fault(u"tags[%1]"_s.arg(i), tr("A tag has 1 to 100 characters."));
            else if (!m_product.tags.contains(tag))
                m_product.tags << tag;
        }
        if (m_product.tags.size() > MaxTags)
            fault(u"tags"_s, tr("A product has %1 tags at the most.").arg(MaxTags));
    }

    void slug()
    {
        if (m_change.slug && *m_change.slug != m_product.slug) {
            const QString wanted = m_change.slug->trimmed();
            if (!isSlug(wanted))
                return fault(u"slug"_s,
                             tr("A slug stands in an address: write it with a to z, 0 to 9 and single hyphens, up to "
                                "%1 characters, as in blue-shirt.")
                                 .arg(MaxSlugLength));
            if (onlyDigits(wanted))
                return fault(u"slug"_s, tr("A slug of digits only looks like an id. Add a word to it."));
            if (m_reader.number("SELECT id FROM products WHERE slug = ? AND id <> ?", wanted, m_product.id))
                return fault(u"slug"_s, tr("Another product has this slug. Choose another one."));
            m_product.slug = wanted;
        }
        if (m_product.slug.isEmpty())
            m_product.slug = freeSlug(m_reader, slugify(m_product.title));
    }

    void categories()
    {
        if (!m_change.categories)
            return;
        m_product.categories.clear();
        if (m_change.categories->size() > 100)
            return fault(u"category_ids"_s, tr("A product is in 100 categories at the most."));
        QMap<CategoryId, CategoryName> found;
        for (qsizetype i = 0; i < m_change.categories->size(); ++i) {
            const CategoryId id = m_change.categories->at(i);
            Query row = m_reader.query("SELECT name, slug FROM categories WHERE id = ?", id);
            if (row.next())
                found.insert(id, {id, row.text(0), row.text(1)});
            else
                fault(u"category_ids[%1]"_s.arg(i), tr("There is no such category."));
        }
        m_product.categories = found.values();
    }

    void options()
    {
        m_product.options.clear();
        if (m_change.options->size() > MaxOptions)
            return fault(u"options"_s, tr("A product has %1 options at the most.").arg(MaxOptions));
        QSet<QString> names;
        for (qsizetype i = 0; i < m_change.options->size(); ++i) {
            const ProductOption &given = m_change.options->at(i);
            const QString field = u"options[%1]"_s.arg(i);
            ProductOption option{given.name.simplified(), {}};
            if (option.name.isEmpty() || option.name.size() > 100)
                fault(field + ".name"_L1, tr("Give the option a name of up to 100 characters."));
            else if (names.contains(option.name))
                fault(field + ".name"_L1, tr("Another option of this product has this name."));
            names << option.name;
            for (qsizetype j = 0; j < given.values.size(); ++j) {
                const QString value = given.values[j].simplified();
                if (value.isEmpty() || value.size() > 200)
                    fault(u"%1.values[%2]"_s.arg(field).arg(j), tr("A value has 1 to 200 characters."));
                else if (!option.values.contains(value))
                    option.values << value;
            }
            if (option.values.size() > 1000)
                fault(field + ".values"_L1, tr("An option has 1,000 values at the most."));
            m_product.options << option;
        }
    }

    void variants()
    {
        const QList<VariantChange> changes = m_change.variants.value_or(QList<VariantChange>());
        if (changes.size() > MaxVariants)
            return fault(u"variants"_s, tr("A product has %1 variants at the most.").arg(MaxVariants));
        m_places.fill(-1, m_product.variants.size());
        for (qsizetype i = 0; i < changes.size(); ++i)
            variant(i, changes[i]);
        qsizetype sold = 0;
        for (const Variant &variant : m_product.variants)
            sold += variant.archived ? 0 : 1;
        if (sold == 0 && changes.isEmpty())
            fault(u"variants"_s, tr("A product needs a variant, with SKU and price."));
        if (sold > MaxVariants)
            fault(u"variants"_s, tr("A product has %1 variants at the most.").arg(MaxVariants));
        if (m_change.variants || m_change.options)
            combinations();
    }

    void variant(qsizetype i, const VariantChange &change)
    {
        const QString field = u"variants[%1]."_s.arg(i);
        qsizetype at = m_product.variants.size();
        if (change.id) {
            for (at = 0; at < m_product.variants.size() && m_product.variants[at].id != *change.id;)
                ++at;
            if (at == m_product.variants.size())
                return fault(field + "id"_L1, tr("This product has no such variant."));
            if (m_places[at] >= 0)
                return fault(field + "id"_L1, tr("This variant is named twice."));
            m_places[at] = i;
        } else {
            m_product.variants << Variant();
            m_places << i;
            if (!change.price)
                fault(field + "price"_L1, tr("This is needed."));
        }
        Variant &variant = m_product.variants[at];
        sku(field, change, variant);
        bounded(field + "barcode"_L1, change.barcode, 100, variant.barcode);
        bounded(field + "tax_class"_L1, change.taxClass, 40, variant.taxClass);
        if (variant.taxClass.isEmpty())
            variant.taxClass = u"standard"_s;
        put(variant.price, change.price);
        put(variant.compareAtPrice, change.compareAtPrice);
        put(variant.cost, change.cost);
        put(variant.weightGrams, change.weightGrams);
        put(variant.trackStock, change.trackStock);
        put(variant.allowBackorder, change.allowBackorder);
        put(variant.lowStockThreshold, change.lowStockThreshold);
        within(field + "price"_L1, variant.price, MaxAmount);
        within(field + "compare_at_price"_L1, variant.compareAtPrice.value_or(0), MaxAmount);
        within(field + "cost"_L1, variant.cost.value_or(0), MaxAmount);
        within(field + "weight_grams"_L1, variant.weightGrams, 1'000'000'000);
        within(field + "low_stock_threshold"_L1, variant.lowStockThreshold.value_or(0), MaxQuantity);
        if (change.options) {
            variant.options.clear();
            for (auto given = change.options->begin(); given != change.options->end(); ++given)
                optionValue(field, given.key().simplified(), given.value().simplified(), variant);
        }
    }

    void within(const QString &field, qint64 value, qint64 most)
    {
        if (value < 0 || value > most)
            fault(field, tr("This is a whole number from 0 to %L1.").arg(most));
    }

    void sku(const QString &field, const VariantChange &change, Variant &variant)
    {
        const QString before = variant.sku;
        bounded(field + "sku"_L1, change.sku, 100, variant.sku);
        if (variant.sku.isEmpty())
            return fault(field + "sku"_L1, tr("Give the variant a SKU of up to 100 characters."));
        for (const Variant &other : std::as_const(m_product.variants))
            if (&other != &variant && other.sku == variant.sku)
                return fault(field + "sku"_L1, tr("Another variant of this product has this SKU."));
        if (variant.sku == before)
            return;
        Query other =
            m_reader.query("SELECT p.title FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = ? "
                           "AND v.id <> ?",
                           variant.sku, variant.id);
        if (other.next())
            fault(field + "sku"_L1, tr("“%1” has this SKU already. Choose another one.").arg(other.text(0)));
    }

    void optionValue(const QString &field, const QString &name, const QString &value, Variant &variant)
    {
        const QString place = field + "options."_L1 + name.left(100);
        if (name.isEmpty() || name.size() > 100 || value.isEmpty() || value.size() > 200)
            return fault(place, tr("An option has a name of up to 100 characters and a value of up to 200."));
        auto option = std::find_if(m_product.options.begin(), m_product.options.end(),
                                   [&name](const ProductOption &known) { return known.name == name; });
        if (m_change.options) {
            if (option == m_product.options.end())
                return fault(place, tr("This product has no option of this name."));
            if (!option->values.contains(value))
                return fault(place, tr("This is none of the option's values."));
        } else if (option == m_product.options.end()) {
            if (m_product.options.size() == MaxOptions)
                return fault(place, tr("A product has %1 options at the most.").arg(MaxOptions));
            m_product.options << ProductOption{name, {value}};
        } else if (!option->values.contains(value)) {
            option->values << value;
        }
        variant.options.insert(name, value);
    }

    // Every variant that is sold says a value for every option, and no two say the same.
    void combinations()
    {
        if (m_product.options.isEmpty() && !m_change.options)
            return;
        QSet<QStringList> seen;
        for (qsizetype i = 0; i < m_product.variants.size(); ++i) {
            Variant &variant = m_product.variants[i];
            if (variant.archived)
                continue;
            const QString field = m_places[i] >= 0 ? u"variants[%1].options"_s.arg(m_places[i]) : u"options"_s;
            QStringList values;
            for (const ProductOption &option : std::as_const(m_product.options)) {
                values << variant.options.value(option.name);
                if (!option.values.contains(values.constLast()))
                    fault(field, tr("%1 needs a value for “%2”.").arg(variant.sku, option.name));
            }
            if (variant.options.size() > m_product.options.size())
                fault(field, tr("%1 has values of options that this product does not have.").arg(variant.sku));
            if (!m_product.options.isEmpty() && seen.contains(values))
                fault(field, tr("%1 has the same values as another variant.").arg(variant.sku));
            seen << values;
        }
    }

    Reader &m_reader;
    const ProductChange &m_change;
    Product &m_product;
    QList<qsizetype> m_places; // of each variant in the change, or -1
    QList<FieldError> m_faults;
};
}

QList<FieldError> lay(Reader &reader, const ProductChange &change, Product &product)
{
    return Layer(reader, change, product).run();
}

bool sameContent(const Product &a, const Product &b)
{
    return a.title == b.title && a.slug == b.slug && a.description == b.description && a.status == b.status
        && a.vendor == b.vendor && a.handle == b.handle && a.tags == b.tags && a.categories == b.categories
        && a.options == b.options && a.variants == b.variants;
}

QString freeSlug(Reader &reader, const QString &wanted)
{
    QString base = wanted.isEmpty() ? u"product"_s : wanted;
    if (onlyDigits(base))
        base.prepend("product-"_L1);
    if (!reader.number("SELECT id FROM products WHERE slug = ?", base))
        return base;
    base.truncate(MaxSlugLength - 8);
    while (base.endsWith(u'-'))
        base.chop(1);
    // One look at all of its kind: the highest number there, and the next.
    qint64 highest = 1;
    Query rows = reader.query("SELECT slug FROM products WHERE slug > ? AND slug < ?", QString(base + u'-'),
                              QString(base + u'.'));
    while (rows.next())
        if (const QString tail = rows.text(0).mid(base.size() + 1); tail.size() < 7 && onlyDigits(tail))
            highest = std::max(highest, tail.toLongLong());
    return base + u'-' + QString::number(highest + 1);
}

void summarise(Product &product)
{
    const Variant *cheapest = nullptr;
    product.available = false;
    for (const Variant &variant : std::as_const(product.variants)) {
        if (variant.archived)
            continue;
        if (!cheapest || variant.price < cheapest->price)
            cheapest = &variant;
        product.available = product.available || variant.available();
    }
    if (!cheapest)
        return;
    product.price = cheapest->price;
    product.compareAtPrice = cheapest->compareAtPrice;
}

}
