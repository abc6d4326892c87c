#pragma once
// A PostgreSQL store's tables as wholes. Failure throws StoreError.
#include "app/store/connection.h"

#include <QHash>

namespace backroom {

// Each behind those that it refers to. Throws when they refer to each other in a circle.
QByteArrayList inOrderOfReference(Connection &connection, const QByteArrayList &tables);

// Nobody reads or writes the tables from here to the end of the transaction, which this begins. Who holds one is
// waited for, in short turns, so that whoever waits for us in return can end; Serialization after a minute.
void beginAlone(Connection &connection, const QByteArrayList &tables);

// Where a table's generated ids go on, by table; with the transaction, as all else.
void setNextIds(Connection &connection, const QByteArrayList &tables, const QHash<QByteArray, qint64> &lastIds);

}
