#include "app/stock/ledger.h"

#include "app/base/json.h"
#include "app/base/money.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::stock {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qint64 NoFloor = -MaxLevel;

struct VariantFacts
{
    ProductId product;
    bool tracked = false;
    bool backorder = false;
    QString sku;
    QString title;
};

std::optional<VariantFacts> factsOf(Reader &reader, VariantId variant)
{
    Query row = reader.query("SELECT v.product_id, v.track_stock, v.allow_backorder, v.sku, p.title FROM variants v "
                             "JOIN products p ON p.id = v.product_id WHERE v.id = ?",
                             variant);
    if (!row.next())
        return {};
    return VariantFacts{row.id<ProductId>(0), row.boolean(1), row.boolean(2), row.text(3), row.text(4)};
}

constexpr auto ChangeLevel =
    "UPDATE stock_levels SET level = level + ? WHERE variant_id = ? AND level + ? >= ? RETURNING level";

void bindChange(Statement &statement, VariantId variant, qint64 delta, qint64 floor)
{
    statement.bind(0, delta);
    statement.bind(1, variant);
    statement.bind(2, delta);
    statement.bind(3, floor);
}

// The new level, or nothing when it would fall below `floor`.
std::optional<qint64> changeLevel(Transaction &transaction, VariantId variant, qint64 delta, qint64 floor)
{
    Query row = transaction.query(ChangeLevel, delta, variant, delta, floor);
    if (!row.next())
        return {};
    const qint64 level = row.int64(0);
    while (row.next()) { // SQLite ends the statement only when it was stepped to its end
    }
    return level;
}

qint64 levelOf(Reader &reader, VariantId variant)
{
    return reader.number("SELECT level FROM stock_levels WHERE variant_id = ?", variant).value_or(0);
}

// What follows for stock and catalogue from a level that has just changed by `delta`.
void followLevel(Transaction &transaction, const VariantFacts &facts, VariantId variant, qint64 level, qint64 delta)
{
    transaction.changed(Topic::Stock, variant.value);
    const bool was = level - delta > 0;
    const bool is = level > 0;
    if (facts.tracked && !facts.backorder && was != is) {
        transaction.changed(Topic::Products, facts.product.value); // a variant flipped, even where the product did not
        refreshAvailability(transaction, facts.product);
    }
}

void writeFields(JsonWriter &json, const MovementRow &row)
{
    json.field("id", row.id)
        .field("variant_id", row.variant)
        .field("sku", row.sku)
        .field("title", row.title)
        .field("delta", row.delta)
        .field("level", row.level)
        .field("reason", row.reason)
        .field("reference", row.reference)
        .field("note", row.note)
        .field("actor", row.actor)
        .timeField("at", row.at);
}

// The ledger's line for a level that was changed, and what follows for the catalogue.
MovementRow enter(Transaction &transaction, const VariantFacts &facts, const Movement &movement, qint64 level)
{
    MovementRow row{{},
                    movement.variant,
                    transaction.now(),
                    movement.delta,
                    level,
                    movement.reason,
                    movement.reference,
                    movement.note,
                    transaction.actor().tag(),
                    facts.sku,
                    facts.title};
    row.id = transaction.insert<MovementId>(
        "INSERT INTO stock_movements (variant_id, at, delta, level, reason, reference, note, actor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        row.variant, row.at, row.delta, row.level, row.reason, row.reference, row.note, row.actor);
    followLevel(transaction, facts, row.variant, level, movement.delta);
    return row;
}

}

const QByteArrayList &reasons()
{
    static const QByteArrayList all{"received", "sold", "returned", "counted", "damaged", "correction"};
    return all;
}

Taking take(Transaction &transaction, VariantId variant, qint64 quantity, const QString &reference)
{
    const auto facts = factsOf(transaction, variant);
    if (!facts)
        return {};
    const QList<Sale> sale{{variant, facts->product, quantity, facts->tracked, facts->backorder}};
    const QList<Taking> taking = take(transaction, sale);
    enterSold(transaction, sale, taking, reference.toUtf8());
    return taking.constFirst();
}

QList<Taking> take(Transaction &transaction, const QList<Sale> &sales)
{
    QList<Taking> takings;
    QList<qsizetype> counted;
    for (qsizetype i = 0; i < sales.size(); ++i) {
        takings << Taking{!sales[i].tracked, 0, 0, 0};
        if (sales[i].tracked)
            counted << i;
    }
    transaction.each(
        ChangeLevel, counted.size(),
        [&](Statement &statement, qsizetype i) {
            const Sale &sale = sales[counted[i]];
            bindChange(statement, sale.variant, -sale.quantity, sale.backorder ? NoFloor : 0);
        },
        [&](const Query &row, qsizetype i) {
            takings[counted[i]] = {true, sales[counted[i]].quantity, 0, row.int64(0)};
        });
    for (const qsizetype i : std::as_const(counted)) {
        const Sale &sale = sales[i];
        if (takings[i].enough)
            followLevel(transaction, {sale.product, sale.tracked, sale.backorder, {}, {}}, sale.variant,
                        takings[i].level, -sale.quantity);
        else
            takings[i].available = std::max<qint64>(0, levelOf(transaction, sale.variant));
    }
    return takings;
}

void enterSold(Transaction &transaction, const QList<Sale> &sales, const QList<Taking> &takings,
               const QByteArray &reference)
{
    const QByteArray actor = transaction.actor().tag();
    for (qsizetype i = 0; i < sales.size(); ++i)
        if (takings[i].taken > 0)
            transaction.post("INSERT INTO stock_movements (variant_id, at, delta, level, reason, reference, actor) "
                             "VALUES (?, ?, ?, ?, 'sold', ?, ?)",
                             sales[i].variant, transaction.now(), -takings[i].taken, takings[i].level, reference,
                             actor);
}

void putBack(Transaction &transaction, VariantId variant, qint64 quantity, const QString &reference,
             const QByteArray &reason)
{
    if (quantity > 0)
        record(transaction, {variant, quantity, reason, reference});
}

MovementRow record(Transaction &transaction, const Movement &movement)
{
    const auto facts = factsOf(transaction, movement.variant);
    const auto level = changeLevel(transaction, movement.variant, movement.delta, std::numeric_limits<qint64>::min());
    return facts && level ? enter(transaction, *facts, movement, *level) : MovementRow{};
}

Result<MovementRow> move(Transaction &transaction, const Actor &actor, const Movement &movement)
{
    if (const auto allowed = actor.require({Area::Stock, Verb::Write}); !allowed)
        return fail(allowed.error());
    QList<FieldError> faults;
    const auto facts = factsOf(transaction, movement.variant);
    if (!facts)
        faults << FieldError{u"variant_id"_s, tr("There is no such variant.")};
    if (movement.delta == 0 || movement.delta > MaxDelta || movement.delta < -MaxDelta)
        faults << FieldError{u"delta"_s, tr("Move between 1 and %L1 pieces at a time, in or out.").arg(MaxDelta)};
    else if (facts && levelOf(transaction, movement.variant) + movement.delta > MaxLevel)
        faults << FieldError{u"delta"_s, tr("A stock of more than %L1 pieces cannot be kept.").arg(MaxLevel)};
    if (!reasons().contains(movement.reason))
        faults << FieldError{u"reason"_s,
                             tr("Choose a reason: received, sold, returned, counted, damaged or correction.")};
    if (movement.reference.size() > 200)
        faults << FieldError{u"reference"_s, tr("Keep the reference within 200 characters.")};
    if (movement.note.size() > 2000)
        faults << FieldError{u"note"_s, tr("Keep the note within 2,000 characters.")};
    if (!faults.isEmpty())
        return invalid(faults);

    // What comes in is taken even where the level stays below zero afterwards.
    const bool free = facts->backorder || movement.delta > 0;
    const auto level = changeLevel(transaction, movement.variant, movement.delta, free ? NoFloor : 0);
    if (!level) {
        const qint64 there = levelOf(transaction, movement.variant);
        Error short_{
            ErrorCode::Conflict,
            tr("Only %L1 pieces of %2 are there. Take out fewer, or allow back-orders.").arg(there).arg(facts->sku)};
        short_.extra = "\"available\":" + QByteArray::number(there);
        return fail(short_);
    }
    const MovementRow row = enter(transaction, *facts, movement, *level);
    JsonWriter after;
    after.object();
    writeFields(after, row);
    after.endObject();
    transaction.journal(
        {"stock.moved", "variant", row.variant.bytes(), {}, after.take(), {{Topic::Stock, row.variant.value}}});
    return row;
}

void refreshAvailability(Transaction &transaction, ProductId product)
{
    // Two sales of two variants' last pieces must not each see the other's as still there: the row is held first, and
    // the statement after it sees what was committed until then.
    (void)transaction.number("SELECT id FROM products WHERE id = ? /*for update*/", product);
    const qint64 flipped = transaction.exec(
        "UPDATE products SET available = 1 - available WHERE id = ? AND available <> CASE WHEN EXISTS (SELECT 1 FROM variants v "
        "LEFT JOIN stock_levels s ON s.variant_id = v.id WHERE v.product_id = products.id AND v.archived = 0 "
        "AND (v.track_stock = 0 OR v.allow_backorder = 1 OR s.level > 0)) THEN 1 ELSE 0 END",
        product);
    if (flipped > 0)
        transaction.changed(Topic::Products, product.value);
}

void writeJson(JsonWriter &json, const MovementRow &row)
{
    json.object();
    writeFields(json, row);
    // What stands in the ledger is never changed.
    json.field("revision", 1).timeField("created_at", row.at).timeField("updated_at", row.at).endObject();
}

}
