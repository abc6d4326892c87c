#pragma once
// One moment of a PostgreSQL shop, held while it is copied: for what is counted and hashed here and for pg_dump, which
// copies the rows, the same. The shop sells on meanwhile.
#include "app/backups/tabledigest.h"

namespace backroom {

class PgMoment {
public:
    // Unavailable when the database does not answer.
    static Result<std::unique_ptr<PgMoment>> hold(const StoreConfig &config);
    // Lets it go.
    ~PgMoment();
    Q_DISABLE_COPY_MOVE(PgMoment)

    // In a transaction that sees the moment and changes nothing.
    Connection &connection() { return *m_connection; }

    // Gives what pg_dump writes of these tables' rows (plain text, as DumpReader takes it) to `take`, whose failure ends
    // it and is handed on. Unavailable, in a sentence, when pg_dump is missing, too old, or fails. Blocks.
    Result<> dump(const QList<TableShape> &tables, const std::function<Result<>(QByteArrayView)> &take);

private:
    explicit PgMoment(const StoreConfig &config) : m_config(config) {}
    StoreConfig m_config;
    std::unique_ptr<Connection> m_connection;
    QByteArray m_schema;
    QByteArray m_snapshot; // as pg_dump is told of it
    int m_server = 0; // its major version
};

}
