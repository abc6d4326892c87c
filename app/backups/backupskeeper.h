#pragma once
// The inside of Backups: the thread that does its jobs in turn and looks for what is due, and what it shows.
#include "app/backups/backups.h"
#include "app/backups/backupwork.h"
#include "app/backups/carrier.h"
#include "app/backups/changeshipper.h"
#include "app/backups/listeners.h"
#include "app/backups/pgtimemachine.h"

#include <atomic>
#include <deque>

namespace backroom {

struct Backups::State
{
    static constexpr Millis LongestPause = 60LL * 60 * 1000; // before what failed is tried again

    State(Backroom &shop, const BackupsOptions &options);
    void start();
    void end();

    // Any thread.
    std::shared_ptr<const BackupsState> shown() const;
    Result<BackupJobId> ask(const Actor &actor, const BackupJob &job, const std::optional<BackupKey> &key = {},
                            const QString &file = {});
    void cancel(BackupJobId job);
    void rouse();
    // It is looked for anew, and what failed for want of it is tried again now.
    void keyChanged();
    // The list or the places are no longer what is shown.
    void listChanged();
    Result<> changeSettings(const Actor &actor, const std::function<Result<>(BackupSettings &)> &fn);

    struct Order
    {
        BackupJob job;
        Actor actor;
        std::optional<BackupKey> key;
        QString file;
        bool byItself = false;
    };

    Backroom &shop;
    const BackupsOptions options;
    const QString rclone;
    const BackupWork work;
    Listeners listeners;
    std::atomic<bool> restoring = false;
    std::unique_ptr<Carrier> carrier;
    std::unique_ptr<ChangeShipper> shipper;
    std::unique_ptr<PgTimeMachine> timeMachine; // on PostgreSQL

private:
    void run();
    void begin();
    void readSettings();
    void readList();
    void usePlaces(const QList<BackupPlace> &places);
    void lookBack();
    void lookForKey();
    QList<Stretch> reachable(const ChangeShipper::State &changes) const;
    void pruneChanges(Millis from);
    void publish();
    void amend();
    void showJobs(BackupsState &state) const; // locked
    // What is to be made by itself now, written down as begun.
    std::optional<Order> due();
    std::optional<QByteArray> reasonDue(const BackupList &list, Millis now) const;
    std::optional<Order> nextOrder();
    bool perform(Order order); // whether it went well
    Result<BackupId> goBack(Millis moment, const QList<BackupPlace> &places, const Actor &actor,
                            const BackupGoOn &goOn);
    Result<BackupId> carryOut(const Order &order, const BackupGoOn &goOn);
    bool onProgress(const BackupProgress &progress);
    void afterBackup(const Order &order, const Result<BackupId> &result, bool stopped);
    void makeAtClose();

    std::mutex m_settingsMutex; // who changes them
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::shared_ptr<const BackupsState> m_shown = std::make_shared<const BackupsState>();
    std::deque<Order> m_orders;
    std::optional<Order> m_current;
    QList<BackupOutcome> m_ended;
    BackupSettings m_settings;
    QString m_settingsFault;
    BackupList m_list;
    BackupJobId m_lastJob = 0;
    QHash<QByteArray, BackupJob> m_requests; // what was asked last over the network, by its id
    bool m_stop = false;
    bool m_roused = false;
    bool m_stopAsked = false; // of the job under way
    std::atomic<bool> m_listStale = true;
    std::atomic<bool> m_keyStale = true;
    // The jobs' thread alone.
    Millis m_startedAt = 0;
    Millis m_retryAt = 0;
    QByteArray m_retryReason;
    QByteArray m_epoch; // of the changes that are recorded now
    QList<Stretch> m_reachable;
    SegmentCheck m_segmentCheck;
    size_t m_lookedBackFor = 0;
    std::chrono::steady_clock::time_point m_lookedBackAt;
    QString m_keyFault;
    std::chrono::steady_clock::time_point m_lookedForKeyAt;
    int m_failures = 0; // in a row
    bool m_overdueTold = false;
    std::chrono::steady_clock::time_point m_jobBegan;
    std::chrono::steady_clock::time_point m_toldAt;
    std::thread m_thread;
};

}
