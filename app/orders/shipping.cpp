#include "app/orders/shipping.h"

#include "app/base/money.h"
#include "app/orders/address.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

void writeJson(JsonWriter &json, const ShippingMethod &method)
{
    json.object().field("id", method.id).field("name", method.name).name("countries").array();
    for (const QByteArray &country : method.countries)
        json.value(country);
    json.endArray()
        .moneyField("price", method.price)
        .moneyField("free_above", method.freeAbove)
        .field("min_weight_grams", method.minWeightGrams)
        .field("max_weight_grams", method.maxWeightGrams)
        .field("active", method.active)
        .field("revision", method.revision)
        .timeField("created_at", method.createdAt)
        .timeField("updated_at", method.updatedAt)
        .endObject();
}

void writeJson(JsonWriter &json, const ShippingOption &option)
{
    json.object().field("id", option.id).field("name", option.name).moneyField("price", option.price).endObject();
}

namespace shipping {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qint64 MostGrams = 1'000'000'000;
QByteArray select(const char *tail)
{
    return QByteArray(
               "SELECT id, name, countries, price, free_above, min_weight_grams, max_weight_grams, active, revision, created_at, updated_at "
               "FROM shipping_methods")
        .append(tail);
}

QByteArray toJson(const ShippingMethod &method)
{
    JsonWriter json;
    writeJson(json, method);
    return json.take();
}

Result<ShippingMethod> find(Reader &reader, ShippingMethodId id, bool lock)
{
    Query row = reader.query(select(lock ? " WHERE id = ? /*for update*/" : " WHERE id = ?"), id);
    if (!row.next())
        return fail(ErrorCode::NotFound, tr("There is no such shipping method."));
    return fromRow(row, 0);
}

Result<> fresh(const ShippingMethod &method, std::optional<qint64> expected)
{
    if (expected && *expected != method.revision)
        return fail(ErrorCode::Stale, tr("The shipping method was changed meanwhile. Look at it again, then save."));
    return {};
}

// Puts the draft into the method; gives the faults.
QList<FieldError> take(ShippingMethod &method, const ShippingMethodDraft &draft)
{
    QList<FieldError> faults;
    method.name = draft.name.value_or(method.name).trimmed();
    if (method.name.isEmpty() || method.name.size() > 100)
        faults << FieldError{u"name"_s, tr("Give it a name of up to 100 characters, as customers see it.")};
    if (draft.countries) {
        method.countries.clear();
        for (qsizetype i = 0; i < draft.countries->size(); ++i) {
            const QByteArray country = draft.countries->at(i).trimmed().toUpper();
            if (!addresses::isCountry(country))
                faults << FieldError{u"countries[%1]"_s.arg(i), tr("Choose a country by its two letters, as in DE.")};
            else if (!method.countries.contains(country))
                method.countries << country;
        }
    }
    if (draft.countries ? draft.countries->isEmpty() : method.countries.isEmpty())
        faults << FieldError{u"countries"_s, tr("Name at least one country it goes to.")};
    const auto amount = [&](const char *field, qint64 value) {
        if (value < 0 || value > MaxAmount)
            faults << FieldError{QString::fromLatin1(field), tr("Give an amount that is not negative.")};
    };
    if (!draft.price && !method.id)
        faults << FieldError{u"price"_s, tr("Say what it costs; 0 is free.")};
    method.price = draft.price.value_or(method.price);
    amount("price", method.price);
    method.freeAbove = draft.freeAbove.value_or(method.freeAbove);
    amount("free_above", method.freeAbove.value_or(0));
    method.minWeightGrams = draft.minWeightGrams.value_or(method.minWeightGrams);
    method.maxWeightGrams = draft.maxWeightGrams.value_or(method.maxWeightGrams);
    const qint64 least = method.minWeightGrams.value_or(0);
    const qint64 most = method.maxWeightGrams.value_or(MostGrams);
    if (least < 0 || least > MostGrams)
        faults << FieldError{u"min_weight_grams"_s, tr("Give a weight in grams that is not negative.")};
    if (most < 0 || most > MostGrams)
        faults << FieldError{u"max_weight_grams"_s, tr("Give a weight in grams that is not negative.")};
    else if (most < least)
        faults << FieldError{u"max_weight_grams"_s, tr("The largest weight lies below the smallest.")};
    method.active = draft.active.value_or(method.active);
    return faults;
}

}

ShippingMethod fromRow(const Query &row, int column)
{
    ShippingMethod method;
    method.id = row.id<ShippingMethodId>(column);
    method.name = row.text(column + 1);
    method.countries = row.bytes(column + 2).split(',');
    method.price = row.int64(column + 3);
    method.freeAbove = row.maybeInt64(column + 4);
    method.minWeightGrams = row.maybeInt64(column + 5);
    method.maxWeightGrams = row.maybeInt64(column + 6);
    method.active = row.boolean(column + 7);
    method.revision = row.int64(column + 8);
    method.createdAt = row.int64(column + 9);
    method.updatedAt = row.int64(column + 10);
    return method;
}

std::optional<ShippingOption> suits(const ShippingMethod &method, const Parcel &parcel)
{
    if (!method.active || !method.countries.contains(parcel.country)
        || parcel.weightGrams < method.minWeightGrams.value_or(0)
        || (method.maxWeightGrams && parcel.weightGrams > *method.maxWeightGrams))
        return std::nullopt;
    const bool free = method.freeAbove && parcel.goods >= *method.freeAbove;
    return ShippingOption{method.id, method.name, free ? 0 : method.price};
}

Result<QList<ShippingMethod>> list(Reader &reader, const Actor &actor)
{
    if (const auto allowed = actor.require({Area::Shipping, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query rows = reader.query(select(" ORDER BY position, id"));
    QList<ShippingMethod> methods;
    while (rows.next())
        methods << fromRow(rows, 0);
    return methods;
}

Result<ShippingMethod> get(Reader &reader, const Actor &actor, ShippingMethodId id)
{
    if (const auto allowed = actor.require({Area::Shipping, Verb::Read}); !allowed)
        return fail(allowed.error());
    return find(reader, id, false);
}

Result<ShippingMethod> add(Transaction &transaction, const ShippingMethodDraft &draft)
{
    ShippingMethod method;
    if (const auto faults = take(method, draft); !faults.isEmpty())
        return invalid(faults);
    method.revision = 1;
    method.createdAt = method.updatedAt = transaction.now();
    method.id = transaction.insert<ShippingMethodId>(
        "INSERT INTO shipping_methods (name, countries, price, free_above, min_weight_grams, max_weight_grams, active, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        method.name, method.countries.join(','), method.price, method.freeAbove, method.minWeightGrams,
        method.maxWeightGrams, method.active, method.createdAt, method.updatedAt);
    return method;
}

Result<ShippingMethod> create(Transaction &transaction, const Actor &actor, const ShippingMethodDraft &draft)
{
    if (const auto allowed = actor.require({Area::Shipping, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto method = add(transaction, draft);
    if (method)
        transaction.journal({"shipping_method.created",
                             "shipping_method",
                             method->id.bytes(),
                             {},
                             toJson(*method),
                             {{Topic::Shipping, method->id.value}}});
    return method;
}

Result<ShippingMethod> update(Transaction &transaction, const Actor &actor, ShippingMethodId id,
                              const ShippingMethodDraft &draft, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Shipping, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto before = find(transaction, id, true);
    if (!before)
        return before;
    if (const auto is = fresh(*before, expected); !is)
        return fail(is.error());
    ShippingMethod after = *before;
    if (const auto faults = take(after, draft); !faults.isEmpty())
        return invalid(faults);
    after.revision = before->revision + 1;
    after.updatedAt = transaction.now();
    transaction.exec(
        "UPDATE shipping_methods SET name = ?, countries = ?, price = ?, free_above = ?, min_weight_grams = ?, max_weight_grams = ?, "
        "active = ?, revision = ?, updated_at = ? WHERE id = ?",
        after.name, after.countries.join(','), after.price, after.freeAbove, after.minWeightGrams, after.maxWeightGrams,
        after.active, after.revision, after.updatedAt, id);
    transaction.journal({"shipping_method.updated",
                         "shipping_method",
                         id.bytes(),
                         toJson(*before),
                         toJson(after),
                         {{Topic::Shipping, id.value}}});
    return after;
}

Result<> remove(Transaction &transaction, const Actor &actor, ShippingMethodId id, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::Shipping, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto before = find(transaction, id, true);
    if (!before)
        return fail(before.error());
    if (const auto is = fresh(*before, expected); !is)
        return is;
    transaction.exec("DELETE FROM shipping_methods WHERE id = ?", id);
    transaction.journal(
        {"shipping_method.removed", "shipping_method", id.bytes(), toJson(*before), {}, {{Topic::Shipping, id.value}}});
    return {};
}

QList<ShippingOption> optionsFor(Reader &reader, const Parcel &parcel)
{
    Query rows = reader.query(select(" WHERE active = 1 ORDER BY position, id"));
    QList<ShippingOption> options;
    while (rows.next())
        if (const auto option = suits(fromRow(rows, 0), parcel))
            options << *option;
    std::stable_sort(options.begin(), options.end(),
                     [](const ShippingOption &a, const ShippingOption &b) { return a.price < b.price; });
    return options;
}

std::optional<ShippingMethod> find(Reader &reader, ShippingMethodId id)
{
    Query row = reader.query(select(" WHERE id = ?"), id);
    return row.next() ? std::optional(fromRow(row, 0)) : std::nullopt;
}

bool anyActive(Reader &reader)
{
    return reader.number("SELECT 1 FROM shipping_methods WHERE active = 1 LIMIT 1").has_value();
}

QList<QByteArray> countries(Reader &reader)
{
    Query rows = reader.query("SELECT countries FROM shipping_methods WHERE active = 1");
    QList<QByteArray> all;
    while (rows.next())
        for (const QByteArray &country : rows.bytes(0).split(','))
            if (!all.contains(country))
                all << country;
    std::sort(all.begin(), all.end());
    return all;
}

}
}
