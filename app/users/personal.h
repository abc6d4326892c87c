#pragma once
// What the shop holds on a person: given out whole when they ask, and taken away when they go.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::personal {

// One JSON object: the person, addresses, sessions, orders, open carts, what the journal says of them, and their calls
// in the access log. May read for long: not on an event loop.
Result<> writeAll(JsonWriter &json, Reader &reader, const Actor &actor);

// The actor's own wish: what was not shipped yet is cancelled, the rest of their orders stays, without a name. Conflict
// for the shop's last owner.
Result<> erase(Transaction &transaction, const Actor &actor);

// The same of another person, for who may change such a person: what they asked the shop for.
Result<> writeAllOf(JsonWriter &json, Reader &reader, const Actor &actor, UserId person);
Result<> eraseOf(Transaction &transaction, const Actor &actor, UserId person);

// Takes away all that is personal: name, addresses, sessions, what the journal and the orders say of them. Leaves the
// row, disabled. The caller journals.
void anonymise(Transaction &transaction, const User &user);

}
