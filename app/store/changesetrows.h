#pragma once
// Carries out a changeset row by row in two rounds: first everything that goes or changes is taken out, then everything
// that comes or changed is put in. So rows may have handed unique values to each other, which no order of updates allows.
#include "app/store/connection.h"

namespace backroom {

// In the connection's transaction; false when the copy is not what the changeset was made on, and then nothing was done.
// Throws StoreError.
bool applyByRows(Connection &copy, const QByteArray &changeset);

}
