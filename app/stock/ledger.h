#pragma once
// Stock is a ledger: nothing sets a level, everything moves it. A movement, the level that it leads to and what the
// catalogue says about availability are written together, so that a level is always the sum of its movements.
#include "app/store/transaction.h"

#include <QStringList>

namespace backroom {

class JsonWriter;

inline constexpr qint64 MaxDelta = 1'000'000; // pieces in one movement
inline constexpr qint64 MaxLevel = 1'000'000'000;

// What a person (or the API) says happened to a variant's pieces.
struct Movement
{
    VariantId variant;
    qint64 delta = 0; // pieces in, or out when negative
    QByteArray reason; // one of stock::reasons()
    QString reference = {}; // a delivery note, an order's number
    QString note = {};
};

// A movement as it stands in the ledger.
struct MovementRow
{
    MovementId id;
    VariantId variant;
    Millis at = 0;
    qint64 delta = 0;
    qint64 level = 0; // after it
    QByteArray reason;
    QString reference;
    QString note;
    QByteArray actor; // as the journal tags it
    QString sku;
    QString title; // of the product
    QString actorName = {}; // of a person, where it was looked up
};

// What a sale got. Not enough is no error: a checkout collects every line that fell short before it refuses.
struct Taking
{
    bool enough = false;
    qint64 taken = 0; // pieces; 0 for a variant whose stock is not tracked
    qint64 available = 0; // when there was not enough: what is there
    qint64 level = 0; // afterwards, where pieces were taken
};

// One line of an order, as its variant was just read.
struct Sale
{
    VariantId variant;
    ProductId product;
    qint64 quantity = 0; // 1…
    bool tracked = false;
    bool backorder = false;
};

namespace stock {

// received, sold, returned, counted, damaged, correction
const QByteArrayList &reasons();

// Takes the pieces of an order's lines, each with one conditional UPDATE, so that the last piece goes once however many
// ask. The sales are in the order of their variants' ids, so that two orders never wait for each other crosswise. The
// ledger's lines follow with enterSold() in the same transaction. Neither leaves a journal entry: the order's own says it.
QList<Taking> take(Transaction &transaction, const QList<Sale> &sales);
void enterSold(Transaction &transaction, const QList<Sale> &sales, const QList<Taking> &takings,
               const QByteArray &reference);
// Both at once for one variant.
Taking take(Transaction &transaction, VariantId variant, qint64 quantity, const QString &reference);
// Puts back what was taken (cancelled, returned), whatever the variant's settings are by now. No journal entry.
void putBack(Transaction &transaction, VariantId variant, qint64 quantity, const QString &reference,
             const QByteArray &reason = "returned");

// A movement by a person: Stock/Write. Invalid with all faults; Conflict when fewer pieces are there than are to go.
Result<MovementRow> move(Transaction &transaction, const Actor &actor, const Movement &movement);
// The same without permission and journal, for imports that journal their batch; `movement` is valid.
MovementRow record(Transaction &transaction, const Movement &movement);

// Makes products.available follow its variants, and tells the catalogue when it flipped. Locks the product's row.
void refreshAvailability(Transaction &transaction, ProductId product);

void writeJson(JsonWriter &json, const MovementRow &row);

}
}
