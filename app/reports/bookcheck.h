#pragma once
// All books at once, as the dashboard's lamp shows them: stock with its ledger, orders with their payments, lines and
// taxes, numbers without gaps, the daily totals with their orders.
#include "app/orders/books.h"

namespace backroom {

struct BookCheck
{
    Millis at = 0; // of the snapshot that was read
    int books = 0; // that were looked at
    QList<BookFault> faults; // none when all is right; the book of a day's totals is "totals"
};

namespace bookcheck {

// Reports/Read. Reads every order: seconds on a large shop, so not on a pool that others wait for.
Result<BookCheck> run(Reader &reader, const Actor &actor);

}
}
