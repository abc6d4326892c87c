#pragma once
// What is told of one product, order or customer of a past shop, beside what it is in the shop now.
#include "ui/backups/pastshop.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/rowlist.h"

namespace backroom {

struct PastDetails
{
    QString title;
    QString second; // beneath it
    QList<Fact> facts; // "£14.00, now £16.00" where it is another
    QString heading; // of the rows
    QList<ListRow> rows; // variants, lines, addresses
    QString text;
};

// Reads both shops off the GUI thread; `done` comes on it while context is alive.
void loadPastDetails(PastShop &past, PastKind kind, qint64 id, const QObject *context,
                     std::function<void(const Result<PastDetails> &)> done);

}
