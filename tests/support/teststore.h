#pragma once
// A fresh, empty shop's store for one test, on either database, gone with it.
#include "app/base/clock.h"
#include "app/store/database.h"

#include <QTemporaryDir>
#include <QTest>

namespace backroom::test {

class TestStore {
public:
    // "sqlite" or "postgresql". Ends the test's program when a store cannot be had.
    explicit TestStore(const QString &kind);
    ~TestStore();
    Q_DISABLE_COPY_MOVE(TestStore)
    Database &database() { return *m_database; }
    Database *operator->() { return m_database.get(); }
    const StoreConfig &config() const { return m_config; }
    ManualClock &clock() { return m_clock; }
    // Ends this process's hold on the store and takes it up again, as a restart does.
    void reopen();
    void close() { m_database.reset(); }

private:
    QTemporaryDir m_folder;
    StoreConfig m_config;
    ManualClock m_clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Database> m_database;
};

// For initTestCase_data: every test of the class runs on both. In a test: QFETCH_GLOBAL(QString, store).
void bothStores();

}
