#include "app/backups/pgready.h"

#include "app/backups/pgprocess.h"
#include "app/backups/pgprograms.h"
#include "app/base/crypto.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int OldestServer = 13; // lists a base's files with their sums, and says when a slot was lost
constexpr int Senders = 3; // one that receives, two while a base is made
constexpr int Slots = 2;

QString identifier(const QString &name) { return u'"' % QString(name).replace(u'"', "\"\""_L1) % u'"'; }

// A page of the log begins with a head, and the place where the next entry will stand is behind it; the last entry
// ended before.
qint64 endOfLast(qint64 next, qint64 segment)
{
    constexpr qint64 Page = 8192, Head = 24, FirstHead = 40;
    if (next % segment == FirstHead)
        return next - FirstHead;
    return next % Page == Head ? next - Head : next;
}
}

PgStretch::About describeServer(Connection &connection, const QByteArray &storeId)
{
    Query row = connection.query("SELECT (SELECT system_identifier::text FROM pg_control_system()), "
                                 "current_setting('server_version_num')::int / 10000, current_database()::text, "
                                 "current_user::text, current_schema()::text, "
                                 "pg_size_bytes(current_setting('wal_segment_size'))");
    row.next();
    return {storeId, row.bytes(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.int64(5)};
}

QStringList missingForTimeMachine(Connection &connection)
{
    Query row = connection.query(
        "SELECT current_setting('server_version_num')::int / 10000, pg_is_in_recovery()::int, current_user::text, "
        "(SELECT (rolreplication OR rolsuper)::int FROM pg_roles WHERE rolname = current_user), "
        "current_setting('wal_level'), current_setting('max_wal_senders')::int, "
        "(SELECT count(*) FROM pg_stat_replication)::int, current_setting('max_replication_slots')::int, "
        "(SELECT count(*) FROM pg_replication_slots)::int, (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN "
        "('pg_default', 'pg_global'))::int");
    row.next();
    QStringList missing;
    if (row.integer(0) < OldestServer)
        missing << tr("The database is PostgreSQL %1; the time machine needs %2 or newer.")
                       .arg(row.integer(0))
                       .arg(OldestServer);
    if (row.integer(1) != 0)
        missing << tr("The database is a standby of another. Use the address of the one that it follows.");
    if (row.integer(3) == 0)
        missing << tr("The role %1 may not follow the database. Have its administrator run: ALTER ROLE %2 REPLICATION;")
                       .arg(row.text(2), identifier(row.text(2)));
    if (const QString level = row.text(4); level != "replica"_L1 && level != "logical"_L1)
        missing
            << tr("The database writes too little into its log (wal_level is %1). Have its administrator run: ALTER "
                  "SYSTEM SET wal_level = 'replica'; and start the server anew.")
                   .arg(level);
    if (row.integer(5) < row.integer(6) + Senders)
        missing << tr("The database has too few places for followers. Have its administrator run: ALTER SYSTEM SET "
                      "max_wal_senders = %1; and start the server anew.")
                       .arg(row.integer(6) + Senders + 2);
    if (row.integer(7) < row.integer(8) + Slots)
        missing << tr("The database has too few replication slots. Have its administrator run: ALTER SYSTEM SET "
                      "max_replication_slots = %1; and start the server anew.")
                       .arg(row.integer(8) + Slots + 2);
    if (row.integer(9) != 0)
        missing << tr("The database's server keeps tables in tablespaces of their own, which the time machine cannot "
                      "follow. Have its administrator move them to pg_default, or use backups alone.");
    return missing;
}

Result<> makeSlot(Connection &connection, const StoreConfig &config, const QByteArray &slot, int server)
{
    const auto program = findPgProgram(u"pg_receivewal"_s, server);
    if (!program)
        return fail(program.error());
    if (!connection.query("SELECT 1 FROM pg_replication_slots WHERE slot_name = ?", slot).next())
        connection.exec("SELECT pg_create_physical_replication_slot(?, true)", slot);
    // It is there: nothing is made, but the way that a follower takes is gone once.
    auto gone = PgProcess::run(*program,
                               {"--slot="_L1 % QString::fromUtf8(slot), u"--create-slot"_s, u"--if-not-exists"_s,
                                u"--no-password"_s, pgProgramTarget(config)},
                               pgProgramEnvironment(config), {});
    if (gone || !gone.error().message.contains("pg_hba.conf"_L1))
        return gone;
    Query row = connection.query("SELECT current_user::text, coalesce(host(inet_client_addr()), '')");
    row.next();
    const QString address = row.text(1);
    const QString entry = address.isEmpty()
        ? "local replication %1 peer"_L1.arg(identifier(row.text(0)))
        : "host replication %1 %2/%3 scram-sha-256"_L1.arg(identifier(row.text(0)), address,
                                                           address.contains(u':') ? u"128"_s : u"32"_s);
    return fail(ErrorCode::Unavailable,
                tr("The database lets nobody follow it from here. Have its administrator add this line to "
                   "pg_hba.conf: %1 and then run: SELECT pg_reload_conf();")
                    .arg(entry));
}

Result<> dropSlot(Connection &connection, const QByteArray &slot)
{
    const PgSlot state = slotState(connection, slot);
    if (!state.isThere)
        return {};
    if (state.isActive)
        return fail(ErrorCode::Conflict, tr("A program still receives from the database. Try again in a moment."));
    connection.exec("SELECT pg_drop_replication_slot(?)", slot);
    return {};
}

PgSlot slotState(Connection &connection, const QByteArray &slot)
{
    PgSlot state;
    {
        Query row = connection.query(
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, (pg_current_wal_insert_lsn() - "
            "'0/0')::bigint, pg_size_bytes(current_setting('wal_segment_size'))");
        row.next();
        state.now = row.int64(0);
        state.written = endOfLast(row.int64(1), row.int64(2));
    }
    Query row = connection.query("SELECT active::int, coalesce(wal_status, ''), coalesce(restart_lsn - '0/0', "
                                 "0)::bigint FROM pg_replication_slots WHERE slot_name = ?",
                                 slot);
    if (!row.next())
        return state;
    state.isThere = true;
    state.isActive = row.integer(0) != 0;
    state.isLost = row.utf8(1) == "lost";
    state.received = row.int64(2);
    return state;
}

QByteArray placeText(qint64 place)
{
    return QByteArray::number(place >> 32, 16) + '/' + QByteArray::number(place & 0xffffffff, 16);
}

namespace {
// Names of slots are of lower-case letters, digits and "_".
QByteArray slotPrefix(const QByteArray &storeId) { return "backroom_" + storeId.left(8).toLower() + '_'; }
}

QByteArray newSlotName(const QByteArray &storeId) { return slotPrefix(storeId) + randomBytes(6).toHex(); }

QByteArrayList leftSlots(Connection &connection, const QByteArray &storeId, const QByteArray &known)
{
    QByteArrayList left;
    Query rows = connection.query("SELECT slot_name::text FROM pg_replication_slots WHERE NOT active AND slot_type = "
                                  "'physical' ORDER BY 1");
    while (rows.next())
        if (const QByteArray name = rows.bytes(0); name.startsWith(slotPrefix(storeId)) && name != known)
            left << name;
    return left;
}

}
