#include "server/api/journal.h"

#include "app/journal/journal.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr EntryShape =
    shape::object("JournalEntry",
                  {shape::required("seq", shape::integer(1, std::numeric_limits<qint64>::max())),
                   shape::required("at", shape::time()), shape::required("actor", shape::text()),
                   shape::required("actor_name", shape::text()), shape::required("action", shape::text()),
                   shape::required("entity", shape::text()), shape::required("entity_id", shape::text()),
                   shape::required("before", shape::nullable(shape::any())),
                   shape::required("after", shape::nullable(shape::any())),
                   shape::required("request_id", shape::text()), shape::required("address", shape::text()),
                   shape::required("hash", shape::text())});

void write(JsonWriter &json, const JournalRow &row)
{
    json.object()
        .field("seq", row.seq)
        .timeField("at", row.at)
        .field("actor", row.actor)
        .field("actor_name", row.actorName)
        .field("action", row.action)
        .field("entity", row.entity)
        .field("entity_id", row.entityId)
        .name("before")
        .raw(row.before)
        .name("after")
        .raw(row.after)
        .field("request_id", row.requestId)
        .field("address", row.address)
        .field("hash", row.hash)
        .endObject();
}

const QStringList CsvHeader{u"seq"_s,       u"at"_s,     u"actor"_s, u"actor_name"_s, u"action"_s,  u"entity"_s,
                            u"entity_id"_s, u"before"_s, u"after"_s, u"request_id"_s, u"address"_s, u"hash"_s};

QStringList csvCells(const JournalRow &row)
{
    return {QString::number(row.seq),
            QString::fromLatin1(timeText(row.at)),
            QString::fromUtf8(row.actor),
            row.actorName,
            QString::fromUtf8(row.action),
            QString::fromUtf8(row.entity),
            QString::fromUtf8(row.entityId),
            QString::fromUtf8(row.before),
            QString::fromUtf8(row.after),
            QString::fromUtf8(row.requestId),
            row.address,
            QString::fromLatin1(row.hash)};
}

// Newest first; with after_seq the change feed, oldest first from behind it. Limit and after do not count.
JournalQuery queryOf(const Call &call)
{
    JournalQuery query;
    query.afterSeq = call.queryInteger("after_seq");
    query.entity = call.query("entity").value_or(QByteArray());
    query.entityId = call.query("entity_id").value_or(QByteArray());
    return query;
}

void goOnBehind(JournalQuery &query, qint64 seq) { (query.afterSeq ? query.afterSeq : query.beforeSeq) = seq; }

Result<> writeEntries(Call &call, Reader &reader, QIODevice &out)
{
    JournalQuery query = queryOf(call);
    query.limit = int(api::CsvRowsAtOnce);
    const auto next = [&] {
        auto rows = journal::list(reader, call.actor(), query);
        if (rows && !rows->isEmpty())
            goOnBehind(query, rows->constLast().seq);
        return rows;
    };
    return api::writeCsvParts(out, CsvHeader, next, csvCells);
}

Result<Page<JournalRow>> pageOf(const Call &call, Reader &reader)
{
    JournalQuery query = queryOf(call);
    const QByteArray order = query.afterSeq ? "journal:seq" : "journal:-seq";
    const auto after = call.after(order);
    if (!after)
        return fail(after.error());
    if (*after)
        goOnBehind(query, (*after)->id);
    query.limit = call.limit() + 1;
    auto rows = journal::list(reader, call.actor(), query);
    if (!rows)
        return fail(rows.error());
    Page<JournalRow> page{*std::move(rows), {}};
    if (page.items.size() == query.limit) {
        page.items.removeLast();
        page.next = Cursor{order, {}, page.items.constLast().seq};
    }
    return page;
}

Result<Reply> list(Call &call, Reader &reader)
{
    if (call.wantsAllAsCsv())
        return call.csv(writeEntries, "journal.csv");
    return api::pageReply(call, pageOf(call, reader), api::Sheet{"journal.csv", CsvHeader, csvCells}, write);
}
}

void addJournalRoutes(Routes &routes)
{
    routes.get("/api/v1/admin/journal", reading(Area::Journal), list)
        .says("Who changed what, newest first; with after_seq what changed since, oldest first; as CSV all of it")
        .answers(shape::page("JournalPage", EntryShape))
        .asks("after_seq", shape::integer(0, 9'000'000'000'000'000))
        .asks("entity", shape::text(1, 100))
        .asks("entity_id", shape::text(1, 100))
        .paged()
        .alsoCsv();
}

}
