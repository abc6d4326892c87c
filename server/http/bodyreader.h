#pragma once
// Reads the body of one request from bytes as they arrive: counted by Content-Length or in chunks. Chunk extensions
// and trailers are refused: nobody needs them here, and they are where two readers disagree.
#include "server/http/requestbody.h"

#include <limits>

namespace backroom {

class BodyReader {
public:
    static constexpr int More = 0;
    static constexpr int Complete = 1;

    // More than `inMemory` bytes go to the disk, where `room` says how much there is for all.
    explicit BodyReader(qint64 inMemory = std::numeric_limits<qint64>::max(), std::shared_ptr<SpoolRoom> room = {})
        : m_inMemory(inMemory), m_room(std::move(room))
    {}

    void startCounted(qint64 length);
    // At most `limit` bytes.
    void startChunked(qint64 limit);
    // Takes what belongs to the body from the front of `bytes` and adds the number of bytes taken to `used`.
    // More, Complete, or the status to refuse with (400, 413, 503, 507).
    int feed(QByteArrayView bytes, qsizetype &used);
    qint64 received() const { return m_received; }
    // The body, once complete.
    RequestBody take();

private:
    enum class Phase { Counted, ChunkSize, ChunkData, ChunkEnd, LastEnd };
    int read(QByteArrayView bytes, qsizetype &used);
    qsizetype copy(QByteArrayView bytes);
    int keep(QByteArrayView bytes);
    int chunkSize(QByteArrayView bytes, qsizetype &used);

    const qint64 m_inMemory;
    const std::shared_ptr<SpoolRoom> m_room;
    QByteArray m_body;
    std::unique_ptr<Spool> m_spool; // instead, from m_inMemory on
    Phase m_phase = Phase::Counted;
    int m_fault = 0; // the status to refuse with
    qint64 m_received = 0;
    qint64 m_left = 0; // of the body or of the chunk
    qint64 m_limit = 0;
};

}
