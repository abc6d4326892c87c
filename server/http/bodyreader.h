#pragma once
// Reads the body of one request from bytes as they arrive: counted by Content-Length or in chunks. Chunk extensions
// and trailers are refused: nobody needs them here, and they are where two readers disagree.
#include <QByteArray>

namespace backroom {

class BodyReader {
public:
    static constexpr int More = 0;
    static constexpr int Complete = 1;

    void startCounted(qint64 length);
    // At most `limit` bytes.
    void startChunked(qint64 limit);
    // Takes what belongs to the body from the front of `bytes` and adds the number of bytes taken to `used`.
    // More, Complete, or the status to refuse with (400, 413).
    int feed(QByteArrayView bytes, qsizetype &used);
    qint64 received() const { return m_body.size(); }
    // The body, once complete.
    QByteArray take();

private:
    enum class Phase { Counted, ChunkSize, ChunkData, ChunkEnd, LastEnd };
    qsizetype copy(QByteArrayView bytes);
    int chunkSize(QByteArrayView bytes, qsizetype &used);

    QByteArray m_body;
    Phase m_phase = Phase::Counted;
    qint64 m_left = 0; // of the body or of the chunk
    qint64 m_limit = 0;
};

}
