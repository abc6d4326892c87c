#pragma once
// Reports of one's own that are ready to run: for who does not write SQL, and to change for who does.
#include "app/store/storeconfig.h"

namespace backroom {

struct StartingPoint
{
    QByteArray key; // "unsold"
    QString title; // "Not sold in the last 90 days"
    QString sql; // begins with what to change in it, as a comment
};

namespace ownreports {

// In the words of whoever asks; names of columns too, with the ending that says what they hold (openschema.h). `digits`
// are the currency's, as amounts are in its smallest unit.
QList<StartingPoint> startingPoints(StoreKind store, int digits);

}
}
