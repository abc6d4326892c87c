#include "server/api/stock.h"

#include "app/stock/stocklist.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
ShapePtr levelShape()
{
    return shape::object("StockLevel",
                         {shape::required("variant_id", shape::id()), shape::required("sku", shape::text()),
                          shape::required("title", shape::text()),
                          shape::required("level", shape::integer(-MaxLevel, MaxLevel)),
                          shape::required("low_stock_threshold", shape::nullable(shape::integer(0, 1'000'000))),
                          shape::required("track_stock", shape::boolean())});
}

QStringList reasonWords()
{
    QStringList words;
    for (const QByteArray &reason : stock::reasons())
        words << QString::fromLatin1(reason);
    return words;
}

ShapePtr movementShape()
{
    static const ShapePtr made =
        shape::object("StockMovement",
                      {shape::required("id", shape::id()), shape::required("variant_id", shape::id()),
                       shape::required("sku", shape::text()), shape::required("title", shape::text()),
                       shape::required("delta", shape::integer(-MaxDelta, MaxDelta)),
                       shape::required("level", shape::integer(-MaxLevel, MaxLevel)),
                       shape::required("reason", shape::oneOf(reasonWords())),
                       shape::required("reference", shape::text()), shape::required("note", shape::text()),
                       shape::required("actor", shape::text()), shape::required("at", shape::time()),
                       shape::required("revision", shape::integer(1, 1)), shape::required("created_at", shape::time()),
                       shape::required("updated_at", shape::time())});
    return made;
}

std::optional<VariantId> variantOf(const Call &call)
{
    const auto text = call.query("variant_id");
    // One that is no id is none that exists.
    return text ? std::optional(VariantId::parse(QString::fromUtf8(*text)).value_or(VariantId{-1})) : std::nullopt;
}

const QStringList LevelHeader{u"variant_id"_s,          u"sku"_s,        u"title"_s, u"level"_s,
                              u"low_stock_threshold"_s, u"track_stock"_s};

QStringList levelCells(const StockLevel &level)
{
    return {level.variant.text(),
            level.sku,
            level.title,
            QString::number(level.level),
            level.lowStockThreshold ? QString::number(*level.lowStockThreshold) : QString(),
            level.trackStock ? u"yes"_s : u"no"_s};
}

const QStringList MovementHeader{u"id"_s,    u"at"_s,     u"variant_id"_s, u"sku"_s,  u"title"_s, u"delta"_s,
                                 u"level"_s, u"reason"_s, u"reference"_s,  u"note"_s, u"actor"_s};

QStringList movementCells(const MovementRow &row)
{
    return {row.id.text(),
            QString::fromLatin1(timeText(row.at)),
            row.variant.text(),
            row.sku,
            row.title,
            QString::number(row.delta),
            QString::number(row.level),
            QString::fromLatin1(row.reason),
            row.reference,
            row.note,
            QString::fromUtf8(row.actor)};
}

template<typename T, typename Cells>
Result<Reply> reply(const Call &call, const Result<Page<T>> &page, const api::Sheet<Cells> &sheet)
{
    return api::pageReply(call, page, sheet, [](JsonWriter &json, const T &item) { stock::writeJson(json, item); });
}

LevelQuery levelQuery(const Call &call)
{
    LevelQuery query;
    query.lowOnly = call.queryBoolean("low").value_or(false);
    query.variant = variantOf(call);
    query.limit = call.limit();
    return query;
}

Result<> writeLevels(Call &call, Reader &reader, QIODevice &out)
{
    return api::writeCsv(
        out, LevelHeader, stock::levelIds(reader, call.actor(), levelQuery(call)),
        [&](const QList<VariantId> &some) { return stock::fetchLevels(reader, call.actor(), some); }, levelCells);
}

Result<Reply> listLevels(Call &call, Reader &reader)
{
    if (call.wantsAllAsCsv())
        return call.csv(writeLevels, "stock.csv");
    LevelQuery query = levelQuery(call);
    const auto after = call.after(stock::LevelOrder);
    if (!after)
        return fail(after.error());
    query.after = *after;
    return reply(call, stock::levels(reader, call.actor(), query), api::Sheet{"stock.csv", LevelHeader, levelCells});
}

MovementQuery movementQuery(const Call &call)
{
    MovementQuery query;
    query.variant = variantOf(call);
    query.limit = call.limit();
    return query;
}

Result<> writeMovements(Call &call, Reader &reader, QIODevice &out)
{
    return api::writeCsv(
        out, MovementHeader, stock::movementIds(reader, call.actor(), movementQuery(call)),
        [&](const QList<MovementId> &some) { return stock::fetchMovements(reader, call.actor(), some); },
        movementCells);
}

Result<Reply> listMovements(Call &call, Reader &reader)
{
    if (call.wantsAllAsCsv())
        return call.csv(writeMovements, "stock-movements.csv");
    MovementQuery query = movementQuery(call);
    const auto after = call.after(stock::MovementOrder);
    if (!after)
        return fail(after.error());
    query.after = *after;
    return reply(call, stock::movements(reader, call.actor(), query),
                 api::Sheet{"stock-movements.csv", MovementHeader, movementCells});
}

Result<Reply> getMovement(Call &call, Reader &reader)
{
    const auto id = call.id<MovementId>();
    if (!id)
        return fail(id.error());
    const auto found = stock::fetchMovements(reader, call.actor(), {*id});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return Call::notFound();
    JsonWriter json = call.json();
    stock::writeJson(json, found->constFirst());
    return call.reply(json);
}

Result<Reply> postMovement(Call &call, Transaction &transaction)
{
    const Movement movement{VariantId::parse(*call.text("variant_id"_L1)).value_or(VariantId{-1}),
                            *call.integer("delta"_L1), call.text("reason"_L1)->toLatin1(),
                            call.text("reference"_L1).value_or(QString()), call.text("note"_L1).value_or(QString())};
    const auto row = stock::move(transaction, call.actor(), movement);
    if (!row)
        return fail(row.error());
    JsonWriter json = call.json();
    stock::writeJson(json, *row);
    Reply reply = call.reply(json);
    reply.headers.emplaceBack("Location", "/api/v1/admin/stock/movements/" + row->id.bytes());
    return reply;
}
}

void addStockRoutes(Routes &routes)
{
    routes.get("/api/v1/admin/stock", reading(Area::Stock), listLevels)
        .says("Stock levels by SKU; low=true for those at or below their threshold; as CSV all that match")
        .asks("low", shape::boolean())
        .asks("variant_id", shape::id())
        .answers(shape::page("StockPage", levelShape()))
        .paged()
        .alsoCsv();
    const QByteArray movements = "/api/v1/admin/stock/movements";
    routes.get(movements, reading(Area::Stock), listMovements)
        .says("The ledger, newest first; as CSV all of it")
        .asks("variant_id", shape::id())
        .answers(shape::page("StockMovementPage", movementShape()))
        .paged()
        .alsoCsv();
    routes.get(movements + "/{id}", reading(Area::Stock), getMovement)
        .says("One movement; it is never changed or removed, another one corrects it")
        .answers(movementShape());
    routes.post(movements, writing(Area::Stock), postMovement)
        .says("Move stock in or out; levels are never set")
        .takes(shape::object("StockMovementDraft",
                             {shape::required("variant_id", shape::id()),
                              shape::required("delta", shape::integer(-MaxDelta, MaxDelta)),
                              shape::required("reason", shape::oneOf(reasonWords())),
                              shape::optional("reference", shape::text(0, 200)),
                              shape::optional("note", shape::text(0, 2000))}))
        .answers(movementShape(), 201);
}

}
