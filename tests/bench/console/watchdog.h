#pragma once
// How long the event loop of this thread stood still at most, between two of its turns: what a person feels as a jerk.
#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QObject>

#include <algorithm>

namespace backroom::bench {

class Watchdog final {
public:
    Watchdog()
    {
        m_timer.start();
        QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
        m_awake = QObject::connect(loop, &QAbstractEventDispatcher::awake, loop,
                                   [this] { m_since = m_timer.nsecsElapsed(); });
        m_asleep = QObject::connect(loop, &QAbstractEventDispatcher::aboutToBlock, loop, [this] { note(); });
        m_since = m_timer.nsecsElapsed();
    }
    ~Watchdog()
    {
        QObject::disconnect(m_awake);
        QObject::disconnect(m_asleep);
    }
    Q_DISABLE_COPY_MOVE(Watchdog)

    // A turn of work ends here.
    void note()
    {
        const qint64 now = m_timer.nsecsElapsed();
        m_longest = std::max(m_longest, now - m_since);
        m_since = now;
    }
    double longest() const { return double(m_longest) / 1e6; } // milliseconds

private:
    QElapsedTimer m_timer;
    qint64 m_since = 0, m_longest = 0;
    QMetaObject::Connection m_awake, m_asleep;
};

}
