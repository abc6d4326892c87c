#include "app/store/writer.h"

#include "app/journal/journal.h"
#include "app/store/storeerror.h"
#include "app/store/watcher.h"

#include <sqlite3.h>

namespace backroom {

namespace {
constexpr size_t MaxBatch = 128;
constexpr size_t MaxWaiting = 4096;
constexpr int MaxTries = 4;
constexpr int MaxBeginTries = 10; // of busy_timeout each

// The whole transaction is gone or worthless, not just the call that met it.
bool endsTransaction(StoreError::Kind kind)
{
    using Kind = StoreError::Kind;
    return kind == Kind::Full || kind == Kind::Io || kind == Kind::Corrupt || kind == Kind::ReadOnly
        || kind == Kind::Lost;
}
}

Writer::Writer(const StoreConfig &config, std::unique_ptr<Connection> connection, const Clock &clock,
               const StoreSecrets &secrets, ChangeFeed &feed, Watcher &watcher)
    : m_config(config),
      m_connection(std::move(connection)),
      m_clock(clock),
      m_secrets(secrets),
      m_feed(feed),
      m_watcher(watcher),
      m_queue(MaxWaiting),
      m_thread([this] { run(); })
{}

Writer::~Writer()
{
    m_queue.close();
    m_thread.join();
}

void Writer::write(WriteJob job)
{
    if (!m_queue.push(std::move(job)))
        job.done(fail(StoreError(StoreError::Kind::Serialization, "writer's queue").toError()));
}

void Writer::run()
{
    for (;;) {
        std::vector<WriteJob> jobs = m_queue.take(MaxBatch);
        if (jobs.empty())
            return;
        runBatch(jobs);
    }
}

void Writer::runBatch(std::vector<WriteJob> &jobs)
{
    std::vector<Outcome> outcomes;
    if (!tryBatch(jobs, outcomes) && jobs.size() > 1) {
        // One of them, or the disk: each on its own, so that nobody fails for another.
        outcomes.clear();
        for (WriteJob &job : jobs) {
            std::vector<WriteJob> single;
            single.push_back(std::move(job));
            std::vector<Outcome> outcome;
            tryBatch(single, outcome);
            outcomes.push_back(std::move(outcome.front()));
            job = std::move(single.front());
        }
    }
    ++m_figures.batches;
    m_figures.jobs += qint64(jobs.size());
    for (size_t i = 0; i < jobs.size(); ++i) {
        m_feed.committed(outcomes[i].commit);
        if (jobs[i].done)
            jobs[i].done(outcomes[i].result);
    }
}

bool Writer::tryBatch(std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes)
{
    const bool durable = std::any_of(jobs.begin(), jobs.end(),
                                     [](const WriteJob &job) { return job.durability == Durability::Durable; });
    outcomes.clear();
    try {
        if (!m_connection)
            reopen();
        begin(durable);
        for (WriteJob &job : jobs)
            outcomes.push_back(runOne(job));
        m_connection->exec("COMMIT");
        for (const Outcome &outcome : outcomes)
            m_watcher.committedHere(outcome.commit.seq);
        return true;
    } catch (const StoreError &error) {
        qWarning("writing failed: %s", error.what());
        ++m_figures.failures;
        rollback();
        // After a failed write or fsync nobody knows what the pages in memory are worth.
        if (error.kind == StoreError::Kind::Io)
            m_connection.reset();
        outcomes.assign(jobs.size(), Outcome{fail(error.toError()), {}});
        return false;
    }
}

Writer::Outcome Writer::runOne(WriteJob &job)
{
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
            return;
        } catch (const StoreError &error) {
            if (error.kind != StoreError::Kind::Serialization || attempt == MaxBeginTries)
                throw;
        }
    }
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
        throw StoreError(StoreError::Kind::Io, "the store could not be reopened");
    m_connection = *std::move(opened);
    m_durable = true;
}

}
