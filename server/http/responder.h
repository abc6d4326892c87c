#pragma once
// The way back to the client of one request.
#include "server/http/mailbox.h"

#include <memory>

namespace backroom {

// Small, copyable, usable from any thread and at any time: the first reply counts, further ones and those to a client
// or worker that has gone do no harm. On the worker's own thread the reply is written at once.
class Responder {
public:
    Responder(std::shared_ptr<Mailbox> mailbox, ExchangeId exchange);
    void send(Reply reply) const;

private:
    std::shared_ptr<Mailbox> m_mailbox;
    ExchangeId m_exchange;
};

}
