#pragma once
// Closes a PostgreSQL store to everybody's changes while a backup takes its place, or while it moves: a lock of the
// server's that everyone who writes shares for the length of a transaction, and that goes with the connection that
// closed it, however its program ends. Reading goes on.
#include "app/store/connection.h"

namespace backroom {

class PgGate {
public:
    // Waits for the transactions that write now to end. Conflict while somebody else has closed it, Busy when one of
    // them does not end within a minute.
    static Result<std::unique_ptr<PgGate>> close(const StoreConfig &config);

    // Opens it, before this returns.
    ~PgGate();
    Q_DISABLE_COPY_MOVE(PgGate)

    // The connection that holds it: what happens here happens under the closed gate, or not at all.
    Connection &connection() { return *m_connection; }

    // The first statement of every transaction that writes: fails at once, as Closed, when the gate is.
    static constexpr char Pass[] =
        "SELECT 1 / pg_try_advisory_xact_lock_shared(730543212, hashtext(current_schema()))::int";

    // Every program that has a shop open for longer than a command holds this on a connection.
    static constexpr char Stay[] = "SELECT pg_advisory_lock_shared(730543213, hashtext(current_schema()))";
    // Whether one does.
    static Result<bool> isOpenElsewhere(Connection &connection);

private:
    explicit PgGate(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}
    std::unique_ptr<Connection> m_connection;
};

}
