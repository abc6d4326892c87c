#pragma once
// Who signed out, changed the password or was disabled since a backup was made stays signed out after it was restored, and
// an API key that was revoked stays revoked.
#include "app/backups/proof.h"

namespace backroom {

class Database;

// Removes from the proved copy every session and every API key that the shop does not have any more. Not from a safety copy: taking a
// restore back ends nobody's session. Throws StoreError.
Result<> removeEndedSessions(Database &shop, const ProvedBackup &backup);

}
