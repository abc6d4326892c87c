#pragma once
// One connection to the store, used by one thread at a time: opened through Qt SQL, set up for its dialect, with its
// prepared statements kept. Errors after opening are thrown as StoreError.
#include "app/base/result.h"
#include "app/store/sqlvalues.h"
#include "app/store/statement.h"
#include "app/store/storeconfig.h"

#include <QSqlDatabase>
#include <string>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct sqlite3;

namespace backroom {

class PgPipeline;

class Connection {
public:
    // With `create` a missing SQLite file is made; without it, that is an error and nothing is made.
    static Result<std::unique_ptr<Connection>> open(const StoreConfig &config, bool create = false);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    StoreKind kind() const { return m_kind; }

    // Runs when its rows are first asked for. On PostgreSQL it is under way at once: several queries made before the
    // first is read cost one round trip.
    template<typename... Args> Query query(QByteArrayView sql, const Args &...args)
    {
        return queryBound(sql, [&args...](Statement &statement) {
            int index = 0;
            (statement.bind(index++, args), ...);
        });
    }
    // For as many parameters as there are: bind(Statement &) binds them.
    template<typename Fn> Query queryBound(QByteArrayView sql, Fn &&bind)
    {
        Query query = prepare(sql);
        bind(statementOf(query));
        statementOf(query).bound();
        return query;
    }
    // One statement for many: bind(statement, i) for each of `count`, then row(query, i) for each of its rows. On
    // PostgreSQL all are under way before the first is read, and so is what `meanwhile` asks for.
    template<typename Bind, typename Row, typename Meanwhile>
    void each(QByteArrayView sql, qsizetype count, Bind &&bind, Row &&row, Meanwhile &&meanwhile)
    {
        std::vector<Query> queries;
        const qsizetype ahead = m_postgres ? MostAhead : 1;
        for (qsizetype first = 0; first < count; first += ahead) {
            queries.clear();
            const qsizetype end = std::min(count, first + ahead);
            for (qsizetype i = first; i < end; ++i)
                queries.push_back(queryBound(sql, [&bind, i](Statement &statement) { bind(statement, i); }));
            if (m_postgres && end == count)
                meanwhile();
            for (size_t i = 0; i < queries.size(); ++i)
                while (queries[i].next())
                    row(queries[i], first + qsizetype(i));
        }
        if (m_sqlite || count == 0)
            meanwhile();
    }
    // As exec, for when nobody needs to know how many rows there were: on PostgreSQL it is under way when this returns,
    // and its failure is thrown by what comes after it, at the latest by the commit.
    template<typename... Args> void post(QByteArrayView sql, const Args &...args)
    {
        Query running = query(sql, args...);
        if (m_sqlite)
            running.next();
    }
    Query query(QByteArrayView sql, const SqlValues &values)
    {
        return queryBound(sql, [&values](Statement &statement) {
            int index = 0;
            for (const SqlValues::Value &value : values.all()) {
                if (value.isText)
                    statement.bind(index++, value.text);
                else
                    statement.bind(index++, value.number);
            }
        });
    }
    // Runs at once; rows touched.
    template<typename... Args> qint64 exec(QByteArrayView sql, const Args &...args)
    {
        Query running = query(sql, args...);
        running.next();
        return running.changes();
    }
    // For BEGIN and the like; on PostgreSQL several statements may go in one round trip.
    void command(const char *sql);
    // The same for a single one, under way when this returns as with post().
    void postCommand(const char *sql);
    // Until all that is under way is done; throws what failed of it.
    void settle();
    // PostgreSQL: COMMIT, which is not waited for on the disk there, so that what others wait for is free at once. With
    // `durable` everything committed until then is on the disk when this returns, for the price of one small record.
    // Throws; `held` says then whether the commit itself held all the same.
    void commit(bool durable, bool &held);

    // The handles that Qt SQL opened; null for the other dialect.
    sqlite3 *sqlite() const { return m_sqlite; }
    pg_conn *postgres() const { return m_postgres; }

    // Kept by Database: a transaction is under way here.
    bool inTransaction = false;
    // PostgreSQL: how far a commit waits there, as its owner set it ("on", "remote_apply"); empty: not asked yet.
    QByteArray commitLevel;

private:
    Connection(QSqlDatabase database, StoreKind kind);
    Query prepare(QByteArrayView sql);
    std::unique_ptr<Statement> makeStatement(QByteArrayView sql);
    static Statement &statementOf(Query &query);
    static constexpr qsizetype MostAhead = 64;

    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    std::unique_ptr<PgPipeline> m_pipeline; // outlives the statements
    std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> m_statements;
    QSqlDatabase m_database;
    StoreKind m_kind;
    sqlite3 *m_sqlite = nullptr;
    pg_conn *m_postgres = nullptr;
    int m_serial = 0;
};

}
