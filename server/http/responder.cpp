#include "server/http/responder.h"

#include "server/http/workerloop.h"

#include <utility>

namespace backroom {

Responder::Responder(std::shared_ptr<Mailbox> mailbox, ExchangeId exchange)
    : m_mailbox(std::move(mailbox)), m_exchange(exchange)
{}

void Responder::send(Reply reply) const
{
    WorkerLoop *here = WorkerLoop::ofThisThread();
    if (here && here->mailbox() == m_mailbox)
        here->answer(m_exchange, reply);
    else
        m_mailbox->post(LateReply{m_exchange, std::move(reply)});
}

}
