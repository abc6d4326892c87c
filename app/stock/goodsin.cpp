#include "app/stock/goodsin.h"

#include "app/base/json.h"

#include <QCoreApplication>

#include <map>

using namespace Qt::StringLiterals;

namespace backroom::stock {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QList<FieldError> faultsOf(Reader &reader, const GoodsIn &goods)
{
    QList<FieldError> faults;
    if (goods.lines.isEmpty())
        faults << FieldError{u"lines"_s, tr("Nothing is in the delivery yet. Scan or choose what came in.")};
    if (goods.lines.size() > MaxGoodsLines)
        faults << FieldError{u"lines"_s,
                             tr("Save up to %L1 lines at a time, and the rest after that.").arg(MaxGoodsLines)};
    for (qsizetype i = 0; i < qMin<qsizetype>(goods.lines.size(), MaxGoodsLines); ++i) {
        const GoodsLine &line = goods.lines.at(i);
        const QString where = u"lines[%1]."_s.arg(i);
        const auto level = reader.number("SELECT COALESCE(s.level, 0) FROM variants v LEFT JOIN stock_levels s ON "
                                         "s.variant_id = v.id WHERE v.id = ? AND v.archived = 0",
                                         line.variant);
        if (!level)
            faults << FieldError{where + "variant_id"_L1, tr("This is not sold any more. Take it out of the list.")};
        if (line.quantity < 1 || line.quantity > MaxDelta)
            faults << FieldError{where + "quantity"_L1, tr("Give a whole number from 1 to %L1.").arg(MaxDelta)};
        else if (level && *level + line.quantity > MaxLevel)
            faults << FieldError{where + "quantity"_L1,
                                 tr("A stock of more than %L1 pieces cannot be kept.").arg(MaxLevel)};
    }
    if (goods.reference.size() > 200)
        faults << FieldError{u"reference"_s, tr("Keep the reference within 200 characters.")};
    if (goods.note.size() > 2000)
        faults << FieldError{u"note"_s, tr("Keep the note within 2,000 characters.")};
    return faults;
}

QByteArray journalOf(const GoodsIn &goods, const QList<MovementRow> &rows)
{
    JsonWriter json;
    json.object().field("reference", goods.reference).field("note", goods.note).name("lines").array();
    for (const MovementRow &row : rows)
        json.object()
            .field("movement_id", row.id)
            .field("variant_id", row.variant)
            .field("sku", row.sku)
            .field("title", row.title)
            .field("delta", row.delta)
            .field("level", row.level)
            .endObject();
    json.endArray().endObject();
    return json.take();
}
}

Result<QList<MovementRow>> receive(Transaction &transaction, const Actor &actor, const GoodsIn &goods)
{
    if (const auto allowed = actor.require({Area::Stock, Verb::Write}); !allowed)
        return fail(allowed.error());
    if (const auto faults = faultsOf(transaction, goods); !faults.isEmpty())
        return invalid(faults);
    // By variant, so that two deliveries never wait for each other crosswise.
    std::map<qint64, qint64> pieces;
    for (const GoodsLine &line : goods.lines)
        pieces[line.variant.value] += line.quantity;
    QList<MovementRow> rows;
    QList<Change> changes;
    for (const auto &[variant, quantity] : pieces) {
        rows << record(transaction, {VariantId{variant}, quantity, "received", goods.reference, goods.note});
        changes << Change{Topic::Stock, variant};
    }
    transaction.journal(
        {"stock.received", "delivery", rows.constFirst().id.bytes(), {}, journalOf(goods, rows), changes});
    return rows;
}

}
