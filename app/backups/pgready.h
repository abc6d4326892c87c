#pragma once
// Whether a database lets itself be followed: what the time machine needs of a PostgreSQL server and of the shop's role
// there, and in plain words what its administrator has to run where that is missing.
#include "app/backups/pgstretch.h"
#include "app/store/connection.h"

namespace backroom {

// What the server says of itself. Throws StoreError.
PgStretch::About describeServer(Connection &connection, const QByteArray &storeId);

// What is missing, a sentence each with what to run; empty when all is there. Throws StoreError.
QStringList missingForTimeMachine(Connection &connection);

// Makes the slot, unless it is there, and connects as a follower does. Unavailable when that is refused, with the line
// that is missing in pg_hba.conf. Throws StoreError.
Result<> makeSlot(Connection &connection, const StoreConfig &config, const QByteArray &slot, int server);
// Conflict while a program follows by it. Nothing when there is none. Throws StoreError.
Result<> dropSlot(Connection &connection, const QByteArray &slot);

// A name for a slot that nobody has, which tells whose it is.
QByteArray newSlotName(const QByteArray &storeId);
// Slots of the shop that nobody follows by and `known` is not: of beginnings that were cut off. The database would keep
// its log for them for ever. Throws StoreError.
QByteArrayList leftSlots(Connection &connection, const QByteArray &storeId, const QByteArray &known);

struct PgSlot
{
    bool isThere = false;
    bool isActive = false; // a program receives
    bool isLost = false; // the database threw away what was not received yet
    Millis now = 0; // by the database's clock
    qint64 received = 0; // up to this place in its log; 0 when not known
    qint64 written = 0; // the end of the last whole entry at `now`
    qint64 behind() const { return received == 0 ? 0 : std::max<qint64>(0, written - received); }
};
// Throws StoreError.
PgSlot slotState(Connection &connection, const QByteArray &slot);
// A place as PostgreSQL writes it: "0/3000060".
QByteArray placeText(qint64 place);

}
