#pragma once
// What the lists of a past shop show: its products, orders or customers, in the columns of the shop's own lists, and how
// each stands now.
#include "ui/backups/pastshop.h"
#include "ui/models/column.h"
#include "ui/models/rowsource.h"

namespace backroom {

class Thumbnails;

struct PastListing
{
    QString name; // of the list: "Products"
    QString hint; // in its search field
    QList<Column> columns = {};
    std::shared_ptr<RowSource> source = {};
    std::function<void(const QString &)> search = {}; // from the next refresh on
    // By which a row is brought back, and what it is called there.
    std::function<QByteArray(const QVariant &row)> key = {};
    std::function<QString(const QVariant &row)> title = {};
};

// Both outlive it.
PastListing pastListing(PastKind kind, PastShop &past, Thumbnails &thumbnails);

}
