#include "app/stock/stocktake.h"

#include "app/base/json.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::stock {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Shelf
{
    qint64 level = 0; // now
    bool backorder = false;
};

// `lock`: holds the level until the commit, so that a sale comes before the correction or after it.
std::optional<Shelf> shelfOf(Reader &reader, VariantId variant, bool lock)
{
    if (lock)
        (void)reader.number("SELECT level FROM stock_levels WHERE variant_id = ? /*for update*/", variant);
    Query row = reader.query("SELECT COALESCE(s.level, 0), v.allow_backorder FROM variants v LEFT JOIN stock_levels s "
                             "ON s.variant_id = v.id WHERE v.id = ? AND v.archived = 0",
                             variant);
    if (!row.next())
        return {};
    return Shelf{row.int64(0), row.boolean(1)};
}

qint64 movedSince(Reader &reader, const CountedLine &line)
{
    if (!line.at)
        return 0;
    return reader
        .number("SELECT CAST(COALESCE(sum(delta), 0) AS BIGINT) FROM stock_movements WHERE variant_id = ? AND at > ?",
                line.variant, *line.at)
        .value_or(0);
}

QList<FieldError> faultsOf(Reader &reader, const Stocktake &stocktake)
{
    QList<FieldError> faults;
    if (stocktake.lines.isEmpty())
        faults << FieldError{u"lines"_s, tr("Nothing was counted yet. Scan or choose what stands on the shelf.")};
    if (stocktake.lines.size() > MaxCountedLines)
        faults << FieldError{u"lines"_s,
                             tr("Save up to %L1 lines at a time, and the rest after that.").arg(MaxCountedLines)};
    QSet<VariantId> seen;
    for (qsizetype i = 0; i < qMin<qsizetype>(stocktake.lines.size(), MaxCountedLines); ++i) {
        const CountedLine &line = stocktake.lines.at(i);
        const QString where = u"lines[%1]."_s.arg(i);
        if (!shelfOf(reader, line.variant, false))
            faults << FieldError{where + "variant_id"_L1, tr("This is not sold any more. Take it out of the list.")};
        else if (seen.contains(line.variant))
            faults << FieldError{where + "variant_id"_L1, tr("This stands in the list twice. Put both together.")};
        if (line.counted < 0 || line.counted > MaxLevel)
            faults << FieldError{where + "counted"_L1, tr("Give a whole number from 0 to %L1.").arg(MaxLevel)};
        seen << line.variant;
    }
    if (stocktake.note.size() > 2000)
        faults << FieldError{u"note"_s, tr("Keep the note within 2,000 characters.")};
    return faults;
}

QByteArray journalOf(const Stocktake &stocktake, const QList<CountOutcome> &outcomes)
{
    JsonWriter json;
    json.object().field("note", stocktake.note).name("lines").array();
    for (const CountOutcome &outcome : outcomes)
        json.object()
            .field("variant_id", outcome.variant)
            .field("sku", outcome.sku)
            .field("expected", outcome.expected)
            .field("counted", outcome.counted)
            .field("delta", outcome.delta)
            .field("level", outcome.level)
            .endObject();
    json.endArray().endObject();
    return json.take();
}
}

Result<QHash<VariantId, qint64>> expected(Reader &reader, const Actor &actor, const QList<CountedLine> &lines)
{
    if (const auto allowed = actor.require({Area::Stock, Verb::Read}); !allowed)
        return fail(allowed.error());
    QHash<VariantId, qint64> levels;
    for (const CountedLine &line : lines)
        if (const auto shelf = shelfOf(reader, line.variant, false))
            levels.insert(line.variant, shelf->level - movedSince(reader, line));
    return levels;
}

Result<QList<CountOutcome>> count(Transaction &transaction, const Actor &actor, const Stocktake &stocktake)
{
    if (const auto allowed = actor.require({Area::Stock, Verb::Write}); !allowed)
        return fail(allowed.error());
    if (const auto faults = faultsOf(transaction, stocktake); !faults.isEmpty())
        return invalid(faults);
    QList<CountedLine> lines = stocktake.lines;
    std::sort(lines.begin(), lines.end(),
              [](const CountedLine &a, const CountedLine &b) { return a.variant < b.variant; });
    QList<CountOutcome> outcomes;
    QList<Change> changes;
    for (const CountedLine &line : std::as_const(lines)) {
        const auto shelf = shelfOf(transaction, line.variant, true);
        if (!shelf)
            continue;
        CountOutcome outcome{line.variant, {}, shelf->level - movedSince(transaction, line),
                             line.counted, 0,  shelf->level};
        outcome.delta = line.counted - outcome.expected;
        if (!shelf->backorder) // more was sold since than was there, by the count
            outcome.delta = qMax(outcome.delta, -qMax<qint64>(0, shelf->level));
        if (outcome.delta != 0) {
            const MovementRow row = record(transaction, {line.variant, outcome.delta, "counted", {}, stocktake.note});
            outcome.level = row.level;
            outcome.sku = row.sku;
            changes << Change{Topic::Stock, line.variant.value};
        } else {
            Query name = transaction.query("SELECT sku FROM variants WHERE id = ?", line.variant);
            outcome.sku = name.next() ? name.text(0) : QString();
        }
        outcomes << outcome;
    }
    transaction.journal(
        {"stock.counted", "count", QByteArray::number(transaction.now()), {}, journalOf(stocktake, outcomes), changes});
    return outcomes;
}

}
