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

void Mailbox::post(LateReply reply)
{
    const std::lock_guard lock(m_mutex);
    if (!m_wake)
        return;
    const bool wasEmpty = m_post.replies.empty() && m_post.arrivals.empty();
    m_post.replies.push_back(std::move(reply));
    if (wasEmpty)
        m_wake();
}

void Mailbox::post(Arrival arrival)
{
    const std::lock_guard lock(m_mutex);
    if (!m_wake)
        return;
    const bool wasEmpty = m_post.replies.empty() && m_post.arrivals.empty();
    m_post.arrivals.push_back(std::move(arrival));
    if (wasEmpty)
        m_wake();
}

Mailbox::Post Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_post, Post());
}

}
