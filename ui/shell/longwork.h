#pragma once
// Work that takes longer than a moment: at the foot of the window with what is done, how long it still takes and a way
// out, while everything else goes on.
#include "ui/shell/desk.h"

#include <QElapsedTimer>
#include <QTimer>
#include <atomic>

namespace backroom {

class StatusStrip;

// What the job is handed, on its thread.
struct WorkReport
{
    std::atomic<bool> cancelled = false;
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; // 0: of unknown length
    std::atomic<qint64> bytes = 0; // that came or went, where that is worth telling
};

class LongWork final : public QObject {
    Q_OBJECT
public:
    // Whether it goes on by itself where it was once the window is there again: then the window need not wait for it.
    enum class Broken { IsLost, IsTakenUpAgain };

    // Lives as long as the desk or the job, whichever ends first. `verb` is "Importing".
    template<typename Job, typename Done>
    static void run(StatusStrip &strip, Desk &desk, const QString &verb, Job job, Done done,
                    Broken broken = Broken::IsLost)
    {
        auto *work = new LongWork(strip, desk, verb);
        work->m_broken = broken;
        desk.pool().run(
            work, [report = work->m_report, job = std::move(job)]() mutable { return job(*report); },
            [work, done = std::move(done)](auto result) {
                work->end();
                done(std::move(result));
            });
    }

    Broken broken() const { return m_broken; }

private:
    LongWork(StatusStrip &strip, Desk &desk, const QString &verb);
    ~LongWork() override;
    void show();
    void end();
    bool isShown() const;

    QPointer<StatusStrip> m_strip;
    const Format &m_format;
    QString m_verb;
    Broken m_broken = Broken::IsLost;
    std::shared_ptr<WorkReport> m_report = std::make_shared<WorkReport>();
    QElapsedTimer m_clock;
    QTimer m_tick;
};

}
