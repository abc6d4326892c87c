#pragma once
// The products that the list shows, as the filters above it say, and how a row reads.
#include "app/products/productquery.h"
#include "ui/models/column.h"
#include "ui/models/rowsource.h"
#include "ui/shell/desk.h"

namespace backroom {

class Thumbnails;

enum class ShownStatus { Current, Published, Draft, Archived, All }; // Current: all but the archived

struct ProductFilter
{
    QString text = {};
    ShownStatus status = ShownStatus::Current;
    bool inStock = false;
    CategoryId category = {};
    bool operator==(const ProductFilter &) const = default;
    // Nothing beyond what a shop's list shows by itself.
    bool isUsual() const { return *this == ProductFilter(); }
};

// As the console remembers it, and back; what cannot be read is as usual.
QVariantMap mapOf(const ProductFilter &filter);
ProductFilter filterFrom(const QVariantMap &map);

class ProductSource final : public RowSource {
public:
    explicit ProductSource(Desk &desk) : m_desk(desk) {}

    void setFilter(const ProductFilter &filter) { m_filter = filter; }
    const ProductFilter &filter() const { return m_filter; }
    // As of the last load: the shop has a product at all, shown or not.
    bool shopHasAny() const { return *m_any; }

    void loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done) override;
    void loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done) override;

private:
    Desk &m_desk;
    ProductFilter m_filter;
    std::shared_ptr<bool> m_any = std::make_shared<bool>(true);
};

// Draft, active or archived, as a badge.
BadgeLook statusBadge(ProductStatus status);
QString statusWord(ProductStatus status);
// Both outlive the columns.
QList<Column> productColumns(const Desk &desk, Thumbnails &thumbnails);

}
Q_DECLARE_METATYPE(backroom::ProductRow)
