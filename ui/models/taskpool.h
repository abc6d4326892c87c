#pragma once
// Runs jobs off the GUI thread and brings their results back, unless whoever asked is gone. It outlives every page;
// Qt 6.4's QFuture::then(context, …) would abort when the page goes first.
#include <QObject>
#include <QPointer>
#include <QScopeGuard>
#include <QThreadPool>

#include <functional>
#include <utility>

namespace backroom {

class TaskPool final : public QObject {
    Q_OBJECT
public:
    explicit TaskPool(int threads = 2, QObject *parent = nullptr);
    // Waits for the jobs under way; what waited behind them is dropped.
    ~TaskPool() override;

    // `job` runs on a thread of the pool and touches no widgets; `done` gets its result on the GUI thread, only while
    // `context` is alive. GUI thread.
    template<typename Job, typename Done> void run(const QObject *context, Job job, Done done)
    {
        const QPointer<const QObject> guard(context);
        start([this, guard, job = std::move(job), done = std::move(done)]() mutable {
            deliver([guard, done = std::move(done), result = job()]() mutable {
                if (guard)
                    done(std::move(result));
            });
        });
    }

    // Within a job that mostly waits for others, such as the web: until `work` is done another job may have its place.
    template<typename Work> auto beside(Work work)
    {
        m_threads.releaseThread();
        const auto back = qScopeGuard([this] { m_threads.reserveThread(); });
        return work();
    }

    // Waits until no job is under way.
    void drain() { m_threads.waitForDone(); }

    // Calls it on the GUI thread, from any thread, in the order of the calls. Nothing is called once the pool is gone.
    void deliver(std::function<void()> call);

private:
    void start(std::function<void()> job);
    QThreadPool m_threads;
};

}
