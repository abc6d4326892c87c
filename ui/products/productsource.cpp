#include "ui/products/productsource.h"

#include "ui/products/thumbnails.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

ProductSort sortOf(const ListOrder &order, bool searched)
{
    const bool down = order.direction == Qt::DescendingOrder;
    if (order.key == "name"_L1)
        return down ? ProductSort::NameDown : ProductSort::Name;
    if (order.key == "price"_L1)
        return down ? ProductSort::PriceDown : ProductSort::Price;
    if (order.key == "updated"_L1 && !down)
        return ProductSort::Updated;
    return order.key.isEmpty() && searched ? ProductSort::Relevance : ProductSort::UpdatedDown;
}

ProductQuery queryOf(const ProductFilter &filter, const ListOrder &order)
{
    ProductQuery query;
    query.text = filter.text;
    query.inStock = filter.inStock;
    if (filter.category)
        query.category = filter.category;
    query.withoutArchived = filter.status == ShownStatus::Current;
    switch (filter.status) {
    case ShownStatus::Published: query.status = ProductStatus::Published; break;
    case ShownStatus::Draft: query.status = ProductStatus::Draft; break;
    case ShownStatus::Archived: query.status = ProductStatus::Archived; break;
    case ShownStatus::Current:
    case ShownStatus::All: break;
    }
    query.sort = sortOf(order, !filter.text.trimmed().isEmpty());
    return query;
}

struct Loaded
{
    QList<qint64> ids;
    bool any = true;
};

Cell nameCell(const ProductRow &row, Thumbnails &thumbnails)
{
    Cell cell{row.title};
    QStringList second{row.sku};
    if (row.variants > 1)
        second << tr("%Ln variants", row.variants);
    if (!row.vendor.isEmpty())
        second << row.vendor;
    cell.second = second.join(u"  ·  "_s);
    cell.picture = thumbnails.picture(row.image);
    return cell;
}

Cell stockCell(const ProductRow &row, const Format &format)
{
    if (row.tracked == 0) {
        Cell cell;
        cell.tip = tr("Its stock is not counted.");
        return cell;
    }
    Cell cell{format.number(row.level)};
    if (row.status == ProductStatus::Archived)
        return cell; // nobody waits for it
    if (row.level <= 0 && !row.available) {
        cell.text = tr("Sold out");
        cell.ink = Ink::Bad;
        cell.warning = u"warning"_s;
    } else if (row.low > 0) {
        cell.ink = Ink::Warn;
        cell.warning = u"warning"_s;
        cell.tip = tr("%Ln variants are low or sold out.", row.low);
    }
    return cell;
}

}

void ProductSource::loadIds(const ListOrder &order, std::function<void(Result<QList<qint64>>)> done)
{
    m_desk.read(
        &m_desk,
        [query = queryOf(m_filter, order), actor = m_desk.actor()](Reader &reader) -> Result<Loaded> {
            const auto ids = products::ids(reader, actor, query);
            if (!ids)
                return fail(ids.error());
            Loaded loaded;
            loaded.ids.reserve(ids->size());
            for (const ProductId id : *ids)
                loaded.ids << id.value;
            if (ids->isEmpty()) {
                ProductQuery all;
                all.limit = 1;
                const auto first = products::list(reader, actor, all);
                loaded.any = first && !first->items.isEmpty();
            }
            return loaded;
        },
        [any = m_any, done = std::move(done)](Result<Loaded> loaded) {
            if (!loaded)
                return done(fail(loaded.error()));
            *any = loaded->any;
            done(std::move(loaded->ids));
        });
}

void ProductSource::loadRows(const QList<qint64> &ids, std::function<void(Result<QList<SourceRow>>)> done)
{
    m_desk.read(
        &m_desk,
        [ids, actor = m_desk.actor()](Reader &reader) -> Result<QList<ProductRow>> {
            QList<ProductId> wanted;
            for (const qint64 id : ids)
                wanted << ProductId{id};
            return products::fetch(reader, actor, wanted);
        },
        [done = std::move(done)](const Result<QList<ProductRow>> &rows) {
            if (!rows)
                return done(fail(rows.error()));
            QList<SourceRow> all;
            for (const ProductRow &row : *rows)
                all << SourceRow{row.id.value, QVariant::fromValue(row)};
            done(std::move(all));
        });
}

QString statusWord(ProductStatus status)
{
    switch (status) {
    case ProductStatus::Published: return tr("Active");
    case ProductStatus::Draft: return tr("Draft");
    case ProductStatus::Archived: break;
    }
    return tr("Archived");
}

BadgeLook statusBadge(ProductStatus status)
{
    switch (status) {
    case ProductStatus::Published: return {statusWord(status), Glyph::Done, Ink::Good, false};
    case ProductStatus::Draft: return {statusWord(status), Glyph::UnderWay, Ink::Muted, true};
    case ProductStatus::Archived: break;
    }
    return {statusWord(status), Glyph::Over, Ink::Muted, false};
}

QList<Column> productColumns(const Desk &desk, Thumbnails &thumbnails)
{
    const Format &format = desk.format();
    Column name = column<ProductRow>(u"name"_s, tr("Product"), ColumnKind::Name, 0,
                                     [&thumbnails](const ProductRow &row) { return nameCell(row, thumbnails); });
    name.pictured = true;
    return {name,
            column<ProductRow>(
                u"status"_s, tr("Status"), ColumnKind::State, 12,
                [](const ProductRow &row) {
                    Cell cell;
                    cell.badge = statusBadge(row.status);
                    return cell;
                },
                false),
            column<ProductRow>(
                u"stock"_s, tr("In stock"), ColumnKind::Figure, 11,
                [&format](const ProductRow &row) { return stockCell(row, format); }, false),
            column<ProductRow>(
                u"category"_s, tr("Category"), ColumnKind::Text, 18,
                [](const ProductRow &row) { return Cell{row.category}; }, false),
            column<ProductRow>(u"price"_s, tr("Price"), ColumnKind::Figure, 11,
                               [&format](const ProductRow &row) { return Cell{format.money(row.price)}; }),
            column<ProductRow>(u"updated"_s, tr("Changed"), ColumnKind::Quiet, 13, [&desk](const ProductRow &row) {
                Cell cell{desk.format().near(row.updatedAt, desk.now())};
                cell.tip = desk.format().full(row.updatedAt);
                return cell;
            })};
}

}
