#pragma once
// What "Find anything" finds in the shop: a few products, orders and customers that answer to a text, the best first.
#include "app/store/transaction.h"
#include "ui/shell/finder.h"

namespace backroom {

class Format;

Result<QList<FoundThing>> searchShop(Reader &reader, const Actor &actor, const QString &text, const Format &format);

}
