#pragma once
// What the application gives the server: a function that takes a request and answers through the responder, now or
// later, from this thread or another; and, beside it, a short way for what is kept as bytes.
#include "server/http/refusal.h"
#include "server/http/replybytes.h"
#include "server/http/request.h"
#include "server/http/responder.h"

#include <functional>
#include <optional>

namespace backroom {

using Handler = std::function<void(Request, Responder)>;

// Asked first for every GET and HEAD without a body: what needs nothing but kept bytes is answered without a Request,
// and exactly as the handler would answer it.
class Shortcut {
public:
    virtual ~Shortcut() = default;
    // Appends the reply's head to `out` and gives its body (empty where none follows). Nothing: the long way, and
    // nothing was done. `head` and the framing's views live for the call; the framing's request id is not set.
    virtual std::optional<QByteArray> answer(const Head &head, const Peer &peer, ReplyFraming framing,
                                             QByteArray &out) = 0;
};

// Told of each request that a gate answers itself, before the answer leaves; may add fields to it.
using RefusalWatch = std::function<void(const Refused &refused, const Peer &peer, Reply &reply)>;

// What answers the requests of one worker.
struct Service
{
    template<typename Function>
    requires std::is_invocable_v<Function, Request, Responder>
    Service(Function handler, std::shared_ptr<Shortcut> shortcut = {}, RefusalWatch refused = {})
        : handler(std::move(handler)), shortcut(std::move(shortcut)), refused(std::move(refused))
    {}
    Handler handler;
    std::shared_ptr<Shortcut> shortcut; // may be null
    RefusalWatch refused; // may be empty
};

// Makes the service of one worker, on its thread, where it is also used and destroyed.
using HandlerFactory = std::function<Service()>;
// Whether a request may carry a body of Limits::uploadBody. The path is decoded. Called on every worker's thread.
using UploadRule = std::function<bool(Method method, QByteArrayView path)>;

}
