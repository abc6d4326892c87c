#pragma once
// The digest of a table's rows (tabledigest.h) while it is made: sums of several parts of a table add up to the whole one's.
#include "app/backups/tabledigest.h"
#include "app/base/manyhashes.h"

namespace backroom {

class RowDigest {
public:
    // `goOn` is asked now and then with the rows done so far. The table is borrowed.
    RowDigest(const TableShape &table, std::function<bool(qint64 rows)> goOn);
    // All rows, or on SQLite those that `where`, a whole clause, says. False when it was stopped. Throws StoreError.
    bool addAll(Connection &connection, const QByteArray &where = {});
    void add(const RowDigest &part);

    qint64 rows() const { return m_rows; }
    QByteArray hash() const;

private:
    template<typename Row> bool take(Row &row);
    template<typename Row> void write(Row &row);
    void sum(const ManyHashes::Hash &hash);

    const TableShape &m_table;
    std::function<bool(qint64)> m_goOn;
    ManyHashes m_hashes;
    ManyHashes::Hash m_sum = {}; // modulo 2^256, the lowest word first
    qint64 m_rows = 0;
};

}
