#pragma once
// The rows of one SQLite query without a detour, for who reads whole tables: values are looked at where they lie and are
// valid until the next row. Throws StoreError. The connection is the calling thread's, and outlives it.
#include "app/store/connection.h"

struct sqlite3_stmt;
struct sqlite3_value;

namespace backroom {

class SqliteRows {
public:
    SqliteRows(Connection &connection, const QByteArray &sql);
    ~SqliteRows();
    Q_DISABLE_COPY_MOVE(SqliteRows)

    bool next();
    // Each of the row's columns is looked at in turn: first look(), then what it holds, by what it is to be read as.
    // False: NULL.
    bool look(int column);
    qint64 int64() const;
    QByteArrayView utf8() const;
    QByteArrayView blob() const;

private:
    sqlite3 *m_handle;
    sqlite3_stmt *m_statement = nullptr;
    sqlite3_value *m_value = nullptr;
};

}
