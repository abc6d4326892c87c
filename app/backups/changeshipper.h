#pragma once
// Has a SQLite shop's changes recorded and carries them out of the store into segments, and those to further places: about a
// second after they were committed they are on the disk there. A thread for as long as it lives; one program of those that
// have the shop open carries. On PostgreSQL it does nothing.
#include "app/backups/changemirror.h"
#include "app/backups/markmaker.h"
#include "app/backups/segments.h"

#include <memory>

namespace backroom {

class Database;

class ChangeShipper {
public:
    struct Settings
    {
        std::chrono::milliseconds every{1000};
        qint64 segmentBytes = 4 << 20;
        std::chrono::milliseconds segmentAge{3'600'000};
        // And no more often than so many times as long as a mark takes.
        std::chrono::milliseconds marksEvery{600'000};
        int markRest = 50;
        // What is kept in the store at most while it cannot be carried.
        qint64 heldBytes = 256LL << 20;
    };
    struct State
    {
        bool recording = false;
        QByteArray epoch; // a backup of it is what its changes lead on from
        Millis until = 0; // what was committed until then is in segments
        // Why changes stay where they are, in a sentence.
        std::optional<Error> trouble = {};
        QList<ChangeMirror::State> places = {};
    };

    // Segments lie in `changes`. Borrows the shop.
    ChangeShipper(Database &shop, const QString &changes, const Settings &settings);
    ChangeShipper(Database &shop, const QString &changes) : ChangeShipper(shop, changes, Settings()) {}
    // Carries what is left and closes the segment.
    ~ChangeShipper();
    Q_DISABLE_COPY_MOVE(ChangeShipper)

    // Which are to have a copy, each in its "changes"; `rclone` is the program. Any thread.
    void setPlaces(const QList<BackupPlace> &places, const QString &rclone = {});
    // Removes segments that hold nothing later than `before`, here and at those places. Blocks on files here.
    void prune(Millis before);
    // Any thread.
    State state() const;
    // Returns when what is committed now is in segments, or with the reason why not. Blocks.
    Result<> carryNow();

private:
    struct Lock;
    void run();
    Result<> begin();
    Result<> round();
    Result<> carry(const recording::State &state);
    Result<> write(const QList<recording::Change> &changes);
    Result<> removeCarried();
    Result<> closeSegment();
    Result<> letGo(const Error &trouble);
    void markNow(const recording::State &state);
    void tellPlaces(Millis until);

    Database &m_shop;
    const QString m_changes;
    const Settings m_settings;
    std::unique_ptr<Lock> m_lock;
    // Of the thread.
    bool m_begun = false;
    std::unique_ptr<SegmentWriter> m_segment;
    std::chrono::steady_clock::time_point m_segmentBegan;
    QByteArray m_epoch; // of what was carried last
    qint64 m_carried = 0;
    bool m_toRemove = false;
    std::chrono::steady_clock::time_point m_nextWeighed;
    std::optional<Millis> m_lostSince; // what was recorded from then on was let go
    MarkMaker m_marks;
    std::chrono::steady_clock::time_point m_nextMark;
    qint64 m_marked = 0;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_rounded;
    bool m_stop = false;
    quint64 m_asked = 1;
    quint64 m_answered = 0;
    Result<> m_last;
    State m_state;
    std::vector<std::unique_ptr<ChangeMirror>> m_places;
    std::thread m_thread;
};

}
