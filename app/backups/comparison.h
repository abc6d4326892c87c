#pragma once
// What a backup holds beside what the shop holds now, before anything is put in anybody's place: orders, products and
// customers that came since, were changed since, or are gone since.
#include "app/backups/proof.h"

#include <QStringList>

namespace backroom {

class Database;

struct Comparison
{
    struct Item
    {
        QByteArray key; // by which it is brought back: an id, or an order's number
        QString name; // as people know it
    };
    struct Kind
    {
        qint64 inBackup = 0;
        qint64 inShop = 0;
        qint64 added = 0; // in the shop, and not in the backup: a restore would take them away
        qint64 changed = 0; // in both, and not the same
        qint64 gone = 0; // in the backup alone: a restore would bring them back
        // The first of each, at most as many as asked for.
        QList<Item> addedItems = {};
        QList<Item> changedItems = {};
        QList<Item> goneItems = {};
    };
    Kind orders;
    Kind products;
    Kind customers;
};

// What of a backup is no longer as it is there: ids in the backup, in order.
struct SinceThen
{
    struct Kind
    {
        QList<qint64> changed;
        QList<qint64> gone;
        qint64 added = 0; // in the shop alone
        bool operator==(const Kind &) const = default;
    };
    Kind orders;
    Kind products;
    Kind customers;
};

// The backup's shop, open for reading: brought to today's schema first. For as long as the backup is there.
Result<std::unique_ptr<Database>> openProved(const ProvedBackup &backup, const Clock &clock);

// Reads both, each in one snapshot; memory does not grow with them. Blocks: on a slow thread.
Result<Comparison> compareWith(Database &shop, Database &backup, int itemsAtMost = 20);
// The same for lists of what the backup holds; memory grows with what differs alone.
Result<SinceThen> lookSinceThen(Database &shop, Database &backup);

}
