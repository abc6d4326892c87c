#include "app/orders/ratesundo.h"

#include "app/base/json.h"
#include "app/journal/undorules.h"
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "app/settings/settings.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
template<typename T> Result<> outcome(const Result<T> &result) { return result ? Result<>() : fail(result.error()); }

template<typename IdType> IdType idOf(const JournalRow &entry) { return IdType{entry.entityId.toLongLong()}; }

std::optional<qint64> amountOf(const QJsonValue &money)
{
    return money.isObject() ? std::optional(money["amount"_L1].toInteger()) : std::nullopt;
}

std::optional<qint64> numberOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

ShippingMethodDraft methodOf(const QJsonObject &json)
{
    ShippingMethodDraft draft;
    if (json.contains("name"_L1))
        draft.name = json["name"_L1].toString();
    if (json.contains("countries"_L1)) {
        draft.countries.emplace();
        const QJsonArray countries = json["countries"_L1].toArray();
        for (const QJsonValue &country : countries)
            draft.countries->append(country.toString().toLatin1());
    }
    if (json.contains("price"_L1))
        draft.price = amountOf(json["price"_L1]);
    if (json.contains("free_above"_L1))
        draft.freeAbove = amountOf(json["free_above"_L1]);
    if (json.contains("min_weight_grams"_L1))
        draft.minWeightGrams = numberOf(json["min_weight_grams"_L1]);
    if (json.contains("max_weight_grams"_L1))
        draft.maxWeightGrams = numberOf(json["max_weight_grams"_L1]);
    if (json.contains("active"_L1))
        draft.active = json["active"_L1].toBool();
    return draft;
}

TaxRateDraft rateOf(const QJsonObject &json)
{
    TaxRateDraft draft;
    if (json.contains("name"_L1))
        draft.name = json["name"_L1].toString();
    if (json.contains("country"_L1))
        draft.country = json["country"_L1].toString().toLatin1();
    if (json.contains("region"_L1))
        draft.region = json["region"_L1].toString();
    if (json.contains("tax_class"_L1))
        draft.taxClass = json["tax_class"_L1].toString();
    if (json.contains("rate"_L1))
        draft.rate = json["rate"_L1].toString();
    return draft;
}

template<typename T> QJsonObject jsonOf(const T &thing, const QByteArray &currency)
{
    JsonWriter json(currency);
    writeJson(json, thing);
    return undo::object(json.take());
}
}

namespace shipping {

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return find(transaction, idOf<ShippingMethodId>(entry))
        ? remove(transaction, actor, idOf<ShippingMethodId>(entry), {})
        : undo::goneSince();
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto now = find(transaction, idOf<ShippingMethodId>(entry));
    if (!now)
        return undo::goneSince();
    // As the entry writes it.
    const auto back = undo::fieldsBack(entry, jsonOf(*now, {}));
    return back ? outcome(update(transaction, actor, now->id, methodOf(*back), {})) : fail(back.error());
}

Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return outcome(create(transaction, actor, methodOf(undo::object(entry.before))));
}

}

namespace taxes {

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return get(transaction, actor, idOf<TaxRateId>(entry)) ? remove(transaction, actor, idOf<TaxRateId>(entry), {})
                                                           : undo::goneSince();
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto now = get(transaction, actor, idOf<TaxRateId>(entry));
    if (!now)
        return undo::goneSince();
    const auto back = undo::fieldsBack(entry, jsonOf(*now, {}));
    return back ? outcome(update(transaction, actor, now->id, rateOf(*back), {})) : fail(back.error());
}

Result<> undoRemoved(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    return outcome(create(transaction, actor, rateOf(undo::object(entry.before))));
}

}

}
