#pragma once
// A count of what stands on the shelf. What was counted is compared to the level of the moment it was counted at, worked
// out from the ledger when the count is saved: what was sold or came in since stays sold and stays in.
#include "app/stock/ledger.h"

namespace backroom {

struct CountedLine
{
    VariantId variant;
    qint64 counted = 0; // 0…MaxLevel
    std::optional<Millis> at = {}; // when; nothing: at the moment of saving
};

struct Stocktake
{
    QList<CountedLine> lines; // 1…MaxCountedLines, a variant once
    QString note = {};
};

// What a count found of one variant.
struct CountOutcome
{
    VariantId variant;
    QString sku;
    qint64 expected = 0; // when it was counted
    qint64 counted = 0;
    qint64 delta = 0; // what was put right
    qint64 level = 0; // afterwards
};

inline constexpr int MaxCountedLines = 5000;

namespace stock {

// Stock/Write. Invalid with all faults ("lines[0].counted"). One journal entry, "stock.counted" of the entity "count",
// with every line, those that were right among them. Where no back-orders are taken no level falls below zero by it.
Result<QList<CountOutcome>> count(Transaction &transaction, const Actor &actor, const Stocktake &stocktake);

// What the ledger says was there at each line's moment; Stock/Read. Variants that are gone are left out.
Result<QHash<VariantId, qint64>> expected(Reader &reader, const Actor &actor, const QList<CountedLine> &lines);

}
}
