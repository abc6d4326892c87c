#include "app/products/pieces.h"

#include "app/products/optionstext.h"
#include "app/products/productsearch.h"
#include "app/store/idlist.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::pieces {

namespace {
constexpr int MostCode = 100;

// The same article under the two ways its number is written.
QByteArrayList codesOf(const QString &code)
{
    const QString trimmed = code.trimmed();
    if (trimmed.isEmpty() || trimmed.size() > MostCode)
        return {};
    QByteArrayList codes{trimmed.toUtf8()};
    const bool digits = std::all_of(trimmed.begin(), trimmed.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (digits && trimmed.size() == 12)
        codes << '0' + codes.constFirst();
    if (digits && trimmed.size() == 13 && trimmed.startsWith(u'0'))
        codes << codes.constFirst().mid(1);
    return codes;
}

void add(QList<VariantId> &ids, Query rows)
{
    while (rows.next())
        if (const auto id = rows.id<VariantId>(0); !ids.contains(id))
            ids << id;
}

QList<VariantId> withCode(Reader &reader, const QString &code)
{
    QList<VariantId> ids;
    const QByteArrayList codes = codesOf(code);
    for (const QByteArray &one : codes)
        add(ids, reader.query("SELECT id FROM variants WHERE barcode = ? AND archived = 0 ORDER BY id LIMIT 10", one));
    if (ids.isEmpty() && !codes.isEmpty())
        add(ids,
            reader.query("SELECT id FROM variants WHERE sku = ? AND archived = 0 ORDER BY id LIMIT 10",
                         codes.constFirst()));
    if (ids.isEmpty() && !codes.isEmpty())
        add(ids,
            reader.query("SELECT id FROM variants WHERE lower(sku) = ? AND archived = 0 ORDER BY id LIMIT 10",
                         codes.constFirst().toLower()));
    return ids;
}

QList<Piece> rows(Reader &reader, const QList<VariantId> &ids)
{
    Query query = reader.query(
        QByteArray("SELECT v.id, v.product_id, p.title, v.options, v.sku, v.barcode, v.price, COALESCE(s.level, 0), "
                   "v.track_stock, v.allow_backorder, p.status, p.image FROM variants v JOIN products p ON p.id = "
                   "v.product_id LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE v.archived = 0 AND v.id "
                   + idList(reader.kind())),
        idListText(reader.kind(), ids));
    QHash<VariantId, Piece> found;
    while (query.next())
        found.insert(query.id<VariantId>(0),
                     {query.id<VariantId>(0), query.id<ProductId>(1), query.text(2), optionsText(query.bytes(3)),
                      query.text(4), query.text(5), query.int64(6), query.int64(7), query.boolean(8), query.boolean(9),
                      query.utf8(10) == "published", query.text(11)});
    QList<Piece> list;
    for (const VariantId id : ids)
        if (const auto piece = found.constFind(id); piece != found.constEnd())
            list << *piece;
    return list;
}

Result<> mayRead(const Actor &actor) { return actor.require({Area::Products, Verb::Read}); }
}

Result<QList<Piece>> scanned(Reader &reader, const Actor &actor, const QString &code)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    return rows(reader, withCode(reader, code));
}

Result<QList<Piece>> search(Reader &reader, const Actor &actor, const QString &text, int most)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    QList<VariantId> ids = withCode(reader, text);
    const QByteArray typed = text.trimmed().left(MostCode).toUtf8();
    if (typed.isEmpty())
        return QList<Piece>();
    QByteArray pattern = typed.toLower();
    for (const char *special : {"\\", "%", "_"})
        pattern.replace(special, QByteArray("\\").append(special));
    add(ids,
        reader.query(
            "SELECT id FROM variants WHERE archived = 0 AND lower(sku) LIKE ? ESCAPE '\\' ORDER BY sku LIMIT ?",
            QByteArray(pattern + '%'), most));
    // In the title first; in other words of the product only where that leaves room.
    const products::SearchQuery words(text);
    for (const auto field : {products::SearchField::Title, products::SearchField::All}) {
        if (words.isEmpty() || ids.size() >= most)
            break;
        add(ids,
            reader.query(QByteArray("SELECT v.id FROM products p JOIN variants v ON v.product_id = p.id WHERE p.id IN ("
                                    + products::SearchQuery::select(reader.kind())
                                    + ") AND v.archived = 0 AND p.status <> 'archived' ORDER BY p.title_key, "
                                      "v.position, v.id LIMIT ?"),
                         words.parameter(reader.kind(), field), most));
    }
    return rows(reader, ids.mid(0, most));
}

Result<QList<Piece>> fetch(Reader &reader, const Actor &actor, const QList<VariantId> &ids)
{
    if (const auto allowed = mayRead(actor); !allowed)
        return fail(allowed.error());
    return rows(reader, ids);
}

}
