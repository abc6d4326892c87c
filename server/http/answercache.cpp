#include "server/http/answercache.h"

#include <utility>

namespace backroom {

namespace {
constexpr qsizetype Overhead = 1024; // of an answer beside its bytes: heads, a place in the hash
constexpr qsizetype MostOrigins = 16; // heads made ahead for one answer
}

KeptAnswer::KeptAnswer(const Route *route, const Reply &reply)
    : m_route(route), m_reply(reply), m_size(reply.body.size() + Overhead)
{
    m_reply.body.squeeze();
    for (const auto &[name, value] : reply.headers)
        if (name == "ETag")
            m_tag = value;
}

const PreparedHead &KeptAnswer::add(bool unchanged, QByteArrayView origin, Reply finished)
{
    if (unchanged) {
        finished.status = 304;
        finished.body.clear();
        finished.type.clear();
    }
    if (m_variants.size() >= static_cast<size_t>(MostOrigins))
        m_variants.clear();
    m_variants.push_back({unchanged, origin.toByteArray(), PreparedHead(finished)});
    return m_variants.back().head;
}

KeptAnswer *AnswerCache::find(QByteArrayView target)
{
    if (m_kept != version()) {
        clear();
        return nullptr;
    }
    const auto found = m_answers.find(QByteArray::fromRawData(target.data(), target.size()));
    return found == m_answers.end() ? nullptr : &*found;
}

void AnswerCache::keep(QByteArrayView target, const Route *route, const Reply &reply, quint64 readAt)
{
    const KeptAnswer answer(route, reply);
    const qsizetype size = answer.size() + target.size();
    if (readAt != version() || size > m_most / 16 || find(target))
        return;
    if (m_bytes + size > m_most)
        clear();
    m_kept = readAt;
    m_bytes += size;
    m_answers.insert(target.toByteArray(), answer);
}

void AnswerCache::clear()
{
    m_answers.clear();
    m_bytes = 0;
}

}
