#pragma once
// The one writer of a SQLite store: a thread that commits everything that waits in one transaction, each call in a
// savepoint of its own, and tells nobody before the commit held.
#include "app/store/batchqueue.h"
#include "app/store/changefeed.h"
#include "app/store/changerecorder.h"
#include "app/store/storeerror.h"
#include "app/store/storefigures.h"
#include "app/store/transaction.h"

#include <atomic>
#include <functional>
#include <thread>

namespace backroom {

// Whether the caller waits for the disk (an order, money, whatever the journal holds) or only for the commit (carts).
enum class Durability { Durable, Relaxed };

using Work = std::function<Result<>(Transaction &)>;
using Done = std::function<void(const Result<> &)>;

struct WriteJob
{
    Actor actor;
    Work work;
    Done done;
    Durability durability = Durability::Durable;
    StopWatch asked = {};
};

class Watcher;

class Writer {
public:
    // Takes the connection over.
    Writer(const StoreConfig &config, std::unique_ptr<Connection> connection, const Clock &clock,
           const StoreSecrets &secrets, ChangeFeed &feed, Watcher &watcher, StoreFigures &figures);
    ~Writer();
    // Works off what waits and takes nothing more: Busy at once. Twice does no harm.
    void finish();

    // Any thread; `done` is called on the writer's thread, once. Busy at once when too much waits.
    void write(WriteJob job);
    size_t waiting() const { return m_queue.size(); }

private:
    struct Outcome
    {
        Result<> result;
        Commit commit;
    };
    void run();
    enum class Ran {
        Held, // committed, whatever the calls themselves came to
        NotBegun, // no store to write to, or another process has it: nobody's call is to blame
        TakenBack, // the transaction failed as a whole
    };
    void runBatch(std::vector<WriteJob> &jobs);
    void runEach(std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes);
    Ran tryBatch(std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes);
    Outcome runOne(WriteJob &job);
    Ran refuse(const StoreError &error, const std::vector<WriteJob> &jobs, std::vector<Outcome> &outcomes, Ran ran);
    void begin(bool durable);
    void rollback();
    void reopen();

    StoreConfig m_config;
    QByteArray m_gate; // where a restore closes the store
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Connection> m_failed; // met a failed write or fsync, and is kept until the next one has the store
    ChangeRecorder m_recorder; // lets go of the connection before it closes
    const Clock &m_clock;
    const StoreSecrets &m_secrets;
    ChangeFeed &m_feed;
    Watcher &m_watcher;
    BatchQueue<WriteJob> m_queue;
    StoreFigures &m_figures;
    bool m_durable = true;
    bool m_distrusted = false; // a write or fsync failed since the log was last brought into the file
    std::thread m_thread;
};

}
