#include "app/store/changerecorder.h"

#include "app/store/recording.h"
#include "app/store/sqlitestatement.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr qsizetype MaxRow = 960 * 1024; // with what belongs to it, it fits into one piece of a segment

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

void ChangeRecorder::begin(Connection &connection)
{
    if (!m_notes)
        m_notes = std::make_unique<ChangeNotes>(connection.sqlite(), recording::isRecorded);
    m_recording = connection.query("SELECT 1 FROM recording WHERE active = 1").next();
    if (!m_recording)
        return m_notes->end();
    m_notes->begin();
    if (m_sequences.isEmpty())
        newSequences(connection); // whoever gave these has written them down
}

void ChangeRecorder::finish(Connection &connection, Millis now)
{
    if (!std::exchange(m_recording, false) || m_notes->isEmpty())
        return;
    QByteArrayList rows;
    const int code = m_notes->write(rows, MaxRow);
    m_notes->end();
    if (code != SQLITE_OK) {
        if (isTheStores(code))
            throwSqliteError(connection.sqlite());
        qWarning("changes could not be recorded (%d): a new epoch begins", code);
        recording::renew(connection);
        return;
    }
    const QByteArray sequences = newSequences(connection);
    if (rows.isEmpty()) { // what was changed was changed back; but ids may have been given
        if (sequences.isEmpty())
            return;
        rows.append(QByteArray());
    }
    QByteArray epoch;
    qint64 seq = 0;
    {
        Query row = connection.query("UPDATE recording SET seq = seq + ? RETURNING epoch, seq - ?", qint64(rows.size()),
                                     qint64(rows.size()));
        if (!row.next())
            return;
        epoch = row.bytes(0);
        seq = row.int64(1);
        while (row.next()) { // SQLite ends the statement only when it was stepped to its end
        }
    }
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const bool ends = i + 1 == rows.size();
        connection.exec(
            "INSERT INTO recorded_changes (seq, epoch, at, ends, sequences, bytes) VALUES (?, ?, ?, ?, ?, ?)", ++seq,
            epoch, now, ends, ends ? sequences : QByteArray(), Blob{rows.at(i)});
    }
}

void ChangeRecorder::drop()
{
    m_notes.reset();
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
