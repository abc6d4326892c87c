#pragma once
// One call on its way through the server, from the route that was found for it to its answer. Travels from the worker to
// the writer or a slow thread and back; touched by one at a time.
#include "app/log/logscope.h"
#include "server/http/call.h"
#include "server/http/handler.h"
#include "server/http/servershared.h"

namespace backroom {

struct Exchange
{
    ServerShared &shared;
    Call call;
    Responder responder;
    qint64 started; // microsNow()
    QByteArray token; // what the Authorization header bears
    std::optional<QByteArray> idempotencyKey;
    RateVerdict rate;
    bool touchDue = false; // the session or key is in use, and the store should know
    InFlight::Place place;

    // Whether it may go on, in this order; server/http/admission.cpp.
    // From where the call comes, and the token that it bears.
    Result<> takeCaller();
    // Whose token that is, and whether that one asked for too much.
    Result<> identify(Reader &reader);
    // Whether the route is for the caller.
    Result<> checkAccess() const;
    // Body, query and headers as the route describes them.
    Result<> checkRequest();
    // After a 422 of its shape: the call gets the part of the body that fits; false where there is none.
    bool fitBody();

    // How it ends: finished, counted, logged and sent; server/http/exchange.cpp.
    void answer(const Result<Reply> &result);
    // The parts of it, for replies that leave in another way.
    void finish(Reply &reply) const;
    void count(int status, qint64 bytes, const QString &why = {}) const;
    void touch() const;
    // Whatever escapes from a handler is one caller's 500, not the end of the program.
    template<typename Fn> void guarded(Fn &&fn)
    {
        const LogScope scope(call.actor());
        try {
            fn();
        } catch (const std::exception &error) {
            answer(fail(faultOf(error)));
        }
    }

private:
    Result<> admit();
    tl::unexpected<Error> countedAsStranger(const Error &error);
};

using ExchangePtr = std::shared_ptr<Exchange>;

}
