#include "app/store/pggate.h"

#include "app/store/storeerror.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool take(Connection &connection, const char *sql)
{
    Query row = connection.query(sql);
    return row.next() && row.boolean(0);
}
}

Result<std::unique_ptr<PgGate>> PgGate::close(const StoreConfig &config)
{
    auto opened = Connection::open(config);
    if (!opened)
        return fail(opened.error());
    Connection &connection = **opened;
    try {
        if (!take(connection, "SELECT pg_try_advisory_lock(730543211, hashtext(current_schema()))"))
            return fail(ErrorCode::Conflict, tr("This shop is being restored already. Wait until that is done."));
        // Those who come from here on find it closed; those who are inside are waited for.
        connection.command("SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0; "
                           "SET statement_timeout = 0; SELECT pg_advisory_lock(730543212, hashtext(current_schema())); "
                           "SET lock_timeout = '10s'");
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    return std::unique_ptr<PgGate>(new PgGate(*std::move(opened)));
}

PgGate::~PgGate()
{
    try {
        m_connection->command("SELECT pg_advisory_unlock_all()");
    } catch (const StoreError &) { // it went with its connection
    }
}

Result<bool> PgGate::isOpenElsewhere(Connection &connection)
{
    try {
        if (!take(connection, "SELECT pg_try_advisory_lock(730543213, hashtext(current_schema()))"))
            return true;
        connection.command("SELECT pg_advisory_unlock(730543213, hashtext(current_schema()))");
        return false;
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
}

}
