#include "app/reports/requestlog.h"

#include "app/base/json.h"
#include "app/store/bulkinsert.h"
#include "app/store/idlist.h"

#include <QHash>

namespace backroom::requestlog {

namespace {
constexpr Permission Needed{Area::Requests, Verb::Read};
constexpr qint64 DroppedAtOnce = 5'000;
constexpr char Columns[] = "at, method, path, status, micros, bytes, actor, request_id, address, id";

RequestRow rowOf(const Query &row)
{
    return {row.int64(0), row.bytes(1), row.bytes(2), row.integer(3), row.int64(4),
            row.int64(5), row.bytes(6), row.bytes(7), row.bytes(8),   row.id<RequestId>(9)};
}

// Always the same text: an empty filter lets everything through.
constexpr char Where[] =
    " FROM requests WHERE at >= ? AND at < ? AND status >= ? AND status <= ? AND (? = '' OR method = ?) "
    "AND (? = '' OR actor = ?) AND (? = '' OR path = ?) AND (? = '' OR address = ?) AND (? = '' OR path LIKE ? ESCAPE '\\' OR address LIKE ? ESCAPE '\\' OR request_id = ?)";

template<typename... More>
Query select(Reader &reader, const QByteArray &columns, const RequestQuery &query, const QByteArray &tail,
             const More &...more)
{
    const QString text = query.text.trimmed();
    QString pattern = text;
    for (const QChar special : {u'\\', u'%', u'_'})
        pattern.replace(special, QString(u'\\') + special);
    pattern = u'%' + pattern + u'%';
    return reader.query(QByteArray("SELECT " + columns + Where + tail), query.from.value_or(0),
                        query.to.value_or(std::numeric_limits<qint64>::max()), query.statusFrom, query.statusTo,
                        query.method, query.method, query.actor, query.actor, query.path, query.path, query.address,
                        query.address, text, pattern, pattern, text, more...);
}
}

void insert(Transaction &transaction, const std::vector<RequestRow> &rows)
{
    BulkInsert into(transaction,
                    "INSERT INTO requests (at, method, path, status, micros, bytes, actor, request_id, address)", 9);
    for (const RequestRow &row : rows)
        into.add(row.at, row.method, row.path, row.status, row.micros, row.bytes, row.actor, row.requestId,
                 row.address);
    into.flush();
}

qint64 cleanUp(Transaction &transaction, qint64 mostKept)
{
    const qint64 old =
        transaction.exec("DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE at < ? ORDER BY at LIMIT ?)",
                         transaction.now() - KeptFor, DroppedAtOnce);
    if (old == DroppedAtOnce)
        return old;
    // Ids grow with the rows and are dropped from the low end only, so their span is close to the count.
    const auto first = transaction.number("SELECT min(id) FROM requests");
    const auto last = transaction.number("SELECT max(id) FROM requests");
    if (!first || *last - *first < mostKept)
        return old;
    return old
        + transaction.exec("DELETE FROM requests WHERE id <= ?",
                           std::min(*last - mostKept, *first + DroppedAtOnce - 1));
}

Result<Page<RequestRow>> list(Reader &reader, const Actor &actor, const RequestQuery &query)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    Page<RequestRow> page;
    const qint64 before = query.after ? query.after->id : std::numeric_limits<qint64>::max();
    Query rows = select(reader, Columns, query, " AND id < ? ORDER BY id DESC LIMIT ?", before, query.limit + 1);
    while (rows.next())
        page.items << rowOf(rows);
    if (page.items.size() > query.limit) {
        page.items.removeLast();
        page.next = Cursor{Order, {}, page.items.last().id.value};
    }
    return page;
}

Result<QList<RequestId>> ids(Reader &reader, const Actor &actor, const RequestQuery &query)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    QList<RequestId> ids;
    Query rows = select(reader, "id", query, " ORDER BY id DESC");
    while (rows.next())
        ids << rows.id<RequestId>(0);
    return ids;
}

Result<QList<RequestRow>> fetch(Reader &reader, const Actor &actor, const QList<RequestId> &ids)
{
    if (const auto permitted = actor.require(Needed); !permitted)
        return fail(permitted.error());
    QHash<RequestId, RequestRow> found;
    Query rows =
        reader.query(QByteArray(QByteArray("SELECT ") + Columns + " FROM requests WHERE id " + idList(reader.kind())),
                     idListText(reader.kind(), ids));
    while (rows.next())
        found.insert(rows.id<RequestId>(9), rowOf(rows));
    QList<RequestRow> ordered;
    for (const RequestId id : ids)
        if (const auto row = found.constFind(id); row != found.constEnd())
            ordered << *row;
    return ordered;
}

void writeJson(JsonWriter &json, const RequestRow &row)
{
    json.object()
        .field("id", row.id)
        .timeField("at", row.at)
        .field("method", row.method)
        .field("path", row.path)
        .field("status", row.status)
        .field("duration_ms", double(row.micros) / 1000)
        .field("bytes", row.bytes)
        .field("actor", row.actor)
        .field("request_id", row.requestId)
        .field("address", row.address)
        .endObject();
}

}
