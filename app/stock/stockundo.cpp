#include "app/stock/stockundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/stock/ledger.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <map>

using namespace Qt::StringLiterals;

namespace backroom::stock {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<> undoMoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const QJsonObject moved = undo::object(entry.after);
    const VariantId variant{entry.entityId.toLongLong()};
    if (!transaction.number("SELECT 1 FROM variants WHERE id = ?", variant))
        return undo::goneSince();
    const auto back = move(transaction, actor,
                           {variant, -moved["delta"_L1].toInteger(), "correction", moved["reference"_L1].toString(),
                            tr("Taken back")});
    return back ? Result<>() : fail(back.error());
}

Result<> undoLines(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    if (const auto allowed = actor.require({Area::Stock, Verb::Write}); !allowed)
        return fail(allowed.error());
    const QJsonObject said = undo::object(entry.after);
    std::map<qint64, qint64> deltas; // by variant, so that two such changes never wait for each other crosswise
    const QJsonArray lines = said["lines"_L1].toArray();
    for (const QJsonValue line : lines)
        deltas[line["variant_id"_L1].toString().toLongLong()] -= line["delta"_L1].toInteger();
    JsonWriter after;
    after.object().field("reference", said["reference"_L1].toString()).name("lines").array();
    QList<Change> changes;
    for (const auto &[variant, delta] : deltas) {
        if (delta == 0)
            continue;
        (void)transaction.number("SELECT level FROM stock_levels WHERE variant_id = ? /*for update*/", variant);
        Query there =
            transaction.query("SELECT s.level, v.allow_backorder, v.sku FROM variants v JOIN stock_levels s ON "
                              "s.variant_id = v.id WHERE v.id = ?",
                              variant);
        if (!there.next())
            return undo::goneSince();
        if (delta < 0 && !there.boolean(1) && there.int64(0) + delta < 0)
            return fail(ErrorCode::Conflict,
                        tr("Only %L1 pieces of %2 are left: what was sold since cannot go back with the others.")
                            .arg(there.int64(0))
                            .arg(there.text(2)));
        const MovementRow row =
            record(transaction,
                   {VariantId{variant}, delta, "correction", said["reference"_L1].toString(), tr("Taken back")});
        after.object()
            .field("variant_id", row.variant)
            .field("sku", row.sku)
            .field("title", row.title)
            .field("delta", row.delta)
            .field("level", row.level)
            .endObject();
        changes << Change{Topic::Stock, variant};
    }
    if (changes.isEmpty())
        return fail(ErrorCode::Conflict, tr("Nothing was moved by it: there is nothing to take back."));
    after.endArray().endObject();
    transaction.journal({"stock.corrected", entry.entity, entry.entityId, {}, after.take(), changes});
    return {};
}

}
