#include "server/api/journal.h"

#include "app/journal/journal.h"
#include "server/http/call.h"

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

// Newest first; with after_seq the change feed, oldest first from behind it.
Result<Reply> list(Call &call, Reader &reader)
{
    JournalQuery query;
    query.afterSeq = call.queryInteger("after_seq");
    query.entity = call.query("entity").value_or(QByteArray());
    query.entityId = call.query("entity_id").value_or(QByteArray());
    const QByteArray order = query.afterSeq ? "journal:seq" : "journal:-seq";
    const auto after = call.after(order);
    if (!after)
        return fail(after.error());
    if (*after && query.afterSeq)
        query.afterSeq = (*after)->id;
    else if (*after)
        query.beforeSeq = (*after)->id;
    const int limit = call.limit();
    query.limit = limit + 1;
    auto rows = journal::list(reader, call.actor(), query);
    if (!rows)
        return fail(rows.error());
    std::optional<Cursor> next;
    if (rows->size() > limit) {
        rows->removeLast();
        next = Cursor{order, {}, rows->last().seq};
    }
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const JournalRow &row : std::as_const(*rows))
        write(json, row);
    call.endPage(json, next);
    return call.reply(json);
}
}

void addJournalRoutes(Routes &routes)
{
    routes.get("/api/v1/admin/journal", reading(Area::Journal), list)
        .says("Who changed what, newest first; with after_seq what changed since, oldest first")
        .answers(shape::page("JournalPage", EntryShape))
        .asks("after_seq", shape::integer(0, 9'000'000'000'000'000))
        .asks("entity", shape::text(1, 100))
        .asks("entity_id", shape::text(1, 100))
        .paged();
}

}
