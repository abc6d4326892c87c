#pragma once
// Which moments of the past the time machine reaches.
#include "app/backups/segmentcheck.h"

namespace backroom {

// A backup, as its manifest tells.
struct BaseBackup
{
    Millis at = 0;
    QByteArray epoch;
    qint64 changeSeq = 0;
};

// Every second from the one to the other; a backup without changes is a stretch of one moment.
struct Stretch
{
    Millis from = 0;
    Millis until = 0;
    bool operator==(const Stretch &) const = default;
};

// In order, none touching the next. `changes` is a folder of segments, `key` the store's changesKey. Reads the newest segment
// of each epoch; what lies between is as `check` found it, and trusted where it has not been there yet. Blocks.
QList<Stretch> reachableMoments(const QList<BaseBackup> &bases, const QString &changes, const QByteArray &key,
                                const SegmentCheck &check = {});

}
