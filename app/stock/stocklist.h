#pragma once
// Levels and movements as people and programs list them: pages by keyset for the API, ordered ids and rows for windows.
#include "app/base/page.h"
#include "app/stock/ledger.h"

namespace backroom {

// One variant's stock. Variants that are archived are not listed.
struct StockLevel
{
    VariantId variant;
    QString sku;
    QString title; // of the product
    qint64 level = 0; // pieces; below zero where back-orders are taken
    std::optional<qint64> lowStockThreshold;
    bool trackStock = true;
};

struct LevelQuery
{
    bool lowOnly = false; // tracked, and at or below their threshold
    std::optional<VariantId> variant = {};
    std::optional<Cursor> after = {}; // of LevelOrder
    int limit = DefaultLimit;
};

struct MovementQuery
{
    std::optional<VariantId> variant = {};
    QByteArray reason = {}; // for windows: one of stock::reasons(), or all
    std::optional<Cursor> after = {}; // of MovementOrder
    int limit = DefaultLimit;
};

namespace stock {

inline constexpr char LevelOrder[] = "stock:sku";
inline constexpr char MovementOrder[] = "movements:-id";

// All of them ask for Stock/Read. Levels go by SKU, movements newest first. Only fetchMovements() looks up who it was.
Result<Page<StockLevel>> levels(Reader &reader, const Actor &actor, const LevelQuery &query);
Result<QList<VariantId>> levelIds(Reader &reader, const Actor &actor,
                                  const LevelQuery &query); // limit and after do not count
Result<QList<StockLevel>> fetchLevels(Reader &reader, const Actor &actor,
                                      const QList<VariantId> &ids); // in the ids' order

Result<Page<MovementRow>> movements(Reader &reader, const Actor &actor, const MovementQuery &query);
Result<QList<MovementId>> movementIds(Reader &reader, const Actor &actor, const MovementQuery &query);
Result<QList<MovementRow>> fetchMovements(Reader &reader, const Actor &actor, const QList<MovementId> &ids);

void writeJson(JsonWriter &json, const StockLevel &level);

}
}
