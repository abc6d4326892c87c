#pragma once
// The body of a request, whole: in memory, or on the disk when it is large.
#include "server/http/spool.h"

namespace backroom {

// Cheap to copy; any thread.
class RequestBody {
public:
    RequestBody() = default;
    explicit RequestBody(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    explicit RequestBody(std::shared_ptr<const Spool> spool) : m_bytes(spool->bytes()), m_spool(std::move(spool)) {}

    // Valid as long as this body or a copy of it lives: copies of these bytes alone do not keep a file.
    const QByteArray &bytes() const { return m_bytes; }
    // A path under which this process can open the same, for who reads files; empty when it is in memory.
    QString file() const { return m_spool ? m_spool->path() : QString(); }

private:
    QByteArray m_bytes;
    std::shared_ptr<const Spool> m_spool;
};

}
