#pragma once
// Backups as the window sees them: what the threads of Backups tell comes through on the GUI thread, and every job that
// ends is told once.
#include "app/backups/backups.h"
#include "ui/models/taskpool.h"

#include <QSet>
#include <QTimer>
#include <atomic>

namespace backroom {

class BackupsWatch final : public QObject {
    Q_OBJECT
public:
    // Both outlive it.
    BackupsWatch(Backups &backups, TaskPool &pool, QObject *parent = nullptr);
    ~BackupsWatch() override;

    const BackupsState &state() const { return *m_state; }
    Backups &backups() const { return m_backups; }

Q_SIGNALS:
    // Several times a second while a job runs, and once a minute, as ages grow.
    void changed();
    // After `changed` with the state that it led to.
    void ended(const backroom::BackupOutcome &outcome);

private:
    void take();
    Backups &m_backups;
    TaskPool &m_pool;
    std::shared_ptr<const BackupsState> m_state;
    QSet<BackupJobId> m_told;
    QTimer m_minute;
    std::shared_ptr<std::atomic<bool>> m_onItsWay = std::make_shared<std::atomic<bool>>(false);
    Backups::Subscription m_subscription; // the first to go
};

}
