#include "app/store/writer.h"

#include "app/journal/journal.h"
#include "app/log/logscope.h"
#include "app/log/threadname.h"
#include "app/store/restoregate.h"
#include "app/store/storeerror.h"
#include "app/store/watcher.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr size_t MaxBatch = 128;
constexpr qint64 MaxBatchMicros = 5'000; // of work; the rest is the next batch
constexpr size_t MaxWaiting = 4096;
constexpr int MaxTries = 4;
constexpr int MaxBeginTries = 10; // of busy_timeout each

// Of what it has just written, which is mostly the access log, the writer reads little again: it keeps fewer pages in
// memory than the readers, so that a server's memory stops growing after its first hour. What a batch changes stays in
// memory to its end all the same: in a large shop that is many pages, which would else be written more than once.
void keepFewPages(Connection &connection)
{
    try {
        connection.command("PRAGMA cache_size = -4000; PRAGMA cache_spill = 8000");
    } catch (const StoreError &error) {
        qWarning("the writer keeps more pages: %s", error.what());
    }
}

// The whole transaction is gone or worthless, not just the call that met it.
bool endsTransaction(StoreError::Kind kind)
{
    using Kind = StoreError::Kind;
    return kind == Kind::Full || kind == Kind::Io || kind == Kind::Corrupt || kind == Kind::ReadOnly
        || kind == Kind::Lost;
}
}

Writer::Writer(const StoreConfig &config, std::unique_ptr<Connection> connection, const Clock &clock,
               const StoreSecrets &secrets, ChangeFeed &feed, Watcher &watcher, StoreFigures &figures)
    : m_config(config),
      m_gate(RestoreGate::pathOf(config)),
      m_connection(std::move(connection)),
      m_clock(clock),
      m_secrets(secrets),
      m_feed(feed),
      m_watcher(watcher),
      m_queue(MaxWaiting),
      m_figures(figures),
      m_thread([this] { run(); })
{}

Writer::~Writer() { finish(); }

void Writer::finish()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::write(WriteJob job)
{
    // A push that says no has left the job untouched.
    if (!m_queue.push(std::move(job)) && job.done) // NOLINT(bugprone-use-after-move)
        job.done(fail(StoreError(StoreError::Kind::Serialization, "writer's queue").toError()));
}

void Writer::run()
{
    keepFewPages(*m_connection);
    nameThread("writer");
    for (;;) {
        std::vector<WriteJob> jobs = m_queue.take(MaxBatch);
        if (jobs.empty())
            return;
        while (!jobs.empty())
            runBatch(jobs);
    }
}

void Writer::runBatch(std::vector<WriteJob> &jobs)
{
    std::vector<Outcome> outcomes;
    if (tryBatch(jobs, outcomes) == Ran::TakenBack && jobs.size() > 1)
        runEach(jobs, outcomes);
    for (size_t i = 0; i < outcomes.size(); ++i) {
        m_feed.committed(outcomes[i].commit);
        try {
            if (jobs[i].done)
                jobs[i].done(outcomes[i].result);
        } catch (const std::exception &error) {
            qCritical("a fault after a commit: %s", error.what());
        }
    }
    jobs.erase(jobs.begin(), jobs.begin() + std::ptrdiff_t(outcomes.size()));
}

// One of them, or the disk, spoilt the batch: each on its own, so that nobody fails for another.
void Writer::runEach(std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes)
{
    outcomes.clear();
    bool away = false;
    for (WriteJob &job : jobs) {
        if (away) { // waited for once already
            outcomes.push_back(outcomes.back());
            continue;
        }
        std::vector<WriteJob> single;
        single.push_back(std::move(job));
        std::vector<Outcome> outcome;
        away = tryBatch(single, outcome) == Ran::NotBegun;
        outcomes.push_back(std::move(outcome.front()));
        job = std::move(single.front());
    }
}

Writer::Ran Writer::tryBatch(std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes)
{
    const bool durable = std::any_of(jobs.begin(), jobs.end(),
                                     [](const WriteJob &job) { return job.durability == Durability::Durable; });
    outcomes.clear();
    try {
        if (!m_connection)
            reopen();
        begin(durable);
        m_recorder.begin(*m_connection);
    } catch (const StoreError &error) {
        return refuse(error, jobs, outcomes, Ran::NotBegun);
    }
    try {
        const StopWatch watch;
        for (WriteJob &job : jobs) {
            m_figures.waitMicros.add(job.asked.micros());
            outcomes.push_back(runOne(job));
            if (watch.micros() > MaxBatchMicros)
                break;
        }
        m_recorder.finish(*m_connection, m_clock.now());
        for (const Outcome &outcome : outcomes)
            m_watcher.committing(outcome.commit.seq);
        const StopWatch committing;
        m_connection->exec("COMMIT");
        m_figures.commitMicros.add(committing.micros());
        m_figures.batchCalls.add(qint64(outcomes.size()));
        return Ran::Held;
    } catch (const StoreError &error) {
        for (const Outcome &outcome : outcomes)
            m_watcher.notCommitted(outcome.commit.seq);
        return refuse(error, jobs, outcomes, Ran::TakenBack);
    }
}

Writer::Ran Writer::refuse(const StoreError &error, const std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes,
                           Ran ran)
{
    for (const WriteJob &job : jobs) {
        const LogScope scope(job.actor);
        qWarning("writing failed: %s", error.what());
    }
    ++m_figures.failures;
    m_recorder.drop();
    rollback();
    if (error.kind == StoreError::Kind::Io) {
        // After a failed write or fsync nobody knows what the pages in memory are worth. But were this the last
        // connection to close, the next would read the log from the disk, and find in it what was just taken back.
        m_distrusted = true;
        if (m_connection)
            m_failed = std::move(m_connection);
    }
    outcomes.assign(jobs.size(), Outcome{fail(error.toError()), {}});
    return ran;
}

Writer::Outcome Writer::runOne(WriteJob &job)
{
    const LogScope scope(job.actor);
    for (int attempt = 1;; ++attempt) {
        m_connection->exec("SAVEPOINT call");
        Outcome outcome;
        std::optional<StoreError> refused;
        try {
            Transaction transaction(*m_connection, m_clock.now(), m_secrets, job.actor);
            outcome.result = job.work(transaction);
            if (outcome.result)
                outcome.commit = journal::finish(transaction);
        } catch (const StoreError &error) {
            if (endsTransaction(error.kind) || sqlite3_get_autocommit(m_connection->sqlite()))
                throw;
            refused = error;
            outcome = {fail(error.toError()), {}};
        } catch (const std::exception &error) {
            outcome = {fail(faultOf(error)), {}};
        }
        if (!outcome.result)
            m_connection->exec("ROLLBACK TO call");
        m_connection->exec("RELEASE call");
        if (refused && refused->kind == StoreError::Kind::Unique && attempt < MaxTries)
            continue;
        if (refused)
            qWarning("a change was refused: %s", refused->what());
        return outcome;
    }
}

void Writer::begin(bool durable)
{
    if (durable != m_durable)
        m_connection->command(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    m_durable = durable;
    for (int attempt = 1;; ++attempt) {
        try {
            m_connection->exec("BEGIN IMMEDIATE");
            break;
        } catch (const StoreError &error) {
            if (error.kind != StoreError::Kind::Serialization || attempt == MaxBeginTries)
                throw;
        }
    }
    if (RestoreGate::isClosed(m_gate))
        throw StoreError(StoreError::Kind::Closed, "the store is being restored");
}

void Writer::rollback()
{
    if (!m_connection || sqlite3_get_autocommit(m_connection->sqlite()))
        return;
    try {
        m_connection->command("ROLLBACK");
    } catch (const StoreError &error) {
        qWarning("taking back failed: %s", error.what());
        m_connection.reset();
    }
}

void Writer::reopen()
{
    auto opened = Connection::open(m_config);
    if (!opened)
        throw StoreError(StoreError::Kind::Io, "the store could not be reopened: " + opened.error().message.toUtf8());
    if (m_distrusted) {
        // What was committed without waiting for the disk may be missing from the log there, and whatever is written
        // after a gap is lost with it. So the log is brought into the file, synced, and begun anew.
        Query checkpoint = (*opened)->query("PRAGMA wal_checkpoint(TRUNCATE)");
        if (!checkpoint.next() || checkpoint.int64(0) != 0)
            throw StoreError(StoreError::Kind::Serialization, "the log is still being read after a failed write");
    }
    m_distrusted = false;
    m_connection = *std::move(opened);
    keepFewPages(*m_connection);
    m_failed.reset();
    m_durable = true;
}

}
