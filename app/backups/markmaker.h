#pragma once
// Makes marks, which take as long as reading the whole shop, on a thread of its own.
#include "app/backups/segments.h"

#include <atomic>
#include <thread>

namespace backroom {

class Database;

class MarkMaker {
public:
    struct Made
    {
        QByteArray epoch;
        Mark mark;
        qint64 micros = 0; // that it took
    };

    explicit MarkMaker(Database &shop) : m_shop(shop) {}
    // Stops what is under way.
    ~MarkMaker();
    Q_DISABLE_COPY_MOVE(MarkMaker)

    // Of what is committed now. Nothing when one is under way or not yet taken.
    void begin();
    bool isBusy() const { return m_thread.joinable(); }
    // Once it is made.
    std::optional<Made> take();

private:
    void make();
    Database &m_shop;
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_ended = false;
    std::optional<Made> m_made;
    std::thread m_thread;
};

// Of the tables whose changes are recorded. Nothing when goOn says false. Throws StoreError.
std::optional<QList<TableDigest>> digestRecorded(Connection &connection, const std::function<bool()> &goOn);

}
