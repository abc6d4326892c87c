#pragma once
// Goods that came in together: all lines of a delivery are on the shelf, and in the journal, at once or not at all.
#include "app/stock/ledger.h"

namespace backroom {

struct GoodsLine
{
    VariantId variant;
    qint64 quantity = 0; // 1…MaxDelta
};

struct GoodsIn
{
    QList<GoodsLine> lines; // 1…MaxGoodsLines; a variant that stands twice came twice
    QString reference = {}; // the delivery note
    QString note = {};
};

inline constexpr int MaxGoodsLines = 1000;

namespace stock {

// Stock/Write. Invalid with all faults ("lines[0].quantity"). Leaves one journal entry, "stock.received" of the entity
// "delivery", with all lines. The movements come in the order of the variants' ids.
Result<QList<MovementRow>> receive(Transaction &transaction, const Actor &actor, const GoodsIn &goods);

}
}
