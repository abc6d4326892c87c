#pragma once
// What was handed over for a payment in cash: more than it, and the rest was given back. It stands in the payment's
// reference, which cash has no other use for, as "given 2000" in minor units.
#include "app/orders/order.h"

namespace backroom::cashgiven {

QString reference(qint64 given);
// Nothing where nobody said it.
std::optional<qint64> of(const Payment &payment);

}
