#include "tests/bench/indexesaside.h"

namespace backroom::bench {

IndexesAside::IndexesAside(Connection &connection, const QByteArrayList &tables) : m_connection(connection)
{
    const QByteArray known = connection.kind() == StoreKind::Sqlite
        ? "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
        : "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexdef NOT LIKE "
          "'CREATE UNIQUE%' AND tablename = ?";
    QByteArrayList drop;
    for (const QByteArray &table : tables) {
        Query row = connection.query(known, table);
        while (row.next()) {
            drop << "DROP INDEX " + row.bytes(0);
            m_create << row.bytes(1);
        }
    }
    for (const QByteArray &sql : std::as_const(drop))
        connection.command(sql.constData());
}

IndexesAside::~IndexesAside()
{
    for (const QByteArray &sql : std::as_const(m_create))
        m_connection.command(sql.constData());
    // PostgreSQL's planner would otherwise know the tables as they were before.
    if (m_connection.kind() == StoreKind::Postgres)
        m_connection.command("ANALYZE");
}

}
