#pragma once
// The writers of a PostgreSQL store: a few threads, each with its own connection, so that a server's worker never waits
// for the database while it writes, and so that many commits reach the disk together.
#include "app/store/writer.h"

namespace backroom {

class WriterPool {
public:
    // `run` does a job and calls its `done`; on one of the pool's threads.
    explicit WriterPool(std::function<void(const WriteJob &)> run);
    ~WriterPool();
    // Works off what waits and takes nothing more: Busy at once. Twice does no harm.
    void finish();
    // Any thread. Busy at once, here, when too much waits.
    void write(WriteJob job);
    size_t waiting() const { return m_queue.size(); }

private:
    std::function<void(const WriteJob &)> m_run;
    BatchQueue<WriteJob> m_queue;
    std::vector<std::thread> m_threads;
};

}
