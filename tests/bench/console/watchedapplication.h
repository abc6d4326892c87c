#pragma once
// An application that knows how long its event loop stood still at most: what a person feels as a jerk. The events of one
// turn of the loop are one piece of work; keys and the mouse are heard in between. GUI thread.
#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <utility>

namespace backroom::bench {

class WatchedApplication final : public QApplication {
public:
    WatchedApplication(int &argc, char **argv) : QApplication(argc, argv)
    {
        m_timer.start();
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this,
                [this] { m_turn = true; });
    }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != thread() || m_depth > 0) // events of all threads come here
            return QApplication::notify(receiver, event);
        const char *name = receiver->metaObject()->className();
        const int type = event->type();
        bool taken = false;
        measure([&] { taken = QApplication::notify(receiver, event); }, name, type);
        return taken;
    }
    // What no event does counts as the first of a turn.
    template<typename Work> void work(Work &&doIt)
    {
        m_turn = true;
        measure(doIt, "the benchmark", 0);
    }

    void forget() { m_longest = m_cpuLongest = 0; }
    double longest() const { return double(m_longest) / 1e6; } // milliseconds, since forget()
    // The most processor time that a turn took, in microseconds: what other programs do tells less in it.
    double cpu() const { return double(m_cpuLongest) / 1e3; }
    // The longer events of that turn: who had them, their types (QEvent::Type) and milliseconds of processor time.
    QString worst() const { return m_worst; }

private:
    template<typename Work> void measure(Work &&doIt, const char *name, int type)
    {
        const qint64 begin = m_timer.nsecsElapsed(), cpuBegin = cpuNow();
        if (m_turn || begin - m_end > Pause) {
            m_turn = false;
            m_begin = begin;
            m_cpuBegin = cpuBegin;
            m_parts.clear();
        }
        ++m_depth;
        doIt();
        --m_depth;
        m_end = m_timer.nsecsElapsed();
        const qint64 cpu = cpuNow();
        if (cpu - cpuBegin > Told)
            m_parts << QString::fromLatin1(name) + u' ' + QString::number(type) + u' '
                    + QString::number(double(cpu - cpuBegin) / 1e6, 'f', 1);
        m_longest = std::max(m_longest, m_end - m_begin);
        if (cpu - m_cpuBegin > m_cpuLongest) {
            m_cpuLongest = cpu - m_cpuBegin;
            m_worst = m_parts.join(u", ");
        }
    }

    static qint64 cpuNow()
    {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    }
    static constexpr qint64 Told = 1'000'000;
    static constexpr qint64 Pause = 50'000; // nanoseconds: the loop looked for what is new, and waited
    QElapsedTimer m_timer;
    qint64 m_begin = 0, m_end = 0, m_longest = 0;
    qint64 m_cpuBegin = 0, m_cpuLongest = 0;
    int m_depth = 0;
    bool m_turn = true;
    QStringList m_parts;
    QString m_worst;
};

}
