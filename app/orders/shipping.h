#pragma once
// Shipping methods: where they go, what they cost, from and up to which weight; and which of them suit a cart.
#include "app/base/json.h"
#include "app/store/transaction.h"

namespace backroom {

struct ShippingMethod
{
    ShippingMethodId id;
    QString name;
    QList<QByteArray> countries; // ISO 3166 alpha-2, at least one
    qint64 price = 0; // with its tax when the shop's prices include tax
    std::optional<qint64> freeAbove; // goods worth this much or more go free
    std::optional<qint64> minWeightGrams;
    std::optional<qint64> maxWeightGrams; // inclusive, both
    bool active = true;
    qint64 revision = 0;
    Millis createdAt = 0;
    Millis updatedAt = 0;
};

// What is to be; nothing means "as it is", or the default in a new one. Of the inner optionals nothing means "no limit".
struct ShippingMethodDraft
{
    std::optional<QString> name;
    std::optional<QList<QByteArray>> countries;
    std::optional<qint64> price;
    std::optional<std::optional<qint64>> freeAbove;
    std::optional<std::optional<qint64>> minWeightGrams;
    std::optional<std::optional<qint64>> maxWeightGrams;
    std::optional<bool> active;
};

// A method as it suits one cart.
struct ShippingOption
{
    ShippingMethodId id;
    QString name;
    qint64 price = 0; // what this cart pays
};

void writeJson(JsonWriter &json, const ShippingMethod &method);
void writeJson(JsonWriter &json, const ShippingOption &option);

namespace shipping {

// What a method looks at in a cart.
struct Parcel
{
    QByteArray country;
    qint64 weightGrams = 0;
    qint64 goods = 0; // subtotal less discount
};

// Manager and up, each of them; faults all at once, Stale when `expected` is no longer the revision.
Result<QList<ShippingMethod>> list(Reader &reader, const Actor &actor);
Result<ShippingMethod> get(Reader &reader, const Actor &actor, ShippingMethodId id);
Result<ShippingMethod> create(Transaction &transaction, const Actor &actor, const ShippingMethodDraft &draft);
// The same without permission and journal, for who makes a shop as a whole.
Result<ShippingMethod> add(Transaction &transaction, const ShippingMethodDraft &draft);
Result<ShippingMethod> update(Transaction &transaction, const Actor &actor, ShippingMethodId id,
                              const ShippingMethodDraft &draft, std::optional<qint64> expected);
// Orders keep the name of the method they went by.
Result<> remove(Transaction &transaction, const Actor &actor, ShippingMethodId id, std::optional<qint64> expected);

// For carts: anyone.
QList<ShippingOption> optionsFor(Reader &reader, const Parcel &parcel); // cheapest first
std::optional<ShippingMethod> find(Reader &reader, ShippingMethodId id);
// The option that an active method is for a parcel that it takes.
std::optional<ShippingOption> suits(const ShippingMethod &method, const Parcel &parcel);
// A method whose columns (id, name, countries, price, free_above, min_weight_grams, max_weight_grams, active, revision,
// created_at, updated_at) begin at `column`.
ShippingMethod fromRow(const Query &row, int column);
// Whether there is any active method: a shop without one sells for collection and asks for none.
bool anyActive(Reader &reader);
// All countries that an active method goes to, in order.
QList<QByteArray> countries(Reader &reader);

}
}
