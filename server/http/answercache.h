#pragma once
// Answers of catalogue and content, kept as bytes by one worker and dropped as a whole when something in them may have
// changed: the version is raised by the change feed before anyone is told of the commit.
#include "server/http/reply.h"

#include <QHash>
#include <atomic>

namespace backroom {

class AnswerCache {
public:
    explicit AnswerCache(const std::atomic<quint64> &version) : m_version(version) {}

    // Read before the store is, and handed to keep(): an answer read before a change is not kept after it.
    quint64 version() const { return m_version.load(std::memory_order_acquire); }

    const Reply *find(const QByteArray &key)
    {
        if (m_kept != version())
            return nullptr;
        const auto found = m_answers.constFind(key);
        return found == m_answers.constEnd() ? nullptr : &*found;
    }

    void keep(const QByteArray &key, const Reply &reply, quint64 readAt)
    {
        if (readAt != version() || reply.body.size() > MaxBytes / 16)
            return;
        if (m_kept != readAt || m_bytes + reply.body.size() > MaxBytes) {
            m_answers.clear();
            m_bytes = 0;
        }
        m_kept = readAt;
        m_bytes += reply.body.size() + key.size() + 256;
        Reply kept = reply;
        kept.body.squeeze();
        m_answers.insert(key, kept);
    }

private:
    static constexpr qsizetype MaxBytes = 16 * 1024 * 1024;
    const std::atomic<quint64> &m_version;
    QHash<QByteArray, Reply> m_answers;
    qsizetype m_bytes = 0;
    quint64 m_kept = 0;
};

}
