#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "app/store/changerecorder.h"

#include "app/store/recording.h"
#include "app/store/sqlitestatement.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr qsizetype MaxRow = 960 * 1024; // with what belongs to it, it fits into one piece of a segment

int isRecorded(void * /*context*/, const char *table) { return recording::isRecorded(table) ? 1 : 0; }

// Cuts what a session gives into rows.
struct Rows
{
    QList<QByteArray> bytes;
};

int take(void *context, const void *data, int size)
{
    auto &rows = static_cast<Rows *>(context)->bytes;
    QByteArrayView rest(static_cast<const char *>(data), size);
    while (!rest.isEmpty()) {
        if (rows.isEmpty() || rows.constLast().size() == MaxRow)
            rows.append(QByteArray());
        const qsizetype fits = std::min(MaxRow - rows.constLast().size(), rest.size());
        rows.last().append(rest.first(fits));
        rest = rest.sliced(fits);
    }
    return SQLITE_OK;
}

// The disk's fault, not the noting's: the transaction has met it, or will.
bool isTheStores(int code)
{
    switch (code & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CORRUPT:
    case SQLITE_READONLY:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN: return true;
    default: return false;
    }
}
}

void ChangeRecorder::End::operator()(sqlite3_session *session) const { sqlite3session_delete(session); }

void ChangeRecorder::begin(Connection &connection)
{
    m_session.reset();
    if (!connection.query("SELECT 1 FROM recording WHERE active = 1").next())
        return;
    sqlite3_session *session = nullptr;
    int code = sqlite3session_create(connection.sqlite(), "main", &session);
    m_session.reset(session);
    if (code == SQLITE_OK) {
        sqlite3session_table_filter(session, isRecorded, nullptr);
        code = sqlite3session_attach(session, nullptr);
    }
    if (code == SQLITE_OK) {
        if (m_sequences.isEmpty())
            newSequences(connection); // whoever gave these has written them down
        return;
    }
    qWarning("changes cannot be recorded (%d): a new epoch begins", code);
    m_session.reset();
    recording::renew(connection);
}

void ChangeRecorder::finish(Connection &connection, Millis now)
{
    if (!m_session)
        return;
    const auto session = std::move(m_session);
    if (sqlite3session_isempty(session.get()) != 0)
        return;
    Rows rows;
    const int code = sqlite3session_changeset_strm(session.get(), take, &rows);
    if (code != SQLITE_OK) {
        if (isTheStores(code))
            throwSqliteError(connection.sqlite());
        qWarning("changes could not be recorded (%d): a new epoch begins", code);
        recording::renew(connection);
        return;
    }
    const QByteArray sequences = newSequences(connection);
    if (rows.bytes.isEmpty()) { // what was changed was changed back; but ids may have been given
        if (sequences.isEmpty())
            return;
        rows.bytes.append(QByteArray());
    }
    QByteArray epoch;
    qint64 seq = 0;
    {
        Query row = connection.query("UPDATE recording SET seq = seq + ? RETURNING epoch, seq - ?",
                                     qint64(rows.bytes.size()), qint64(rows.bytes.size()));
        if (!row.next())
            return;
        epoch = row.bytes(0);
        seq = row.int64(1);
        while (row.next()) { // SQLite ends the statement only when it was stepped to its end
        }
    }
    for (qsizetype i = 0; i < rows.bytes.size(); ++i) {
        const bool ends = i + 1 == rows.bytes.size();
        connection.exec(
            "INSERT INTO recorded_changes (seq, epoch, at, ends, sequences, bytes) VALUES (?, ?, ?, ?, ?, ?)", ++seq,
            epoch, now, ends, ends ? sequences : QByteArray(), Blob{rows.bytes.at(i)});
    }
}

void ChangeRecorder::drop()
{
    m_session.reset();
    m_sequences.clear(); // may have been written down in what was taken back
}

// A session does not see them. Those that are not as they were written down last, a line each.
QByteArray ChangeRecorder::newSequences(Connection &connection)
{
    QByteArray changed;
    Query rows = connection.query("SELECT name, seq FROM sqlite_sequence");
    while (rows.next()) {
        const QByteArray name = rows.bytes(0);
        qint64 &known = m_sequences[name];
        if (known == rows.int64(1))
            continue;
        known = rows.int64(1);
        changed += name + '\t' + QByteArray::number(known) + '\n';
    }
    return changed;
}

}
