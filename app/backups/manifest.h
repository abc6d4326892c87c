#pragma once
// What a backup says about itself, in its last piece: enough to prove, row by row, that what comes out is what went in.
#include "app/backups/tabledigest.h"
#include "app/base/clock.h"
#include "app/store/storeconfig.h"

namespace backroom {

struct ImageDigest
{
    QByteArray name; // "HASH.png", as in the images folder
    qint64 size = 0;
    QByteArray hash; // BLAKE2b-256
    bool inside = true; // in this file; else beside it, in the place's images/
};

struct Manifest
{
    QString program; // version that made it
    int schema = 0; // number of the last migration
    StoreKind kind = StoreKind::Sqlite; // of the store it was made from
    QByteArray storeId;
    QString shopName;
    QString reason; // "manual", "hourly", "daily", "weekly", "close", "upgrade", "restore"
    Millis at = 0; // the moment that it holds
    qint64 journalSeq = 0;
    QByteArray journalHash;
    QList<TableDigest> tables;
    QList<ImageDigest> images;
    qint64 storeBytes = 0; // of the database, as it lay there
    // Where recorded changes go on from, and the key of their segments; empty when none were recorded.
    QByteArray epoch;
    qint64 changeSeq = 0;
    QByteArray changesKey;
    // Of images that lie beside the file.
    QByteArray imagesKey;

    qint64 rows(const char *table) const; // 0 when there is no such table
    QByteArray toJson() const;
    // Malformed when it is none.
    static Result<Manifest> fromJson(const QByteArray &json);
};

}
