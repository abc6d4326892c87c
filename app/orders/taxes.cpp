#include "app/orders/taxes.h"

#include "app/base/money.h"
#include "app/base/text.h"
#include "app/orders/address.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

void writeJson(JsonWriter &json, const TaxRate &rate)
{
    json.object()
        .field("id", rate.id)
        .field("name", rate.name)
        .field("country", rate.country)
        .field("region", rate.region.isEmpty() ? std::nullopt : std::optional(rate.region))
        .field("tax_class", rate.taxClass)
        .field("rate", taxes::rateText(rate.rate))
        .field("revision", rate.revision)
        .timeField("created_at", rate.createdAt)
        .timeField("updated_at", rate.updatedAt)
        .endObject();
}

namespace taxes {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray select(const char *tail)
{
    return QByteArray(
               "SELECT id, name, country, region, tax_class, rate, revision, created_at, updated_at FROM tax_rates")
        .append(tail);
}

TaxRate fromRow(const Query &row)
{
    return {row.id<TaxRateId>(0), row.text(1),  row.bytes(2), row.text(3), row.text(4),
            row.int64(5),         row.int64(6), row.int64(7), row.int64(8)};
}

QByteArray toJson(const TaxRate &rate)
{
    JsonWriter json;
    writeJson(json, rate);
    return json.take();
}

Result<TaxRate> find(Transaction &reader, TaxRateId id)
{
    Query row = reader.query(select(" WHERE id = ? /*for update*/"), id);
    if (!row.next())
        return fail(ErrorCode::NotFound, tr("There is no such tax rate."));
    return fromRow(row);
}

Result<> fresh(const TaxRate &rate, std::optional<qint64> expected)
{
    if (expected && *expected != rate.revision)
        return fail(ErrorCode::Stale, tr("The tax rate was changed meanwhile. Look at it again, then save."));
    return {};
}

// Puts the draft into the rate; gives the faults.
QList<FieldError> take(Reader &reader, TaxRate &rate, const TaxRateDraft &draft)
{
    QList<FieldError> faults;
    rate.name = draft.name.value_or(rate.name).trimmed();
    rate.country = draft.country.value_or(rate.country).trimmed().toUpper();
    rate.region = draft.region.value_or(rate.region).trimmed();
    rate.taxClass = draft.taxClass.value_or(rate.taxClass).trimmed();
    if (rate.name.isEmpty() || rate.name.size() > 100)
        faults << FieldError{u"name"_s, tr("Give it a name of up to 100 characters, as the bill shows it.")};
    if (!addresses::isCountry(rate.country))
        faults << FieldError{u"country"_s, tr("Choose a country by its two letters, as in DE.")};
    if (rate.region.size() > 100)
        faults << FieldError{u"region"_s, tr("Use at most 100 characters.")};
    if (rate.taxClass.isEmpty() || rate.taxClass.size() > 40)
        faults << FieldError{u"tax_class"_s, tr("Name the tax class in up to 40 characters, as in standard.")};
    if (draft.rate) {
        const auto parsed = parseDecimal(*draft.rate, 6);
        if (!parsed || *parsed < 0 || *parsed > RateScale)
            faults << FieldError{u"rate"_s, tr("Write the rate as a decimal from 0 to 1, as in 0.19.")};
        else
            rate.rate = *parsed;
    } else if (!rate.id) {
        faults << FieldError{u"rate"_s, tr("Write the rate as a decimal from 0 to 1, as in 0.19.")};
    }
    if (faults.isEmpty()
        && reader.number("SELECT id FROM tax_rates WHERE country = ? AND region = ? AND tax_class = ? AND id <> ?",
                         rate.country, rate.region, rate.taxClass, rate.id))
        faults << FieldError{u"tax_class"_s, tr("There is a rate for this class there already. Change that one.")};
    return faults;
}
}

Result<QList<TaxRate>> list(Reader &reader, const Actor &actor)
{
    if (const auto allowed = actor.require({Area::Taxes, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query rows = reader.query(select(" ORDER BY country, region, tax_class"));
    QList<TaxRate> rates;
    while (rows.next())
        rates << fromRow(rows);
    return rates;
}

Result<TaxRate> get(Reader &reader, const Actor &actor, TaxRateId id)
{
    if (const auto allowed = actor.require({Area::Taxes, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query row = reader.query(select(" WHERE id = ?"), id);
    if (!row.next())
        return fail(ErrorCode::NotFound, tr("There is no such tax rate."));
    return fromRow(row);
}

Result<TaxRate> add(Transaction &transaction, const TaxRateDraft &draft)
{
    TaxRate rate;
    if (const auto faults = take(transaction, rate, draft); !faults.isEmpty())
        return invalid(faults);
    rate.revision = 1;
    rate.createdAt = rate.updatedAt = transaction.now();
    rate.id = transaction.insert<TaxRateId>(
        "INSERT INTO tax_rates (name, country, region, tax_class, rate, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        rate.name, rate.country, rate.region, rate.taxClass, rate.rate, rate.createdAt, rate.updatedAt);
    return rate;
}

Result<TaxRate> create(Transaction &transaction, const Actor &actor, const TaxRateDraft &draft)
{
    if (const auto allowed = actor.require({Area::Taxes, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto rate = add(transaction, draft);
    if (rate)
        transaction.journal(
            {"tax_rate.created", "tax_rate", rate->id.bytes(), {}, toJson(*rate), {{Topic::Taxes, rate->id.value}}});
    return rate;
}

Result<TaxRate> update(Transaction &transaction, const Actor &actor, TaxRateId id, const TaxRateDraft &draft,
                       std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Taxes, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto before = find(transaction, id);
    if (!before)
        return before;
    if (const auto is = fresh(*before, expected); !is)
        return fail(is.error());
    TaxRate after = *before;
    if (const auto faults = take(transaction, after, draft); !faults.isEmpty())
        return invalid(faults);
    after.revision = before->revision + 1;
    after.updatedAt = transaction.now();
    transaction.exec(
        "UPDATE tax_rates SET name = ?, country = ?, region = ?, tax_class = ?, rate = ?, revision = ?, updated_at = ? WHERE id = ?",
        after.name, after.country, after.region, after.taxClass, after.rate, after.revision, after.updatedAt, id);
    transaction.journal(
        {"tax_rate.updated", "tax_rate", id.bytes(), toJson(*before), toJson(after), {{Topic::Taxes, id.value}}});
    return after;
}

Result<> remove(Transaction &transaction, const Actor &actor, TaxRateId id, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Taxes, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto before = find(transaction, id);
    if (!before)
        return fail(before.error());
    if (const auto is = fresh(*before, expected); !is)
        return is;
    transaction.exec("DELETE FROM tax_rates WHERE id = ?", id);
    transaction.journal({"tax_rate.removed", "tax_rate", id.bytes(), toJson(*before), {}, {{Topic::Taxes, id.value}}});
    return {};
}

QList<TaxRule> rulesFor(Reader &reader, QByteArrayView country, const QString &region)
{
    if (country.isEmpty())
        return {};
    struct Found
    {
        TaxRule rule;
        bool regional;
    };
    QList<Found> found;
    Query rows = reader.query("SELECT name, tax_class, rate, region FROM tax_rates WHERE country = ? ORDER BY id",
                              country.toByteArray());
    while (rows.next()) {
        const bool regional = !rows.utf8(3).isEmpty();
        if (regional && foldText(rows.text(3)) != foldText(region))
            continue;
        const TaxRule rule{rows.bytes(0), rows.bytes(1), rows.int64(2)};
        const auto same = std::find_if(found.begin(), found.end(),
                                       [&rule](const Found &other) { return other.rule.taxClass == rule.taxClass; });
        if (same == found.end())
            found << Found{rule, regional};
        else if (regional && !same->regional)
            *same = {rule, true};
    }
    QList<TaxRule> rules;
    for (const Found &one : std::as_const(found))
        rules << one.rule;
    return rules;
}

QByteArray rateText(qint64 rate)
{
    QByteArray text = decimalText(rate, 6);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text;
}

}
}
