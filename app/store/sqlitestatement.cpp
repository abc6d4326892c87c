#include "app/store/sqlitestatement.h"

#include "app/store/storeerror.h"

#include <sqlite3.h>

namespace backroom {

void throwSqliteError(sqlite3 *handle)
{
    using Kind = StoreError::Kind;
    const int extended = sqlite3_extended_errcode(handle);
    const QByteArray detail = QByteArray("sqlite ") + QByteArray::number(extended) + ": " + sqlite3_errmsg(handle);
    if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY)
        throw StoreError(Kind::Unique, detail);
    switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw StoreError(Kind::Serialization, detail);
    case SQLITE_CONSTRAINT: throw StoreError(Kind::Constraint, detail);
    case SQLITE_FULL: throw StoreError(Kind::Full, detail);
    case SQLITE_IOERR: throw StoreError(Kind::Io, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: throw StoreError(Kind::Corrupt, detail);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: throw StoreError(Kind::ReadOnly, detail);
    default: throw StoreError(Kind::Other, detail);
    }
}

SqliteStatement::SqliteStatement(sqlite3 *handle, const QByteArray &sql) : m_handle(handle)
{
    const char *tail = nullptr;
    if (sqlite3_prepare_v3(handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &m_statement, &tail)
        != SQLITE_OK)
        throwSqliteError(handle);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

std::unique_ptr<Statement> SqliteStatement::another() const
{
    return std::make_unique<SqliteStatement>(m_handle, QByteArray(sqlite3_sql(m_statement)));
}

void SqliteStatement::check(int code) const
{
    if (code != SQLITE_OK)
        throwSqliteError(m_handle);
}

void SqliteStatement::bindNull(int index) { check(sqlite3_bind_null(m_statement, index + 1)); }
void SqliteStatement::bindInt(int index, qint64 value) { check(sqlite3_bind_int64(m_statement, index + 1, value)); }
void SqliteStatement::bindReal(int index, double value) { check(sqlite3_bind_double(m_statement, index + 1, value)); }

void SqliteStatement::bindText(int index, QByteArrayView utf8)
{
    // An empty view may have no address, which SQLite would take for NULL.
    const char *data = utf8.isEmpty() ? "" : utf8.data();
    check(sqlite3_bind_text64(m_statement, index + 1, data, quint64(utf8.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bindBlob(int index, QByteArrayView bytes)
{
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    check(sqlite3_bind_blob64(m_statement, index + 1, data, quint64(bytes.size()), SQLITE_TRANSIENT));
}

bool SqliteStatement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throwSqliteError(m_handle);
    return false;
}

qint64 SqliteStatement::changes() const { return sqlite3_changes64(m_handle); }
bool SqliteStatement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
qint64 SqliteStatement::int64(int column) const { return sqlite3_column_int64(m_statement, column); }
double SqliteStatement::real(int column) const { return sqlite3_column_double(m_statement, column); }

QByteArrayView SqliteStatement::utf8(int column) const
{
    const auto *text = sqlite3_column_text(m_statement, column);
    return QByteArrayView(text, sqlite3_column_bytes(m_statement, column));
}

QByteArray SqliteStatement::blob(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(data, sqlite3_column_bytes(m_statement, column));
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
}

}
