#pragma once
// A backup under a passphrase, as it comes from another computer.
#include "app/store/database.h"

namespace backroom::test {

// Made of the shop as it is now. The sentence of what went wrong, or nothing.
QString makeLockedBackup(Database &shop, const QString &file, const QString &passphrase);

}
