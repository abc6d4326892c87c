#include "app/store/database.h"

#include "app/journal/journal.h"
#include "app/store/migrator.h"
#include "app/store/storeerror.h"
#include "app/store/watcher.h"

#include <QCoreApplication>
#include <QDir>
#include <future>
#include <sodium.h>

namespace backroom {

namespace {
std::atomic<quint64> lastSerial = 0;

// What this thread used last, so that finding its connection costs no lock.
struct Latest
{
    quint64 database = 0;
    Connection *connection = nullptr;
};
thread_local Latest latest;

QByteArray randomHex(size_t size)
{
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    randombytes_buf(bytes.data(), size);
    return bytes.toHex();
}
}

// Closes a thread's connections when the thread ends.
class ThreadConnections {
public:
    ~ThreadConnections()
    {
        for (const auto &weak : m_used) {
            if (const auto connections = weak.lock()) {
                std::unique_ptr<Connection> mine;
                const std::lock_guard lock(connections->mutex);
                if (const auto found = connections->byThread.find(std::this_thread::get_id());
                    found != connections->byThread.end()) {
                    mine = std::move(found->second);
                    connections->byThread.erase(found);
                }
            }
        }
    }
    void use(const std::shared_ptr<Database::Connections> &connections)
    {
        std::erase_if(m_used, [](const auto &weak) { return weak.expired(); });
        m_used.push_back(connections);
    }

private:
    std::vector<std::weak_ptr<Database::Connections>> m_used;
};
namespace {
thread_local ThreadConnections threadConnections;
}

Database::Database(const StoreConfig &config, const Clock &clock)
    : m_config(config), m_clock(clock), m_serial(++lastSerial)
{}

Database::~Database()
{
    m_writer.reset();
    m_watcher.reset();
    const std::lock_guard lock(m_connections->mutex);
    m_connections->byThread.clear();
}

Result<std::unique_ptr<Database>> Database::open(const StoreConfig &config, const Clock &clock, Open how)
{
    if (sodium_init() < 0)
        return fail(ErrorCode::Internal, QStringLiteral("libsodium does not start."));
    std::unique_ptr<Database> database(new Database(config, clock));
    if (const auto prepared = database->prepare(how); !prepared)
        return fail(prepared.error());
    return database;
}

Result<> Database::prepare(Open how)
{
    const bool create = how == Open::OrCreate;
    if (create && !QDir().mkpath(m_config.dataDir))
        return fail(ErrorCode::Unavailable,
                    QCoreApplication::translate(
                        "backroom",
                        "The folder %1 cannot be made. Choose another, or give your account the right to write there.")
                        .arg(m_config.dataDir));
    auto opened = Connection::open(m_config, create);
    if (!opened)
        return fail(opened.error());
    if (const auto migrated = migrate(**opened, m_clock, create); !migrated)
        return fail(migrated.error());
    if (const auto loaded = loadSecrets(**opened); !loaded)
        return fail(loaded.error());
    m_watcher = std::make_unique<Watcher>(m_config, m_feed);
    if (const auto started = m_watcher->start(**opened); !started)
        return fail(started.error());
    if (kind() == StoreKind::Sqlite)
        m_writer = std::make_unique<Writer>(m_config, *std::move(opened), m_clock, m_secrets, m_feed, *m_watcher);
    return {};
}

Result<> Database::loadSecrets(Connection &connection)
{
    try {
        connection.command(kind() == StoreKind::Sqlite ? "BEGIN IMMEDIATE"
                                                       : "BEGIN; SELECT pg_advisory_xact_lock(7305432119)");
        for (const auto &[name, size] :
             {std::pair{"store_id", 16U}, std::pair{"cursor_key", 32U}, std::pair{"chain_key", 32U}})
            connection.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name,
                            randomHex(size));
        const auto value = [&connection](const char *name) {
            Query row = connection.query("SELECT value FROM meta WHERE name = ?", name);
            return row.next() ? QByteArray::fromHex(row.bytes(0)) : QByteArray();
        };
        m_secrets = {value("store_id").toHex(), value("cursor_key"), value("chain_key")};
        if (!connection.query("SELECT 1 FROM journal_head").next()) {
            const Actor self = Actor::system(QStringLiteral("Backroom"));
            Transaction transaction(connection, m_clock.now(), m_secrets, self);
            journal::begin(transaction);
        }
        connection.command("COMMIT");
        return {};
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
}

Result<Connection *> Database::connection()
{
    if (latest.database == m_serial)
        return latest.connection;
    const std::lock_guard lock(m_connections->mutex);
    auto &mine = m_connections->byThread[std::this_thread::get_id()];
    if (!mine) {
        auto opened = Connection::open(m_config);
        if (!opened)
            return fail(opened.error());
        mine = *std::move(opened);
        threadConnections.use(m_connections);
    }
    latest = {m_serial, mine.get()};
    return mine.get();
}

void Database::dropConnection()
{
    latest = {};
    const std::lock_guard lock(m_connections->mutex);
    m_connections->byThread.erase(std::this_thread::get_id());
}

Result<> Database::readSnapshot(const std::function<void(Reader &)> &fn)
{
    // A server that went away and came back is met by the second try.
    for (int attempt = 1;; ++attempt) {
        const Result<Connection *> mine = connection();
        if (!mine)
            return fail(mine.error());
        Connection &connection = **mine;
        try {
            if (kind() == StoreKind::Sqlite)
                connection.exec("BEGIN");
            else
                connection.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            Reader reader(connection, m_clock.now(), m_secrets);
            fn(reader);
            connection.exec("COMMIT");
            return {};
        } catch (const StoreError &error) {
            qWarning("reading failed: %s", error.what());
            dropConnection();
            if (error.kind == StoreError::Kind::Lost && attempt == 1)
                continue;
            return fail(error.toError());
        }
    }
}

void Database::write(const Actor &actor, Work work, Done done, Durability durability)
{
    if (m_writer)
        return m_writer->write({actor, std::move(work), std::move(done), durability});
    Commit commit;
    const Result<> result = writeHere(actor, work, durability, commit);
    m_feed.committed(commit);
    if (done)
        done(result);
}

Result<> Database::writeHere(const Actor &actor, const Work &work, Durability durability, Commit &commit)
{
    constexpr int MaxTries = 8;
    for (int attempt = 1;; ++attempt) {
        const Result<Connection *> mine = connection();
        if (!mine)
            return fail(mine.error());
        Connection &connection = **mine;
        bool committing = false;
        try {
            connection.command(durability == Durability::Relaxed ? "BEGIN; SET LOCAL synchronous_commit = off"
                                                                 : "BEGIN");
            Transaction transaction(connection, m_clock.now(), m_secrets, actor);
            const Result<> result = work(transaction);
            if (!result) {
                connection.command("ROLLBACK");
                return result;
            }
            const Commit written = journal::finish(transaction);
            committing = true;
            connection.command("COMMIT");
            m_watcher->committedHere(written.seq);
            commit = written;
            return {};
        } catch (const StoreError &error) {
            using Kind = StoreError::Kind;
            const bool again = error.kind == Kind::Unique || error.kind == Kind::Serialization
                || (error.kind == Kind::Lost && !committing);
            if (error.kind == Kind::Lost) {
                dropConnection();
            } else {
                try {
                    connection.command("ROLLBACK");
                } catch (const StoreError &) {
                    dropConnection();
                }
            }
            if (again && attempt < MaxTries && !(error.kind == Kind::Lost && attempt > 1))
                continue;
            qWarning("writing failed: %s", error.what());
            return fail(error.toError());
        }
    }
}

Result<> Database::writeAndWait(const Actor &actor, Work work)
{
    std::promise<Result<>> promise;
    auto future = promise.get_future();
    write(actor, std::move(work), [&promise](const Result<> &result) { promise.set_value(result); });
    return future.get();
}

}
