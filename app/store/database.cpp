#include "app/store/database.h"

#include "app/journal/journal.h"
#include "app/log/logscope.h"
#include "app/store/answerguard.h"
#include "app/store/migrator.h"
#include "app/store/pggate.h"
#include "app/store/recording.h"
#include "app/store/storeerror.h"
#include "app/store/watcher.h"

#include <QCoreApplication>
#include <QDir>
#include <future>
#include <libpq-fe.h>
#include <sodium.h>
#include <stdexcept>

namespace backroom {

namespace {
std::atomic<quint64> lastSerial = 0;

// Whether this thread is inside a transaction of a connection, until the end of the scope.
class Inside {
public:
    Inside(Connection &connection, AnswerGuard *guard) : m_connection(&connection)
    {
        connection.inTransaction = true;
        if (guard)
            m_call.emplace(guard, PQsocket(connection.postgres()));
    }
    ~Inside()
    {
        if (m_connection)
            m_connection->inTransaction = false;
    }
    Q_DISABLE_COPY_MOVE(Inside)
    // The connection is about to go.
    void dropped()
    {
        m_connection = nullptr;
        m_call.reset();
    }

private:
    Connection *m_connection;
    std::optional<AnswerGuard::Call> m_call;
};

// Whether the transaction was ended, so that the connection may go on; one that cannot do even that is no good any more.
bool isTakenBack(Connection &connection)
{
    try {
        connection.command("ROLLBACK");
        return true;
    } catch (const StoreError &) {
        return false;
    }
}

// After these nobody knows what a connection is worth. All else is the fault of one statement, which must not cost
// every caller who asks for nonsense a new connection.
bool spoilsConnection(StoreError::Kind kind)
{
    using Kind = StoreError::Kind;
    return kind == Kind::Lost || kind == Kind::Io || kind == Kind::Corrupt;
}

QByteArray randomHex(size_t size)
{
    QByteArray bytes(qsizetype(size), Qt::Uninitialized);
    randombytes_buf(bytes.data(), size);
    return bytes.toHex();
}
}

Database::Database(const StoreConfig &config, const Clock &clock)
    : m_config(config), m_clock(clock), m_serial(++lastSerial)
{}

Database::~Database()
{
    if (m_writer)
        m_writer->finish(); // and only then forgotten: what it calls back may look for it
    if (m_writers)
        m_writers->finish();
    m_writer.reset();
    m_writers.reset();
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
    const bool asItIs = how == Open::AsItIs;
    if (const auto migrated = asItIs ? Result<>() : migrate(**opened, m_clock, create); !migrated)
        return fail(migrated.error());
    if (auto loaded = loadSecrets(**opened, how); !loaded || asItIs)
        return loaded;
    if (kind() == StoreKind::Postgres)
        m_guard = std::make_unique<AnswerGuard>(m_config);
    m_watcher = std::make_unique<Watcher>(m_config, m_feed, m_guard.get());
    if (const auto started = m_watcher->start(**opened); !started)
        return fail(started.error());
    if (kind() == StoreKind::Sqlite)
        m_writer =
            std::make_unique<Writer>(m_config, *std::move(opened), m_clock, m_secrets, m_feed, *m_watcher, m_figures);
    else
        m_writers = std::make_unique<WriterPool>([this](const WriteJob &job) { writeAndTell(job); });
    return {};
}

Result<> Database::loadSecrets(Connection &connection, Open how)
{
    try {
        connection.command(kind() == StoreKind::Sqlite ? "BEGIN IMMEDIATE"
                                                       : "BEGIN; SELECT pg_advisory_xact_lock(7305432119)");
        qint64 made = 0;
        for (const auto &[name, size] :
             {std::pair{"store_id", 16U}, std::pair{"cursor_key", 32U}, std::pair{"chain_key", 32U},
              std::pair{"images_key", 32U}, std::pair{"changes_key", 32U}})
            made += connection.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", name,
                                    randomHex(size));
        // Not by the writer's hand, so no recorded change; a store that is older begins anew when it is brought to today's.
        if (made > 0 && kind() == StoreKind::Sqlite && how != Open::AsItIs)
            recording::renew(connection);
        const auto value = [&connection](const char *name) {
            Query row = connection.query("SELECT value FROM meta WHERE name = ?", name);
            return row.next() ? QByteArray::fromHex(row.bytes(0)) : QByteArray();
        };
        m_secrets = {value("store_id").toHex(), value("cursor_key"), value("chain_key"), value("images_key"),
                     value("changes_key")};
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

Result<> Database::readSnapshot(const std::function<void(Reader &)> &fn)
{
    // A server that went away and came back is met by the second try.
    for (int attempt = 1;; ++attempt) {
        const Result<Connection *> mine = connection();
        if (!mine)
            return fail(mine.error());
        Connection &connection = **mine;
        if (connection.inTransaction) { // a read inside another sees what that one sees, and fails with it
            Reader reader(connection, m_clock.now(), m_secrets);
            fn(reader);
            return {};
        }
        Inside inside(connection, m_guard.get());
        const auto drop = [&] {
            inside.dropped();
            dropConnection();
        };
        const StopWatch reading;
        try {
            if (kind() == StoreKind::Sqlite)
                connection.exec("BEGIN");
            else
                connection.postCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            Reader reader(connection, m_clock.now(), m_secrets);
            fn(reader);
            if (kind() == StoreKind::Sqlite)
                connection.exec("COMMIT");
            else
                connection.postCommand("COMMIT");
            connection.settle();
            m_figures.readMicros.add(reading.micros());
            return {};
        } catch (const StoreError &error) {
            qWarning("reading failed: %s", error.what());
            if (spoilsConnection(error.kind) || !isTakenBack(connection))
                drop();
            if (error.kind == StoreError::Kind::Lost && attempt == 1)
                continue;
            return fail(error.toError());
        } catch (const std::exception &error) {
            if (!isTakenBack(connection))
                drop();
            return fail(faultOf(error));
        }
    }
}

void Database::write(const Actor &actor, Work work, Done done, Durability durability)
{
    if (m_writer)
        return m_writer->write({actor, std::move(work), std::move(done), durability});
    m_writers->write({actor, std::move(work), std::move(done), durability});
}

void Database::writeAndTell(const WriteJob &job)
{
    m_figures.waitMicros.add(job.asked.micros());
    Commit commit;
    const Result<> result = writeHere(job.actor, job.work, job.durability, commit);
    m_feed.committed(commit);
    try {
        if (job.done)
            job.done(result);
    } catch (const std::exception &error) {
        qCritical("a fault after a commit: %s", error.what());
    }
}

namespace {
// From here on a commit of this session is waited for on the disk only where Connection::commit() does. And what it
// writes finds its rows by their keys: plans are kept, and one made while a table was as good as empty would read the
// whole of it ever after, until the server has counted the rows anew. (Where there is no key it is read as a whole all the
// same, at a reckoned cost that would have the statement compiled first.)
void beginWriting(Connection &connection)
{
    QByteArray level;
    {
        Query row = connection.query("SELECT current_setting('synchronous_commit')");
        level = row.next() ? row.bytes(0) : QByteArray();
    }
    connection.command("SET synchronous_commit = off; SET enable_seqscan = off; SET jit = off");
    connection.commitLevel = level.isEmpty() ? QByteArray("on") : level;
}
}

Result<> Database::writeHere(const Actor &actor, const Work &work, Durability durability, Commit &commit)
{
    const LogScope scope(actor);
    using Kind = StoreError::Kind;
    constexpr int MaxTries = 8;
    // Waiting for somebody's lock is cut off by the server; it is not waited for eight times.
    constexpr auto MaxTime = std::chrono::seconds(10);
    const auto began = std::chrono::steady_clock::now();
    for (int attempt = 1;; ++attempt) {
        const Result<Connection *> mine = connection();
        if (!mine)
            return fail(mine.error());
        Connection &connection = **mine;
        if (connection.inTransaction)
            return fail(faultOf(std::logic_error("a write inside a read or write of the same thread")));
        Inside inside(connection, m_guard.get());
        const auto drop = [&] {
            inside.dropped();
            dropConnection();
        };
        const auto takeBack = [&] {
            if (!isTakenBack(connection))
                drop();
        };
        qint64 committing = 0;
        bool atCommit = false;
        bool held = false;
        try {
            if (connection.commitLevel.isEmpty())
                beginWriting(connection);
            connection.postCommand("BEGIN");
            connection.post(PgGate::Pass);
            Transaction transaction(connection, m_clock.now(), m_secrets, actor);
            Result<> result = work(transaction);
            if (!result) {
                transaction.journalHead.reset(); // a question of the connection's, which may go
                takeBack();
                return result;
            }
            const Commit written = journal::finish(transaction);
            committing = written.seq;
            atCommit = true;
            m_watcher->committing(committing);
            const StopWatch watch;
            commit = written;
            connection.commit(durability == Durability::Durable, held);
            m_figures.commitMicros.add(watch.micros());
            m_figures.batchCalls.add(1);
            return {};
        } catch (const StoreError &error) {
            if (held) { // and will probably stay; but nobody may rely on it
                qWarning("what was committed may not be on the disk: %s", error.what());
                drop();
                return fail(error.toError());
            }
            commit = {};
            m_watcher->notCommitted(committing);
            const bool again = error.kind == Kind::Unique || error.kind == Kind::Serialization
                || (error.kind == Kind::Lost && !atCommit && attempt == 1);
            if (spoilsConnection(error.kind))
                drop();
            else
                takeBack();
            if (again && attempt < MaxTries && std::chrono::steady_clock::now() - began < MaxTime)
                continue;
            ++m_figures.failures;
            qWarning("writing failed: %s", error.what());
            return fail(error.toError());
        } catch (const std::exception &error) {
            commit = {};
            m_watcher->notCommitted(committing);
            takeBack();
            return fail(faultOf(error));
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
