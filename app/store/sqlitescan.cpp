#include "app/store/sqlitescan.h"

#include "app/store/sqlitestatement.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr char Name[] = "backroom_take";

struct Scan
{
    const std::function<bool(const ScannedRow &)> &take;
    bool stopped = false;
};

// An aggregate of all columns: SQLite calls it with each row's values, without a step of the statement for each.
void step(sqlite3_context *context, int, sqlite3_value **values)
{
    auto *scan = static_cast<Scan *>(sqlite3_user_data(context));
    if (scan->stopped || scan->take(ScannedRow(values)))
        return;
    scan->stopped = true;
    sqlite3_result_error(context, "stopped", -1);
}

void end(sqlite3_context *) {}

// The statement and the function's name are given back whatever happens.
class Running {
public:
    Running(sqlite3 *handle, Scan &scan, const QByteArray &sql) : m_handle(handle)
    {
        if (sqlite3_create_function_v2(handle, Name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, &scan, nullptr, step, end,
                                       nullptr)
                != SQLITE_OK
            || sqlite3_prepare_v2(handle, sql.constData(), int(sql.size()), &m_statement, nullptr) != SQLITE_OK)
            throwSqliteError(handle);
    }
    ~Running()
    {
        sqlite3_finalize(m_statement);
        sqlite3_create_function_v2(m_handle, Name, -1, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr);
    }
    Q_DISABLE_COPY_MOVE(Running)
    int run() { return sqlite3_step(m_statement); }

private:
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement = nullptr;
};
}

bool ScannedRow::isNull(int column) const { return sqlite3_value_type(m_values[column]) == SQLITE_NULL; }
qint64 ScannedRow::int64(int column) const { return sqlite3_value_int64(m_values[column]); }

QByteArrayView ScannedRow::utf8(int column) const
{
    const auto *text = sqlite3_value_text(m_values[column]);
    return QByteArrayView(text, sqlite3_value_bytes(m_values[column]));
}

QByteArrayView ScannedRow::blob(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_value_blob(m_values[column]));
    return QByteArrayView(data, sqlite3_value_bytes(m_values[column]));
}

bool scanTable(Connection &connection, const QByteArray &table, const QByteArrayList &columns, const QByteArray &where,
               const std::function<bool(const ScannedRow &)> &take)
{
    Scan scan{take};
    QByteArrayList names;
    for (const QByteArray &column : columns)
        names << '"' + column + '"';
    Running running(connection.sqlite(), scan,
                    QByteArray("SELECT ") + Name + '(' + names.join(", ") + ") FROM \"" + table + '"' + where);
    if (const int code = running.run(); code != SQLITE_ROW && code != SQLITE_DONE && !scan.stopped)
        throwSqliteError(connection.sqlite());
    return !scan.stopped;
}

}
