// Each thread's own connection to the store: opened when it is first asked for, kept, and closed with the thread.
#include "app/store/answerguard.h"
#include "app/store/database.h"
#include "app/store/sessionsetup.h"
#include "app/store/storeerror.h"

namespace backroom {

namespace {
// What this thread used last, so that finding its connection costs no lock.
struct Latest
{
    quint64 database = 0;
    Connection *connection = nullptr;
};
thread_local Latest latest;
}

// Closes a thread's connections when the thread ends.
class ThreadConnections {
public:
    ~ThreadConnections()
    {
        for (const auto &weak : m_used) {
            if (const auto connections = weak.lock()) {
                std::unique_ptr<Connection> mine;
                const std::lock_guard lock(connections->mutex);
                if (const auto found = connections->byThread.find(std::this_thread::get_id());
                    found != connections->byThread.end()) {
                    mine = std::move(found->second);
                    connections->byThread.erase(found);
                }
            }
        }
    }
    void use(const std::shared_ptr<Database::Connections> &connections)
    {
        std::erase_if(m_used, [&connections](const auto &weak) {
            return weak.expired() || (!weak.owner_before(connections) && !connections.owner_before(weak));
        });
        m_used.push_back(connections);
    }

private:
    std::vector<std::weak_ptr<Database::Connections>> m_used;
};
namespace {
thread_local ThreadConnections threadConnections;
}

Result<Connection *> Database::connection()
{
    if (m_guard && m_guard->isSilent())
        return fail(StoreError(StoreError::Kind::Lost, "the server is silent").toError());
    if (latest.database == m_serial)
        return latest.connection;
    const auto id = std::this_thread::get_id();
    Connection *mine = nullptr;
    {
        const std::lock_guard lock(m_connections->mutex);
        if (const auto found = m_connections->byThread.find(id); found != m_connections->byThread.end())
            mine = found->second.get();
    }
    if (!mine) {
        // Not under the lock: a server that does not answer is waited for by each thread on its own.
        auto opened = Connection::open(m_config);
        if (!opened)
            return fail(opened.error());
        mine = opened->get();
        try {
            keepPagesOf(*mine);
        } catch (const StoreError &error) {
            return fail(error.toError());
        }
        const std::lock_guard lock(m_connections->mutex);
        m_connections->byThread.insert_or_assign(id, *std::move(opened));
        threadConnections.use(m_connections);
    }
    latest = {m_serial, mine};
    return mine;
}

void Database::dropConnection()
{
    latest = {};
    std::unique_ptr<Connection> mine;
    const std::lock_guard lock(m_connections->mutex);
    if (const auto found = m_connections->byThread.find(std::this_thread::get_id());
        found != m_connections->byThread.end()) {
        mine = std::move(found->second);
        m_connections->byThread.erase(found);
    }
}

}
