#include "ui/backups/backupswatch.h"

namespace backroom {

static constexpr int MinuteMillis = 60'000;

BackupsWatch::BackupsWatch(Backups &backups, TaskPool &pool, QObject *parent)
    : QObject(parent), m_backups(backups), m_pool(pool), m_state(backups.state())
{
    for (const BackupOutcome &outcome : m_state->ended)
        m_told.insert(outcome.job);
    connect(&m_minute, &QTimer::timeout, this, &BackupsWatch::changed);
    m_minute.start(MinuteMillis);
    m_subscription = m_backups.subscribe([watch = QPointer(this), &deliverer = m_pool, onItsWay = m_onItsWay] {
        // What comes while one is on its way is seen with it.
        if (onItsWay->exchange(true))
            return;
        deliverer.deliver([watch] {
            if (watch)
                watch->take();
        });
    });
    take(); // what was told before it listened
}

BackupsWatch::~BackupsWatch() = default;

void BackupsWatch::take()
{
    m_onItsWay->store(false);
    m_state = m_backups.state();
    Q_EMIT changed();
    const auto state = m_state;
    for (auto outcome = state->ended.crbegin(); outcome != state->ended.crend(); ++outcome) {
        if (m_told.contains(outcome->job))
            continue;
        m_told.insert(outcome->job);
        Q_EMIT ended(*outcome);
    }
}

}
