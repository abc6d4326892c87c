#pragma once
// A SQLite store that nobody else sees being filled from end to end: one transaction without foreign keys and triggers,
// its indices made when all rows are there. Failure throws StoreError.
#include "app/store/connection.h"

namespace backroom {

class BulkLoad {
public:
    // Begins it. Nothing else may have the store open.
    explicit BulkLoad(Connection &connection);
    // What was not finished is taken back.
    ~BulkLoad();
    Q_DISABLE_COPY_MOVE(BulkLoad)

    // Makes the indices, commits, and has the connection as it was before.
    void finish();

private:
    void restoreSession();
    Connection &m_connection;
    QByteArrayList m_indices; // the statements that make them
    bool m_open = true;
};

}
