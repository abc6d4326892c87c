#pragma once
// Keeps the copy of the segments at a further place up to date: a thread that sends what the place lacks, and waits for one
// that is away to come back. A place that hangs holds nobody else up.
#include "app/backups/changeplace.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace backroom {

class ChangeMirror {
public:
    struct State
    {
        BackupPlace place;
        // Why it is behind, in a sentence; nothing when it is not.
        std::optional<Error> trouble = {};
        Millis until = 0; // what was committed until then is there
    };

    ChangeMirror(const BackupPlace &place, std::unique_ptr<ChangePlace> there);
    // After a last round, when the place was there at the one before; a slow one is waited for some seconds.
    ~ChangeMirror();
    Q_DISABLE_COPY_MOVE(ChangeMirror)

    // `growing`, the segment that is written now, holds what was committed until then. Any thread.
    void wake(const QString &growing, Millis until);
    // What ended before then is removed there too, at the next round; but for this epoch's newest. Any thread.
    void prune(Millis before, const QByteArray &current);
    State state() const;

private:
    void run();
    bool goOn() const;

    const std::unique_ptr<ChangePlace> m_there;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::chrono::steady_clock::time_point m_stoppedAt; // when m_stop
    bool m_asked = false;
    QString m_growing;
    Millis m_until = 0;
    Millis m_pruneBefore = 0; // 0: nothing is asked
    QByteArray m_pruneCurrent;
    State m_state;
    std::thread m_thread;
};

}
