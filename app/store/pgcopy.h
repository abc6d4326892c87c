#pragma once
// Rows in bulk on PostgreSQL: COPY's text (copytext.h), streamed in constant memory through a connection that does
// nothing else meanwhile. Failure throws StoreError.
#include "app/store/connection.h"

namespace backroom {

class CopyOut {
public:
    // "COPY t (a, b) TO STDOUT".
    CopyOut(Connection &connection, const QByteArray &sql);
    // What was not read is left there: the server is told to stop.
    ~CopyOut();
    Q_DISABLE_COPY_MOVE(CopyOut)

    // The next row's line without its end, until the next call; nothing after the last.
    std::optional<QByteArrayView> next();

private:
    pg_conn *m_handle;
    char *m_line = nullptr;
    bool m_done = false;
};

class CopyIn {
public:
    // "COPY t (a, b) FROM STDIN".
    CopyIn(Connection &connection, const QByteArray &sql);
    // Before finish() nothing of it goes in, and the transaction has failed.
    ~CopyIn();
    Q_DISABLE_COPY_MOVE(CopyIn)

    // Whole lines with their ends, or pieces of them.
    void write(QByteArrayView lines);
    // Rows that went in.
    qint64 finish();

private:
    pg_conn *m_handle;
    bool m_done = false;
};

}
