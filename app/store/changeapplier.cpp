#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "app/store/changeapplier.h"

#include "app/store/changesetrows.h"
#include "app/store/sqlitestatement.h"

#include <QCoreApplication>
#include <sqlite3.h>

namespace backroom {

namespace {
struct Met
{
    int conflict = 0;
};

int conflict(void *context, int what, sqlite3_changeset_iter * /*at*/)
{
    static_cast<Met *>(context)->conflict = what;
    return SQLITE_CHANGESET_ABORT;
}
}

ChangeApplier::ChangeApplier(Connection &copy) : m_copy(copy)
{
    copy.command("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF");
    sqlite3_db_config(copy.sqlite(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
}

Result<> ChangeApplier::apply(const recording::Change &change)
{
    if (!m_inTransaction)
        m_copy.command("BEGIN");
    m_inTransaction = true;
    if (!change.ends) {
        m_gathered += change.bytes;
        return {};
    }
    const QByteArray whole = m_gathered.isEmpty() ? change.bytes : m_gathered + change.bytes;
    m_gathered.clear();
    if (auto done = carryOut(whole); !done)
        return done;
    setSequences(change.sequences);
    return {};
}

void ChangeApplier::commit()
{
    if (m_inTransaction)
        m_copy.command("COMMIT");
    m_inTransaction = false;
}

Result<> ChangeApplier::carryOut(const QByteArray &changeset)
{
    if (changeset.isEmpty())
        return {};
    Met met;
    const int code = sqlite3changeset_apply(m_copy.sqlite(), int(changeset.size()),
                                            const_cast<char *>(changeset.constData()), nullptr, conflict, &met);
    if (code == SQLITE_OK)
        return {};
    // Unique values that rows handed to each other cannot be set one row after the other.
    if (met.conflict == SQLITE_CHANGESET_CONSTRAINT && applyByRows(m_copy, changeset))
        return {};
    if (code != SQLITE_ABORT && met.conflict == 0 && code != SQLITE_CORRUPT)
        throwSqliteError(m_copy.sqlite());
    return fail(
        ErrorCode::Malformed,
        QCoreApplication::translate(
            "backroom",
            "A recorded change does not fit what was there before it: the shop's file was changed by another program, or a backup is damaged. Choose an earlier moment."));
}

void ChangeApplier::setSequences(const QByteArray &lines)
{
    for (const QByteArray &line : lines.split('\n')) {
        const QByteArrayList words = line.split('\t');
        if (words.size() != 2)
            continue;
        if (m_copy.exec("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", words[1].toLongLong(), words[0]) == 0)
            m_copy.exec("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", words[0], words[1].toLongLong());
    }
}

}
