#pragma once
// Whether the books agree with each other: stock with its ledger, orders with their payments and lines, numbers with
// their sequence. Reads everything; for the doctor and for tests. Daily totals are compared by totals::compare().
#include "app/store/transaction.h"

namespace backroom {

struct BookFault
{
    QByteArray book; // "stock", "payments", "lines", "taxes", "numbers"
    QString message; // a sentence that names the row
    QByteArray order = {}; // the number of the order that it is about, if any
    ProductId product = {}; // whose stock it is about, if any
    std::optional<int> day = {}; // of the totals that it is about
};

namespace books {

// None when all is right; at most `most` of each book.
QList<BookFault> check(Reader &reader, int most = 20);

// Levels that are not the sum of their movements, or below zero where nothing is taken on back-order.
QList<BookFault> checkStock(Reader &reader, int most = 20);
// paid and refunded against payments, lines against refunds, states against amounts.
QList<BookFault> checkPayments(Reader &reader, int most = 20);
// Sums against lines, taxes, shipping; imported history keeps what it came with.
QList<BookFault> checkSums(Reader &reader, int most = 20);
// The shop's own orders are numbered without gaps.
QList<BookFault> checkNumbers(Reader &reader, int most = 20);

}
}
