#include "app/store/changefeed.h"

#include <algorithm>
#include <array>

namespace backroom {

namespace {
constexpr std::array Names = {"products", "categories", "stock",    "orders",   "customers", "users",
                              "shipping", "taxes",      "settings", "api-keys", "imports",   "backups"};
}

QByteArray topicText(Topic topic) { return Names[size_t(topic)]; }

std::optional<Topic> parseTopic(QByteArrayView text)
{
    const auto found =
        std::find_if(Names.begin(), Names.end(), [text](const char *name) { return text == QByteArrayView(name); });
    return found == Names.end() ? std::nullopt : std::optional(Topic(found - Names.begin()));
}

ChangeFeed::Subscription &ChangeFeed::Subscription::operator=(Subscription &&other) noexcept
{
    end();
    m_entry = std::move(other.m_entry);
    return *this;
}

void ChangeFeed::Subscription::end()
{
    if (!m_entry)
        return;
    {
        // Waits for a call under way.
        const std::lock_guard lock(m_entry->mutex);
        m_entry->listener = nullptr;
    }
    m_entry.reset();
}

ChangeFeed::Subscription ChangeFeed::subscribe(Listener listener)
{
    Subscription subscription;
    subscription.m_entry = std::make_shared<Subscription::Entry>();
    subscription.m_entry->listener = std::move(listener);
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_entries, [](const auto &entry) { return entry.expired(); });
    m_entries.push_back(subscription.m_entry);
    return subscription;
}

void ChangeFeed::committed(const Commit &commit)
{
    if (commit.changes.isEmpty())
        return;
    std::vector<std::weak_ptr<Subscription::Entry>> entries;
    {
        const std::lock_guard lock(m_mutex);
        entries = m_entries;
    }
    for (const auto &weak : entries) {
        if (const auto entry = weak.lock()) {
            const std::lock_guard lock(entry->mutex);
            try {
                if (entry->listener)
                    entry->listener(commit);
            } catch (const std::exception &error) { // the commit stands, and others are to hear of it
                qCritical("a fault in who was told of a change: %s", error.what());
            }
        }
    }
}

}
