#include "server/http/mailbox.h"

#include <utility>

namespace backroom {

void Mailbox::open(std::function<void()> wake)
{
    const std::lock_guard lock(m_mutex);
    m_wake = std::move(wake);
}

void Mailbox::close()
{
    Post dropped;
    const std::lock_guard lock(m_mutex);
    m_wake = nullptr;
    std::swap(dropped, m_post);
}

template<typename T> void Mailbox::add(std::vector<T> Post::*list, T thing)
{
    const std::lock_guard lock(m_mutex);
    if (!m_wake)
        return;
    const bool wasEmpty = m_post.replies.empty() && m_post.arrivals.empty() && m_post.more.empty();
    (m_post.*list).push_back(std::move(thing));
    if (wasEmpty)
        m_wake();
}

void Mailbox::post(LateReply reply) { add(&Post::replies, std::move(reply)); }
void Mailbox::post(Arrival arrival) { add(&Post::arrivals, std::move(arrival)); }
void Mailbox::post(MoreToSend more) { add(&Post::more, more); }

Mailbox::Post Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_post, Post());
}

}
