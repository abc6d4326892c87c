#pragma once
// A reply's body that is made while it is sent, so that its length is not known before: a slow thread writes it into a
// file without a name as fast as it can, and the gate sends what is there as its client takes it. So a slow client
// keeps no thread, no read snapshot and no memory waiting.
#include "server/http/spool.h"

#include <functional>
#include <mutex>

namespace backroom {

class BodyStream {
public:
    enum class Next { Piece, Later, End, Broken };

    explicit BodyStream(std::shared_ptr<SpoolRoom> room) : m_room(std::move(room)) {}
    ~BodyStream() { leave(); }
    Q_DISABLE_COPY_MOVE(BodyStream)

    // Called once, on whatever thread ends it, with the bytes that were taken. Set before others know the stream.
    void whenOver(std::function<void(qint64 bytes)> over) { m_over = std::move(over); }

    // ---- for who makes the body, on one thread ----
    // False when nobody wants it any more, or the disk takes no more.
    bool put(QByteArrayView bytes);
    qint64 made() const { return m_made; } // bytes; only there
    bool isLeft()
    {
        const std::lock_guard lock(m_mutex);
        return m_left;
    }
    void finish() { end(true); }
    // What was made is not all: the client is to see that.
    void fail() { end(false); }

    // ---- for who sends it, on another ----
    // `wake` is called, from anywhere, after next() said Later and there is more.
    void listen(std::function<void()> wake);
    Next next(QByteArray &piece);
    // Takes no more.
    void leave();

private:
    void end(bool whole);

    const std::shared_ptr<SpoolRoom> m_room;
    std::mutex m_mutex;
    std::shared_ptr<Spool> m_spool; // reading and writing it is done outside the lock: a disk may be slow
    std::function<void()> m_wake;
    std::function<void(qint64)> m_over;
    qint64 m_made = 0;
    qint64 m_taken = 0;
    bool m_ended = false;
    bool m_whole = false;
    bool m_left = false;
    bool m_waited = false; // for more
};

}
