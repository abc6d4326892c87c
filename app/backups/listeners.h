#pragma once
// Who is told of a change, on whichever thread it happens.
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace backroom {

class Listeners {
public:
    using Listener = std::function<void()>;

    // While what it gives lives. Once that is gone the listener is not running and never called again; it may let go of
    // it from inside a call.
    std::shared_ptr<void> add(Listener listener)
    {
        const auto entry = std::make_shared<Entry>();
        entry->listener = std::move(listener);
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_entries, [](const auto &weak) { return weak.expired(); });
        m_entries.push_back(entry);
        return std::shared_ptr<void>(entry.get(), [entry](void *) {
            const std::lock_guard held(entry->mutex);
            entry->listener = nullptr;
        });
    }

    void tell()
    {
        std::vector<std::shared_ptr<Entry>> entries;
        {
            const std::lock_guard lock(m_mutex);
            for (const auto &weak : m_entries)
                if (auto entry = weak.lock())
                    entries.push_back(std::move(entry));
        }
        for (const auto &entry : entries) {
            const std::lock_guard held(entry->mutex);
            if (const Listener listener = entry->listener)
                listener();
        }
    }

private:
    struct Entry
    {
        std::recursive_mutex mutex;
        Listener listener;
    };
    std::mutex m_mutex;
    std::vector<std::weak_ptr<Entry>> m_entries;
};

}
