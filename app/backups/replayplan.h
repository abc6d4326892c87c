#pragma once
// Which recorded changes lead from a backup to a moment, and whether all of them are there: every byte of them is read
// before anything is carried out.
#include "app/backups/manifest.h"
#include "app/backups/segments.h"

#include <functional>

namespace backroom {

struct ReplayPlan
{
    QStringList files; // segments, in order; the same changes may stand in two of them
    qint64 last = 0; // seq of the last change that is carried out; the backup's own when there is none
    Millis at = 0; // when that was
    bool goesOn = false; // there are later changes: the shop stayed like this until the moment
    QList<Mark> marks; // of what is carried out, by seq
};

// `changes` are folders with the same segments, as a data folder and its places have them: what is damaged or cut short in
// one is taken from another. Malformed when changes before the moment are missing or damaged everywhere; the sentence
// says until when the shop can be taken. `goOn` false: Conflict.
Result<ReplayPlan> planReplay(const Manifest &base, const QStringList &changes, Millis moment,
                              const std::function<bool()> &goOn);

}
