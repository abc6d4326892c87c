#pragma once
// One backup as the shop knows it: kept in list.json beside them (backuplist.h), so that a restore does not take back
// what is known of it.
#include "app/base/clock.h"
#include "app/base/ids.h"
#include "app/base/result.h"

#include <QStringList>
#include <optional>

namespace backroom {

struct BackupEntry
{
    BackupId id;
    QString fileName; // in the folder backups/: "harbour-lane-2026-11-20-0300.backroom"
    Millis at = 0; // the moment that it holds
    QByteArray reason; // "manual", "hourly", "daily", "weekly", "close", "upgrade", "restore"; empty when not known
    bool found = false; // somebody put the file there; it was not made here
    qint64 bytes = 0;
    bool here = true; // in the folder backups/; else on its places only
    QByteArray hash; // BLAKE2b-256 of the file as it was proved
    std::optional<Millis> provedAt;
    QString fault; // why it cannot be relied on, in a sentence; empty when nothing is known against it
    QList<int> places; // numbers of places that hold it, re-read and found equal
    bool going = false; // put away; it is still on places that could not be reached
    QByteArray epoch; // of the changes that go on from it, and where
    qint64 changeSeq = 0;

    bool isProved() const { return provedAt && fault.isEmpty(); }
    // What a restore or an upgrade kept of what was there before.
    bool isSafetyCopy() const { return reason == "restore" || reason == "upgrade"; }
};

class JsonWriter;

// As the API and the command tell of it. `placeNames` are those of the places that hold it.
void writeJson(JsonWriter &json, const BackupEntry &entry, const QStringList &placeNames);

}
