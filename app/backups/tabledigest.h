#pragma once
// A hash over all rows of a table that does not depend on their order, on the database they lie in or on indices, so that
// a copy can be proved equal wherever it lies: the sum modulo 2^256 of each row's BLAKE2b-256. A row is hashed as its
// columns in the order of their names, each as its kind and its value.
#include "app/store/connection.h"

#include <QList>
#include <functional>

namespace backroom {

struct TableDigest
{
    QByteArray table;
    qint64 rows = 0;
    QByteArray hash; // 32 bytes
    bool operator==(const TableDigest &) const = default;
};

enum class StoredAs { Integer, Text, Bytes };
struct TableColumn
{
    QByteArray name;
    StoredAs kind = StoredAs::Text;
};
struct TableShape
{
    QByteArray name;
    QList<TableColumn> columns; // by name
};

// The tables whose rows are the shop's: not the search index, which is made from them, not images' bytes, not the
// migrator's list nor recorded changes, which belong to the one store; and on PostgreSQL not those that somebody else made
// beside them. By name. Throws StoreError.
QList<TableShape> shopTables(Connection &connection);

// In the snapshot that the connection has open. Nothing when goOn, called now and then with the rows done so far, says
// false. Throws StoreError.
std::optional<QList<TableDigest>> digestTables(Connection &connection, const QList<TableShape> &tables,
                                               const std::function<bool(qint64 rows)> &goOn);

// The tables in which two lists differ, for a sentence; empty when they are equal.
QByteArrayList differingTables(const QList<TableDigest> &a, const QList<TableDigest> &b);

}
