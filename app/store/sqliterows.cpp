#include "app/store/sqliterows.h"

#include "app/store/sqlitestatement.h"

#include <sqlite3.h>

namespace backroom {

SqliteRows::SqliteRows(Connection &connection, const QByteArray &sql) : m_handle(connection.sqlite())
{
    if (sqlite3_prepare_v2(m_handle, sql.constData(), int(sql.size()), &m_statement, nullptr) != SQLITE_OK)
        throwSqliteError(m_handle);
}

SqliteRows::~SqliteRows() { sqlite3_finalize(m_statement); }

bool SqliteRows::next()
{
    const int code = sqlite3_step(m_statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        throwSqliteError(m_handle);
    return code == SQLITE_ROW;
}

// One call into the statement for a column; what is asked of its value afterwards looks at the value alone. Such a value
// is no other thread's, as the connection is none.
bool SqliteRows::look(int column)
{
    m_value = sqlite3_column_value(m_statement, column);
    return sqlite3_value_type(m_value) != SQLITE_NULL;
}

qint64 SqliteRows::int64() const { return sqlite3_value_int64(m_value); }

QByteArrayView SqliteRows::utf8() const
{
    const auto *text = sqlite3_value_text(m_value);
    return QByteArrayView(text, sqlite3_value_bytes(m_value));
}

QByteArrayView SqliteRows::blob() const
{
    const auto *data = static_cast<const char *>(sqlite3_value_blob(m_value));
    return QByteArrayView(data, sqlite3_value_bytes(m_value));
}

}
