#pragma once
// The inside of PlaceCarrier: one stay at one place.
#include "app/backups/placecarrier.h"

namespace backroom {

struct PlaceCarrier::Visit
{
    const BackupPlace &place;
    std::unique_ptr<Place> at;
    BackupList list;
    PlaceLook look;
    QList<BackupEntry> missing; // newest first
    qint64 bytes = 0; // to be carried, twice each: there, and read back
    qint64 before = 0; // of these, in files that are done
    std::chrono::steady_clock::time_point toldAt = {};
};

}
