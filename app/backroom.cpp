#include "app/backroom.h"

namespace backroom {

Result<std::unique_ptr<Backroom>> Backroom::open(const StoreConfig &config, const Clock &clock, Database::Open how)
{
    auto database = Database::open(config, clock, how);
    if (!database)
        return fail(database.error());
    return std::unique_ptr<Backroom>(new Backroom(*std::move(database)));
}

Backroom::Backroom(std::unique_ptr<Database> database) : m_database(std::move(database))
{
    m_subscription = m_database->feed().subscribe([this](const Commit &commit) {
        if (commit.touches(Topic::Settings))
            ++m_settingsVersion;
    });
}

Backroom::~Backroom() { m_subscription.end(); }

std::shared_ptr<const Settings> Backroom::settings()
{
    const quint64 version = m_settingsVersion;
    const std::lock_guard lock(m_mutex);
    if (!m_settings || m_settingsRead != version) {
        auto loaded = m_database->read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
        // While the store does not answer, what was read last is the best there is.
        if (loaded) {
            m_settings = std::make_shared<const Settings>(*std::move(loaded));
            m_settingsRead = version;
        } else if (!m_settings) {
            return std::make_shared<const Settings>();
        }
    }
    return m_settings;
}

}
