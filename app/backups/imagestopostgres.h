#pragma once
// Images' bytes from a folder into a PostgreSQL store's table of them, and proved there.
#include "app/store/connection.h"

namespace backroom {

// In the transaction that the connection has open, into the empty table. A folder that is not there holds none. How many
// files; Unavailable when one cannot be read, Internal when what came out is not what went in. Throws StoreError.
Result<qint64> putImages(const QString &folder, Connection &target);

}
