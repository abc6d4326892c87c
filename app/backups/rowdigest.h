#pragma once
// The digest of a table's rows (tabledigest.h) while it is made: sums of several parts of a table add up to the whole one's.
#include "app/backups/tabledigest.h"
#include "app/base/manyhashes.h"

namespace backroom {

class RowDigest {
public:
    // `goOn` is asked now and then with the rows done so far. The table is borrowed.
    RowDigest(const TableShape &table, std::function<bool(qint64 rows)> goOn);
    // All rows of the query, whose columns are the table's. False when it was stopped. Throws StoreError.
    bool addAll(Connection &connection, const QByteArray &select);
    void add(const RowDigest &part);

    qint64 rows() const { return m_rows; }
    QByteArray hash() const;

private:
    template<typename Rows> bool take(Rows &rows);
    template<typename Rows> void write(Rows &rows);
    void sum(const ManyHashes::Hash &hash);

    const QList<TableColumn> &m_columns;
    std::function<bool(qint64)> m_goOn;
    ManyHashes m_hashes;
    ManyHashes::Hash m_sum = {}; // modulo 2^256, the lowest word first
    qint64 m_rows = 0;
};

namespace rowdigest {
// Every row of it, its columns in order.
QByteArray selectOf(const TableShape &table);
}

}
