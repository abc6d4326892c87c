#include "app/store/connection.h"

#include "app/store/pgpipeline.h"
#include "app/store/pgstatement.h"
#include "app/store/sessionsetup.h"
#include "app/store/sqlitestatement.h"
#include "app/store/storeerror.h"

#include <QSqlDriver>
#include <QVariant>
#include <atomic>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// Lists with many filters make many texts; past this the kept statements are dropped and made anew.
constexpr size_t MaxStatements = 400;

QString nextName()
{
    static std::atomic<int> serial = 0;
    return u"backroom-%1"_s.arg(++serial);
}

template<typename Handle> Handle *handleOf(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    return handle.isValid() ? *static_cast<Handle *const *>(handle.constData()) : nullptr;
}
}

Result<std::unique_ptr<Connection>> Connection::open(const StoreConfig &config, bool create)
{
    const QString name = nextName();
    auto opened = openSession(config, name, create);
    if (!opened) {
        QSqlDatabase::removeDatabase(name);
        return fail(opened.error());
    }
    std::unique_ptr<Connection> connection(new Connection(*std::move(opened), config.kind()));
    try {
        setUpSession(*connection);
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    return connection;
}

Connection::Connection(QSqlDatabase database, StoreKind kind) : m_database(std::move(database)), m_kind(kind)
{
    if (kind == StoreKind::Sqlite)
        m_sqlite = handleOf<sqlite3>(m_database);
    else
        m_pipeline = std::make_unique<PgPipeline>(m_postgres = handleOf<pg_conn>(m_database));
}

Connection::~Connection()
{
    m_statements.clear();
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

void Connection::command(const char *sql)
{
    if (m_postgres) {
        m_pipeline->settle();
        return pgCommand(m_postgres, sql);
    }
    if (sqlite3_exec(m_sqlite, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throwSqliteError(m_sqlite);
}

void Connection::postCommand(const char *sql)
{
    if (!m_postgres)
        return command(sql);
    m_pipeline->post(sql);
}

void Connection::settle()
{
    if (m_pipeline)
        m_pipeline->settle();
}

void Connection::commit(bool durable, bool &held)
{
    m_pipeline->held();
    try {
        m_pipeline->post("COMMIT");
        if (durable) {
            m_pipeline->fence();
            post("SELECT set_config('synchronous_commit', ?, true), pg_logical_emit_message(true, 'backroom', '')",
                 commitLevel);
        }
        m_pipeline->settle();
    } catch (const StoreError &) {
        held = m_pipeline->held();
        throw;
    }
    held = m_pipeline->held();
    if (!held)
        throw StoreError(StoreError::Kind::Other, "the transaction had failed before its commit");
}

std::unique_ptr<Statement> Connection::makeStatement(QByteArrayView sql)
{
    QByteArray text = sql.toByteArray();
    if (m_sqlite)
        return std::make_unique<SqliteStatement>(m_sqlite, text);
    // SQLite has one writer at a time; PostgreSQL is told which rows a transaction goes by.
    text.replace("/*for update*/", "FOR UPDATE").replace("/*for update of c*/", "FOR UPDATE OF c");
    return std::make_unique<PgStatement>(*m_pipeline, "s" + QByteArray::number(++m_serial), text);
}

Query Connection::prepare(QByteArrayView sql)
{
    const std::string_view key(sql.data(), size_t(sql.size()));
    const auto found = m_statements.find(key);
    if (found != m_statements.end()) {
        if (!found->second->inUse)
            return Query(found->second.get());
        auto own = found->second->another();
        Statement *statement = own.get();
        return Query(statement, std::move(own));
    }
    if (m_statements.size() >= MaxStatements)
        std::erase_if(m_statements, [](const auto &entry) {
            if (!entry.second->inUse)
                entry.second->forget();
            return !entry.second->inUse;
        });
    return Query(m_statements.emplace(std::string(key), makeStatement(sql)).first->second.get());
}

Statement &Connection::statementOf(Query &query) { return *query.m_statement; }

}
