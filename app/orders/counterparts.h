#pragma once
// What counter.cpp looks at before it writes anything.
#include "app/orders/counter.h"
#include "app/users/user.h"

namespace backroom::counter {

// All that can be told without the store and with it, at once.
QList<FieldError> faultsOf(Reader &reader, const Actor &actor, const CounterOrder &order);

// Who it is for, when the shop does not know them.
User personOf(const CounterOrder &order);

// The order as a cart, priced; lines as the checkout takes them, by their variants' ids.
Cart cartOf(Reader &reader, const CounterOrder &order);

}
