#pragma once
// Whether a shop's books are right: every sum kept beside its parts is worked out again and compared. What `doctor`
// prints; the sums of stock and orders are those of app/orders/books.h.
#include "app/store/transaction.h"

#include <QList>

namespace backroom {

class Database;
class Keyring;

struct Finding
{
    QByteArray check; // "totals", for programs
    QString what; // what was looked at
    bool ok = true;
    QString detail; // what was found, in a sentence
    QString advice; // what to do; empty when all is well
};

namespace doctor {

// Reads the whole store in one snapshot, which takes a while on a large one; asks nobody for permission, as it says
// nothing of anybody. `imageFolder` is where SQLite's images lie; not looked at on PostgreSQL, which has them inside.
QList<Finding> examine(Reader &reader, const QString &imageFolder);

// The single looks.
Finding file(Reader &reader);
Finding journalChain(Reader &reader);
Finding dailyTotals(Reader &reader);
Finding stockLevels(Reader &reader);
Finding orderSums(Reader &reader);
Finding payments(Reader &reader);
Finding orderNumbers(Reader &reader);
Finding searchIndex(Reader &reader);
Finding images(Reader &reader, const QString &imageFolder);

// Whether backups are made as the owner chose. No look into the store: at the list in the shop's folder, which is empty
// where there is none. Reads files.
Finding backups(const QString &dataDir, Millis now, const QTimeZone &zone);
// Whether the key that they are made with is kept for the account that makes them: the data folder's. Not inside a read.
Finding backupKey(Database &database, const Keyring &keys);

}
}
