#pragma once
// What `timemachine` says of a shop on PostgreSQL.
#include "app/backups/timeline.h"
#include "app/base/json.h"
#include "app/store/database.h"

namespace backroom {

// Prints it; the exit status. Failed when moments are being lost, or will be.
int timeMachineStatus(Database &shop, bool json);
// What is not as with backups, for the help too.
QString notEncryptedText();
// Of a beginning that was cut off (isPgSetupLeft).
QString leftSetupText();
// "From … until …", a line each.
void sayMoments(const QList<Stretch> &moments);
void writeMoments(const QList<Stretch> &moments, JsonWriter &json);

}
