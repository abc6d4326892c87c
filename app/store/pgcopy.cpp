#include "app/store/pgcopy.h"

#include "app/store/pgstatement.h"

#include <libpq-fe.h>

namespace backroom {

namespace {
pg_conn *begin(Connection &connection, const QByteArray &sql, ExecStatusType expected)
{
    connection.settle();
    pg_result *result = PQexec(connection.postgres(), sql.constData());
    if (PQresultStatus(result) != expected)
        throwPgError(connection.postgres(), result);
    PQclear(result);
    return connection.postgres();
}

// The end of the command: rows that it touched.
qint64 end(pg_conn *handle)
{
    pg_result *result = PQgetResult(handle);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        while (pg_result *more = PQgetResult(handle))
            PQclear(more);
        throwPgError(handle, result);
    }
    const qint64 rows = QByteArray(PQcmdTuples(result)).toLongLong();
    PQclear(result);
    while (pg_result *more = PQgetResult(handle))
        PQclear(more);
    return rows;
}

void leave(pg_conn *handle)
{
    while (pg_result *result = PQgetResult(handle)) {
        const bool copying = PQresultStatus(result) == PGRES_COPY_OUT || PQresultStatus(result) == PGRES_COPY_IN;
        PQclear(result);
        if (copying && PQstatus(handle) == CONNECTION_BAD)
            return;
    }
}
}

CopyOut::CopyOut(Connection &connection, const QByteArray &sql) : m_handle(begin(connection, sql, PGRES_COPY_OUT)) {}

CopyOut::~CopyOut()
{
    PQfreemem(m_line);
    if (m_done)
        return;
    char reason[256];
    if (PGcancel *cancel = PQgetCancel(m_handle)) {
        PQcancel(cancel, reason, sizeof reason);
        PQfreeCancel(cancel);
    }
    char *line = nullptr;
    while (PQgetCopyData(m_handle, &line, 0) > 0)
        PQfreemem(line);
    leave(m_handle);
}

std::optional<QByteArrayView> CopyOut::next()
{
    PQfreemem(std::exchange(m_line, nullptr));
    const int size = PQgetCopyData(m_handle, &m_line, 0);
    if (size > 0)
        return QByteArrayView(m_line, size - 1);
    m_done = true;
    end(m_handle);
    return {};
}

CopyIn::CopyIn(Connection &connection, const QByteArray &sql) : m_handle(begin(connection, sql, PGRES_COPY_IN)) {}

CopyIn::~CopyIn()
{
    if (m_done)
        return;
    PQputCopyEnd(m_handle, "the copy was stopped");
    leave(m_handle);
}

void CopyIn::write(QByteArrayView lines)
{
    constexpr qsizetype AtOnce = 1 << 20;
    for (qsizetype at = 0; at < lines.size(); at += AtOnce) {
        const QByteArrayView piece = lines.sliced(at, std::min(AtOnce, lines.size() - at));
        if (PQputCopyData(m_handle, piece.data(), int(piece.size())) != 1) {
            m_done = true;
            end(m_handle); // says why, when it can
            throwPgError(m_handle, nullptr);
        }
    }
}

qint64 CopyIn::finish()
{
    m_done = true;
    if (PQputCopyEnd(m_handle, nullptr) != 1)
        throwPgError(m_handle, nullptr);
    return end(m_handle);
}

}
