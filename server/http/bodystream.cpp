#include "server/http/bodystream.h"

#include <utility>

namespace backroom {

namespace {
constexpr qint64 LeastPiece = 16 * 1024; // bytes, but for the last: a piece costs a packet
constexpr qint64 MostPiece = 64 * 1024;
}

bool BodyStream::put(QByteArrayView bytes)
{
    std::unique_lock lock(m_mutex);
    if (m_left)
        return false;
    if (!m_spool)
        m_spool = Spool::open(m_room);
    const std::shared_ptr<Spool> spool = m_spool;
    lock.unlock();
    if (!spool || spool->append(bytes) != 0)
        return false;
    lock.lock();
    if (m_left)
        return false;
    m_made += bytes.size();
    if (!m_waited || m_made - m_taken < LeastPiece)
        return true;
    m_waited = false;
    const auto wake = m_wake;
    lock.unlock();
    wake();
    return true;
}

void BodyStream::end(bool whole)
{
    std::unique_lock lock(m_mutex);
    m_ended = true;
    m_whole = whole;
    const auto wake = std::exchange(m_waited, false) ? m_wake : nullptr;
    lock.unlock();
    if (wake)
        wake();
}

void BodyStream::listen(std::function<void()> wake)
{
    const std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
}

BodyStream::Next BodyStream::next(QByteArray &piece)
{
    std::unique_lock lock(m_mutex);
    if (m_ended && !m_whole)
        return Next::Broken;
    const qint64 ready = m_made - m_taken;
    if (ready == 0 && m_ended)
        return Next::End;
    if (ready < LeastPiece && !m_ended) {
        m_waited = true;
        return Next::Later;
    }
    const std::shared_ptr<Spool> spool = m_spool;
    const qint64 at = m_taken;
    m_taken += std::min(ready, MostPiece);
    piece.resize(m_taken - at);
    lock.unlock();
    return spool->read(at, piece) ? Next::Piece : Next::Broken;
}

void BodyStream::leave()
{
    std::unique_lock lock(m_mutex);
    m_left = true;
    m_waited = false;
    m_wake = nullptr;
    const std::shared_ptr<Spool> spool = std::move(m_spool); // closed outside the lock
    const auto over = std::exchange(m_over, nullptr);
    const qint64 taken = m_taken;
    lock.unlock();
    if (over)
        over(taken);
}

}
