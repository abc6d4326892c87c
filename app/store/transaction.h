#pragma once
// What a service function is handed: a Reader sees one snapshot of the store, a Transaction also changes it. Neither
// is opened by a service; Database does that, and only it commits.
#include "app/base/actor.h"
#include "app/base/clock.h"
#include "app/journal/entry.h"
#include "app/store/connection.h"

namespace backroom {

// Keys made with the store, the same for every process on it.
struct StoreSecrets
{
    QByteArray storeId; // names the store, not secret
    QByteArray cursorKey; // cursors are authenticated with it
    QByteArray chainKey; // the journal's hashes are keyed with it
    QByteArray imagesKey; // images that lie beside backups are named and sealed with it
    QByteArray changesKey; // recorded changes are sealed with it outside the store
};

class Reader {
public:
    Reader(Connection &connection, Millis now, const StoreSecrets &secrets)
        : m_connection(connection), m_now(now), m_secrets(secrets)
    {}

    template<typename... Args> Query query(QByteArrayView sql, const Args &...args)
    {
        return m_connection.query(sql, args...);
    }
    // The first column of the first row, for counts and the like; nothing when there is no row.
    template<typename... Args> std::optional<qint64> number(QByteArrayView sql, const Args &...args)
    {
        Query rows = m_connection.query(sql, args...);
        return rows.next() && !rows.isNull(0) ? std::optional(rows.int64(0)) : std::nullopt;
    }
    // One statement for many sets of parameters: see Connection::each().
    template<typename Bind, typename Row> void each(QByteArrayView sql, qsizetype count, Bind &&bind, Row &&row)
    {
        m_connection.each(sql, count, std::forward<Bind>(bind), std::forward<Row>(row), [] {});
    }
    template<typename Bind, typename Row, typename Meanwhile>
    void each(QByteArrayView sql, qsizetype count, Bind &&bind, Row &&row, Meanwhile &&meanwhile)
    {
        m_connection.each(sql, count, std::forward<Bind>(bind), std::forward<Row>(row),
                          std::forward<Meanwhile>(meanwhile));
    }
    StoreKind kind() const { return m_connection.kind(); }
    // The same moment throughout.
    Millis now() const { return m_now; }
    const StoreSecrets &secrets() const { return m_secrets; }
    Connection &connection() { return m_connection; }

protected:
    Connection &m_connection;
    Millis m_now;
    const StoreSecrets &m_secrets;
};

class Transaction : public Reader {
public:
    Transaction(Connection &connection, Millis now, const StoreSecrets &secrets, const Actor &actor)
        : Reader(connection, now, secrets), m_actor(actor)
    {}

    // Rows touched.
    template<typename... Args> qint64 exec(QByteArrayView sql, const Args &...args)
    {
        return m_connection.exec(sql, args...);
    }
    // When nobody needs to know: see Connection::post().
    template<typename... Args> void post(QByteArrayView sql, const Args &...args) { m_connection.post(sql, args...); }
    // INSERT … RETURNING id.
    template<typename IdType, typename... Args> IdType insert(QByteArrayView sql, const Args &...args)
    {
        Query rows = m_connection.query(sql, args...);
        rows.next();
        const IdType id = rows.template id<IdType>(0);
        while (rows.next()) { // SQLite ends the statement only when it was stepped to its end
        }
        return id;
    }

    const Actor &actor() const { return m_actor; }
    // The one entry that this call leaves; a second one is a fault of ours. Written in the last statements.
    void journal(JournalEntry entry);
    // The entry that this call leaves takes that one back: the journal says so beside both.
    void undoing(qint64 seq) { m_undoing = seq; }
    std::optional<qint64> undone() const { return m_undoing; }
    // Announced with the commit, beside what the journal entry says.
    void changed(Topic topic, qint64 id = 0);

    // Where the journal ends, once it was asked for: kept by journal::queue().
    std::optional<Query> journalHead;

    const std::optional<JournalEntry> &entry() const { return m_entry; }
    const QList<Change> &changes() const { return m_changes; }

private:
    const Actor &m_actor;
    std::optional<JournalEntry> m_entry;
    std::optional<qint64> m_undoing;
    QList<Change> m_changes;
};

}
