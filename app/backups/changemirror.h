#pragma once
// Keeps a copy of the segments in a further folder, on another disk: a thread that appends what the copy lacks, synced, and
// waits for a folder that is away to come back. A folder that hangs holds nobody else up.
#include "app/base/clock.h"
#include "app/base/result.h"

#include <QSet>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace backroom {

class ChangeMirror {
public:
    struct State
    {
        QString folder;
        // Why it is behind, in a sentence; nothing when it is not.
        std::optional<Error> trouble = {};
        Millis until = 0; // what was committed until then is there
    };

    // Copies `changes` to the folder "changes" in `folder`, which must be there itself. `key` opens them.
    ChangeMirror(const QString &changes, const QString &folder, const QByteArray &key);
    // After a last round, when the folder was there at the one before.
    ~ChangeMirror();
    Q_DISABLE_COPY_MOVE(ChangeMirror)

    // `growing`, the segment that is written now, holds what was committed until then. Any thread.
    void wake(const QString &growing, Millis until);
    // What ended before then is removed there too, at the next round; but for this epoch's newest. Any thread.
    void prune(Millis before, const QByteArray &current);
    State state() const;

private:
    void run();
    Result<> copyAll(const QString &growing);
    Result<> copyFile(const QString &from, const QString &to);

    const QString m_changes;
    const QString m_folder;
    const QByteArray m_key;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    bool m_asked = false;
    QString m_growing;
    Millis m_until = 0;
    Millis m_pruneBefore = 0; // 0: nothing is asked
    QByteArray m_pruneCurrent;
    State m_state;
    QSet<QString> m_checked; // compared with their copies, which began alike
    QSet<QString> m_done; // do not grow any more
    std::thread m_thread;
};

}
