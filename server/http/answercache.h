#pragma once
// Answers of catalogue and content, kept as bytes by one worker and dropped as a whole when something in them may have
// changed: the version is raised by the change feed before anyone is told of the commit.
#include "server/http/replybytes.h"
#include "server/http/route.h"

#include <QHash>
#include <atomic>
#include <vector>

namespace backroom {

// One kept answer: its body, and its heads as far as they are always the same.
class KeptAnswer {
public:
    // `reply` has status 200 and an ETag, and none yet of the fields that every reply gets on its way out.
    KeptAnswer(const Route *route, const Reply &reply);

    const Route &route() const { return *m_route; }
    const QByteArray &body() const { return m_reply.body; }
    const QByteArray &tag() const { return m_tag; }
    // The whole head, or that of a 304, for who asks from `origin` (a null view where that is not allowed to read it).
    // `finish` adds the fields of the way out to a reply; it is called once for each origin.
    template<typename Finish> const PreparedHead &head(bool unchanged, QByteArrayView origin, Finish finish)
    {
        for (const Variant &variant : m_variants)
            if (variant.unchanged == unchanged && variant.origin == origin)
                return variant.head;
        return add(unchanged, origin, finish(m_reply));
    }
    qsizetype size() const { return m_size; }

private:
    struct Variant
    {
        bool unchanged;
        QByteArray origin;
        PreparedHead head;
    };
    const PreparedHead &add(bool unchanged, QByteArrayView origin, Reply finished);

    const Route *m_route;
    Reply m_reply;
    QByteArray m_tag;
    qsizetype m_size;
    std::vector<Variant> m_variants;
};

class AnswerCache {
public:
    // At most `bytes` are kept, give or take what a hash needs.
    explicit AnswerCache(const std::atomic<quint64> &version, qsizetype bytes = 16 * 1024 * 1024)
        : m_version(version), m_most(bytes)
    {}

    // Read before the store is, and handed to keep(): an answer read before a change is not kept after it.
    quint64 version() const { return m_version.load(std::memory_order_acquire); }
    // By the target as it was sent; null when there is none. Valid until the next call of find() or keep().
    KeptAnswer *find(QByteArrayView target);
    void keep(QByteArrayView target, const Route *route, const Reply &reply, quint64 readAt);
    qsizetype bytes() const { return m_bytes; }

private:
    void clear();

    const std::atomic<quint64> &m_version;
    const qsizetype m_most;
    QHash<QByteArray, KeptAnswer> m_answers;
    qsizetype m_bytes = 0;
    quint64 m_kept = 0; // the version they are of
};

}
