#pragma once
// The store as the program sees it: one way to read and one way to write, whichever database is behind it.
#include "app/store/writer.h"
#include "app/store/writerpool.h"

#include <mutex>
#include <thread>

namespace backroom {

class AnswerGuard;
class Watcher;

class Database {
public:
    // AsItIs: with the schema that it has, to be read alone; of programs that are older than this one.
    enum class Open { Existing, OrCreate, AsItIs };

    // Checks, opens, migrates. Blocks; not for the GUI thread.
    static Result<std::unique_ptr<Database>> open(const StoreConfig &config, const Clock &clock,
                                                  Open how = Open::Existing);
    // No read or write may be under way elsewhere; writes that wait are worked off.
    ~Database();

    const StoreConfig &config() const { return m_config; }
    StoreKind kind() const { return m_config.kind(); }
    const Clock &clock() const { return m_clock; }
    const StoreSecrets &secrets() const { return m_secrets; }
    ChangeFeed &feed() { return m_feed; }

    // Runs fn(Reader &) -> Result<T> here and now in one snapshot, on this thread's own connection (made at its first
    // use, closed at the thread's end). Inside another read of the same thread it sees the same snapshot; inside a write
    // on PostgreSQL, that transaction.
    template<typename Fn> auto read(Fn &&fn) -> std::invoke_result_t<Fn, Reader &>
    {
        std::optional<std::invoke_result_t<Fn, Reader &>> result;
        const Result<> ran = readSnapshot([&](Reader &reader) { result.emplace(fn(reader)); });
        if (!ran)
            return fail(ran.error());
        return *std::move(result);
    }

    // Runs `work` in a transaction and `done` after its commit held, or with the reason why not: later, on the writer's
    // thread (SQLite) or on one of the writers' (PostgreSQL). `work` is run again when the store was busy: it has no
    // effect outside the transaction that it may not repeat.
    void write(const Actor &actor, Work work, Done done, Durability durability = Durability::Durable);

    // The same, waiting: for commands, windows' tasks and tests. fn(Transaction &) -> Result<T>. Never on the writers'
    // threads, a server's worker or the GUI thread.
    template<typename Fn> auto writeNow(const Actor &actor, Fn &&fn) -> std::invoke_result_t<Fn, Transaction &>
    {
        std::optional<std::invoke_result_t<Fn, Transaction &>> result;
        const Result<> ran = writeAndWait(actor, [&](Transaction &transaction) -> Result<> {
            result.emplace(fn(transaction));
            return *result ? Result<>() : fail(result->error());
        });
        if (!ran)
            return fail(ran.error());
        return *std::move(result);
    }

    const StoreFigures &figures() const { return m_figures; }
    // Writes that no thread has begun yet.
    size_t writesWaiting() const { return m_writer ? m_writer->waiting() : m_writers ? m_writers->waiting() : 0; }

private:
    friend class ThreadConnections;
    Database(const StoreConfig &config, const Clock &clock);
    Result<> prepare(Open how);
    Result<> loadSecrets(Connection &connection, Open how);
    Result<> readSnapshot(const std::function<void(Reader &)> &fn);
    Result<> writeAndWait(const Actor &actor, Work work);
    void writeAndTell(const WriteJob &job);
    Result<> writeHere(const Actor &actor, const Work &work, Durability durability, Commit &commit);
    Result<Connection *> connection();
    void dropConnection();

    // Outlives the database for threads that end later.
    struct Connections
    {
        std::mutex mutex;
        std::unordered_map<std::thread::id, std::unique_ptr<Connection>> byThread;
    };

    StoreConfig m_config;
    const Clock &m_clock;
    quint64 m_serial;
    StoreSecrets m_secrets;
    ChangeFeed m_feed;
    StoreFigures m_figures;
    std::shared_ptr<Connections> m_connections = std::make_shared<Connections>();
    std::unique_ptr<AnswerGuard> m_guard; // null on SQLite
    std::unique_ptr<Watcher> m_watcher;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<WriterPool> m_writers;
};

}
