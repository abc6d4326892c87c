#pragma once
// A person's own addresses, to choose from at checkout.
#include "app/orders/address.h"
#include "app/store/transaction.h"

namespace backroom {

inline constexpr int MostAddresses = 50; // of one person

struct SavedAddress
{
    AddressId id;
    Address address;
    Millis createdAt = 0;
};
void writeJson(JsonWriter &json, const SavedAddress &saved);

namespace addressbook {

// Of the person, oldest first.
QList<SavedAddress> ofUser(Reader &reader, UserId user);
// The actor's own; for people, not keys.
Result<QList<SavedAddress>> list(Reader &reader, const Actor &actor);
Result<SavedAddress> add(Transaction &transaction, const Actor &actor, const Address &address);
// NotFound when it is none of theirs.
Result<> remove(Transaction &transaction, const Actor &actor, AddressId id);

}
}
