#pragma once
// The shop as one object: its store, its clock, the threads for slow work and what every service shares. Both programs
// build one and hand it to the server and to the windows.
#include "app/base/slowpool.h"
#include "app/settings/settings.h"
#include "app/store/database.h"

namespace backroom {

class Backroom {
public:
    // Opens the store; blocks. With OrCreate an empty one is made where none is (see init.h for a shop in it).
    static Result<std::unique_ptr<Backroom>> open(const StoreConfig &config, const Clock &clock,
                                                  Database::Open how = Database::Open::Existing);
    ~Backroom();

    Database &database() { return *m_database; }
    const Clock &clock() const { return m_database->clock(); }
    const StoreConfig &config() const { return m_database->config(); }
    // Hashing passwords: two at a time.
    SlowPool &hashing() { return m_hashing; }
    // Reports, imports, whatever else takes long.
    SlowPool &slow() { return m_slow; }
    // As last committed; read anew after a change. Any thread, not inside a read or write.
    std::shared_ptr<const Settings> settings();

private:
    explicit Backroom(std::unique_ptr<Database> database);
    std::unique_ptr<Database> m_database;
    std::mutex m_mutex;
    std::shared_ptr<const Settings> m_settings;
    std::atomic<quint64> m_settingsVersion = 1;
    quint64 m_settingsRead = 0;
    ChangeFeed::Subscription m_subscription;
    SlowPool m_hashing{2, 64};
    SlowPool m_slow{2, 64};
};

}
