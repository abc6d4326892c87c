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

struct pg_conn;
struct sqlite3;

namespace backroom {

class Connection {
public:
    // With `create` a missing SQLite file is made; without it, that is an error and nothing is made.
    static Result<std::unique_ptr<Connection>> open(const StoreConfig &config, bool create = false);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    StoreKind kind() const { return m_kind; }

    // Runs when its rows are first asked for.
    template<typename... Args> Query query(QByteArrayView sql, const Args &...args)
    {
        Query query = prepare(sql);
        int index = 0;
        (statementOf(query).bind(index++, args), ...);
        return query;
    }
    // For as many parameters as there are: bind(Statement &) binds them.
    template<typename Fn> Query queryBound(QByteArrayView sql, Fn &&bind)
    {
        Query query = prepare(sql);
        bind(statementOf(query));
        return query;
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

    // The handles that Qt SQL opened; null for the other dialect.
    sqlite3 *sqlite() const { return m_sqlite; }
    pg_conn *postgres() const { return m_postgres; }

    // Kept by Database: a transaction is under way here.
    bool inTransaction = false;

private:
    Connection(QSqlDatabase database, StoreKind kind);
    Query prepare(QByteArrayView sql);
    enum class Kept { No, Yes };
    std::unique_ptr<Statement> makeStatement(QByteArrayView sql, Kept kept);
    static Statement &statementOf(Query &query);

    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> m_statements;
    QSqlDatabase m_database;
    StoreKind m_kind;
    sqlite3 *m_sqlite = nullptr;
    pg_conn *m_postgres = nullptr;
    int m_serial = 0;
};

}
