#pragma once
// A SQLite table read row by row as fast as SQLite gives it: for who looks at every value of millions of rows. They are
// handed over from inside the query, and looked at where they lie.
#include "app/store/connection.h"

#include <functional>

struct sqlite3_value;

namespace backroom {

// One row, valid while it is handed over. Columns by their place in the list that was asked for.
class ScannedRow {
public:
    explicit ScannedRow(sqlite3_value **values) : m_values(values) {}
    bool isNull(int column) const;
    qint64 int64(int column) const;
    QByteArrayView utf8(int column) const;
    QByteArrayView blob(int column) const;

private:
    sqlite3_value **m_values;
};

// Hands every row of the table to `take` until that says false, and then gives false itself. `where` is nothing or a whole
// clause. At most a hundred columns. `take` uses the connection for nothing and throws nothing; what fails in the database
// is thrown as StoreError.
bool scanTable(Connection &connection, const QByteArray &table, const QByteArrayList &columns, const QByteArray &where,
               const std::function<bool(const ScannedRow &)> &take);

}
