#pragma once
// The shelf as the shop's people look at it: what is there, how fast it goes, how long it lasts, what to order. Archived
// variants are not on it.
#include "app/stock/ledger.h"

namespace backroom {

// What is called "days" below goes by the units sold in this many whole days before today and today.
inline constexpr int PaceDays = 30;
// What lasts no longer at its pace runs low, whether somebody set a mark or not.
inline constexpr int LowDays = 14;

struct ShelfRow
{
    VariantId id;
    ProductId product;
    QString title; // of the product
    QString options; // "Large, oat"
    QString sku;
    QString barcode;
    QString vendor;
    QString image; // the product's first one
    qint64 level = 0;
    std::optional<qint64> lowAt;
    bool tracked = true;
    bool backorder = false;
    qint64 sold = 0; // in PaceDays, less what came back

    // Whole days until it is sold out at that pace; nothing when nothing was sold.
    std::optional<qint64> daysLeft() const;
    bool isLow() const;
    // Pieces that make it last `days` at its pace and stay at or above its mark; at least 1.
    qint64 toOrder(int days) const;
};

struct ShelfQuery
{
    enum class Show { All, InStock, Low, SoldOut };
    enum class Order { Sku, Title, Level, Sold, DaysLeft };
    QString text = {}; // a barcode, the beginning of a SKU or barcode, words of the title
    Show show = Show::All;
    Order order = Order::Sku;
    bool down = false;
};

namespace stock {

// Stock/Read, all of them.
Result<qint64> shelfCount(Reader &reader, const Actor &actor, const ShelfQuery &query);
Result<QList<VariantId>> shelfIds(Reader &reader, const Actor &actor, const ShelfQuery &query);
// In the order asked for; those that are gone are left out.
Result<QList<ShelfRow>> fetchShelf(Reader &reader, const Actor &actor, const QList<VariantId> &ids);

// What to order, to send to suppliers: sku, barcode, product, options, vendor, level, sold, days_left, order.
QByteArray orderListCsv(const QList<ShelfRow> &rows, int days);

}
}
