#include "server/http/bodyreader.h"

#include "server/http/bytes.h"

#include <utility>

namespace backroom {

namespace {
constexpr qint64 FirstReserve = 16 * 1024; // no more memory on a promise alone
constexpr qsizetype ChunkDigits = 8;
}

void BodyReader::startCounted(qint64 length)
{
    m_phase = Phase::Counted;
    m_left = length;
    m_limit = length;
    m_body = QByteArray();
    if (length <= m_inMemory)
        m_body.reserve(qMin(length, FirstReserve));
}

void BodyReader::startChunked(qint64 limit)
{
    m_phase = Phase::ChunkSize;
    m_left = 0;
    m_limit = limit;
    m_body = QByteArray();
}

RequestBody BodyReader::take()
{
    if (m_spool)
        return RequestBody(std::shared_ptr<const Spool>(std::move(m_spool)));
    return RequestBody(std::exchange(m_body, QByteArray()));
}

// 0, or the status to refuse with.
int BodyReader::keep(QByteArrayView bytes)
{
    if (!m_spool && m_body.size() + bytes.size() > m_inMemory) {
        m_spool = Spool::open(m_room);
        if (!m_spool)
            return 507;
        if (const int fault = m_spool->append(std::exchange(m_body, QByteArray())))
            return fault;
    }
    if (m_spool)
        return m_spool->append(bytes);
    m_body.append(bytes);
    return 0;
}

qsizetype BodyReader::copy(QByteArrayView bytes)
{
    const qsizetype size = qMin<qint64>(m_left, bytes.size());
    if (m_fault == 0)
        m_fault = keep(bytes.first(size));
    m_received += size;
    m_left -= size;
    return size;
}

int BodyReader::chunkSize(QByteArrayView bytes, qsizetype &used)
{
    qint64 size = 0;
    qsizetype digits = 0;
    for (; digits < bytes.size(); ++digits) {
        const int value = backroom::bytes::hexValue(bytes[digits]);
        if (value < 0)
            break;
        if (digits == ChunkDigits)
            return 400;
        size = size * 16 + value;
    }
    if (digits < bytes.size() && (digits == 0 || bytes[digits] != '\r'))
        return 400;
    if (digits + 1 >= bytes.size())
        return More;
    if (bytes[digits + 1] != '\n')
        return 400;
    if (m_received + size > m_limit)
        return 413;
    used = digits + 2;
    m_left = size;
    m_phase = size > 0 ? Phase::ChunkData : Phase::LastEnd;
    return Complete;
}

int BodyReader::feed(QByteArrayView bytes, qsizetype &used)
{
    const int outcome = read(bytes, used);
    if (m_fault == 0 && outcome == Complete && m_spool && !m_spool->map())
        m_fault = 507;
    return m_fault != 0 ? m_fault : outcome;
}

int BodyReader::read(QByteArrayView bytes, qsizetype &used)
{
    for (;;) {
        qsizetype taken = 0;
        switch (m_phase) {
        case Phase::Counted: used += copy(bytes); return m_left == 0 ? Complete : More;
        case Phase::ChunkSize: {
            const int outcome = chunkSize(bytes, taken);
            if (outcome != Complete)
                return outcome;
            break;
        }
        case Phase::ChunkData:
            taken = copy(bytes);
            if (m_left > 0) {
                used += taken;
                return More;
            }
            m_phase = Phase::ChunkEnd;
            break;
        case Phase::ChunkEnd:
        case Phase::LastEnd:
            if ((!bytes.isEmpty() && bytes[0] != '\r') || (bytes.size() > 1 && bytes[1] != '\n'))
                return 400;
            if (bytes.size() < 2)
                return More;
            if (m_phase == Phase::LastEnd) {
                used += 2;
                return Complete;
            }
            taken = 2;
            m_phase = Phase::ChunkSize;
            break;
        }
        used += taken;
        bytes = bytes.sliced(taken);
    }
}

}
