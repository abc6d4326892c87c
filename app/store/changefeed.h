#pragma once
// Tells, after a commit held and never before, what changed: here and in other processes on the same store.
#include "app/journal/entry.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace backroom {

struct Commit
{
    qint64 seq = 0; // the journal's newest entry in it; 0 when nothing in it was journaled
    QList<Change> changes;
    bool elsewhere = false; // another process made it
    bool touches(Topic topic) const
    {
        return std::any_of(changes.begin(), changes.end(),
                           [topic](const Change &change) { return change.topic == topic; });
    }
};

class ChangeFeed {
public:
    using Listener = std::function<void(const Commit &)>;
    // Keeps listening for as long as it lives; once it is gone the listener is not running and never called again.
    class Subscription {
    public:
        Subscription() = default;
        ~Subscription() { end(); }
        Subscription(Subscription &&) noexcept = default;
        Subscription &operator=(Subscription &&other) noexcept;
        void end();

    private:
        friend class ChangeFeed;
        struct Entry;
        std::shared_ptr<Entry> m_entry;
    };

    // The listener is called on the thread that committed (or on the watcher's) and must be quick: post, do not work.
    [[nodiscard]] Subscription subscribe(Listener listener);
    // Any thread.
    void committed(const Commit &commit);

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<Subscription::Entry>> m_entries;
};

struct ChangeFeed::Subscription::Entry
{
    std::mutex mutex;
    Listener listener;
};

}
