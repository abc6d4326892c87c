#include "app/store/bulkload.h"

#include "app/store/storeerror.h"

#include <sqlite3.h>

namespace backroom {

namespace {
void allowTriggers(Connection &connection, bool on)
{
    sqlite3_db_config(connection.sqlite(), SQLITE_DBCONFIG_ENABLE_TRIGGER, on ? 1 : 0, nullptr);
}
}

BulkLoad::BulkLoad(Connection &connection) : m_connection(connection)
{
    // The log would be as long as the store. What is sorted for an index goes to a file, not into memory.
    connection.command("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; "
                       "PRAGMA temp_store = FILE");
    allowTriggers(connection, false);
    connection.command("BEGIN IMMEDIATE");
    QByteArrayList names;
    {
        Query rows = connection.query("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
        while (rows.next()) {
            names << rows.bytes(0);
            m_indices << rows.bytes(1);
        }
    }
    for (const QByteArray &name : std::as_const(names))
        connection.command(QByteArray("DROP INDEX \"" + name + '"').constData());
}

BulkLoad::~BulkLoad()
{
    if (!m_open)
        return;
    try {
        m_connection.command("ROLLBACK");
        restoreSession();
    } catch (const StoreError &error) { // the copy goes anyway
        qWarning("a load was not taken back: %s", error.what());
    }
}

void BulkLoad::finish()
{
    for (const QByteArray &sql : std::as_const(m_indices))
        m_connection.command(sql.constData());
    m_connection.command("COMMIT");
    m_open = false;
    restoreSession();
}

void BulkLoad::restoreSession()
{
    allowTriggers(m_connection, true);
    m_connection.command("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                         "PRAGMA temp_store = MEMORY");
}

}
