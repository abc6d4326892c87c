#include "app/store/watcher.h"

#include "app/store/pggate.h"
#include "app/store/pgstatement.h"
#include "app/store/storeerror.h"

#include <libpq-fe.h>

namespace backroom {

namespace {
constexpr auto Interval = std::chrono::milliseconds(250);
constexpr int Slice = 1000;

QByteArray lastRestore(Connection &connection)
{
    Query row = connection.query("SELECT value FROM meta WHERE name = 'restore'");
    return row.next() ? row.bytes(0) : QByteArray();
}

// Everything may be another than it was.
Commit allTopics(qint64 seq)
{
    Commit commit{seq, {}, true};
    for (int topic = 0; topic <= int(Topic::Backups); ++topic)
        commit.changes << Change{Topic(topic), 0};
    return commit;
}
}

Watcher::~Watcher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_stopped.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

Result<> Watcher::start(Connection &connection)
{
    try {
        Query head = connection.query("SELECT seq FROM journal_head WHERE id = 1");
        m_seen = head.next() ? head.int64(0) : 0;
        m_restore = lastRestore(connection);
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    m_thread = std::thread([this] { run(); });
    return {};
}

void Watcher::committing(qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    if (seq > m_seen)
        m_own.insert(seq);
}

void Watcher::notCommitted(qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    // Met meanwhile: another process has it under this number. It is met again, as what it is.
    if (seq > 0 && m_own.erase(seq) == 0 && seq <= m_seen)
        m_seen = seq - 1;
}

void Watcher::run()
{
    std::unique_ptr<Connection> connection;
    qint64 version = -1;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_stopped.wait_for(lock, Interval, [this] { return m_stop; }))
                return;
        }
        try {
            if (!connection) {
                auto opened = Connection::open(m_config);
                if (!opened)
                    continue; // a server that is away is asked again at the next turn
                connection = *std::move(opened);
                version = -1;
                if (connection->kind() == StoreKind::Postgres) {
                    connection->command(PgGate::Stay);
                    connection->command("LISTEN backroom");
                }
            }
            bool news = version < 0;
            if (connection->kind() == StoreKind::Sqlite) {
                Query row = connection->query("PRAGMA data_version");
                row.next();
                news = news || row.int64(0) != version;
                version = row.int64(0);
            } else {
                version = 0;
                news = listen(*connection) || news;
            }
            if (news) {
                const AnswerGuard::Call call(m_guard, m_guard ? PQsocket(connection->postgres()) : -1);
                announceNew(*connection);
            }
        } catch (const std::exception &error) {
            qWarning("watching the store failed: %s", error.what());
            connection.reset();
        }
    }
}

bool Watcher::listen(Connection &connection)
{
    if (PQconsumeInput(connection.postgres()) == 0)
        throwPgError(connection.postgres(), nullptr);
    bool any = false;
    while (PGnotify *notice = PQnotifies(connection.postgres())) {
        any = true;
        PQfreemem(notice);
    }
    return any;
}

void Watcher::announceNew(Connection &connection)
{
    noteRestore(connection);
    while (announceSome(connection)) {}
}

// After a restore the journal ends elsewhere, perhaps before what was seen of it.
void Watcher::noteRestore(Connection &connection)
{
    const QByteArray restore = lastRestore(connection);
    if (restore == m_restore)
        return;
    m_restore = restore;
    qint64 seq = 0;
    {
        Query head = connection.query("SELECT seq FROM journal_head WHERE id = 1");
        seq = head.next() ? head.int64(0) : 0;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_seen = seq;
        m_own.clear();
    }
    m_feed.committed(allTopics(seq));
}

// False when it came to the end.
bool Watcher::announceSome(Connection &connection)
{
    qint64 seen = 0;
    {
        const std::lock_guard lock(m_mutex);
        seen = m_seen;
    }
    QList<Commit> commits;
    Query rows = connection.query("SELECT seq, topics FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", seen, Slice);
    while (rows.next()) {
        Commit commit{rows.int64(0), {}, true};
        for (const QByteArray &text : rows.bytes(1).split(',')) {
            const qsizetype colon = text.indexOf(':');
            if (const auto topic = parseTopic(QByteArrayView(text).first(std::max<qsizetype>(0, colon))))
                commit.changes << Change{*topic, text.sliced(colon + 1).toLongLong()};
        }
        commits << commit;
    }
    for (const Commit &commit : std::as_const(commits)) {
        bool own = false;
        {
            const std::lock_guard lock(m_mutex);
            m_seen = commit.seq;
            own = m_own.erase(commit.seq) > 0;
            if (m_stop)
                return false;
        }
        if (!own)
            m_feed.committed(commit);
    }
    return commits.size() == Slice;
}

}
