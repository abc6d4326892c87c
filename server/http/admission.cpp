#include "server/http/admission.h"

#include "app/users/sessions.h"
#include "server/http/bodycheck.h"
#include "server/http/bodyfit.h"
#include "server/http/exchange.h"
#include "server/http/idempotency.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

std::optional<RateClass> furtherClass(const Route &route)
{
    if (route.rateClass == "password")
        return RateClass::Password;
    return route.write ? std::optional(RateClass::Changes) : std::nullopt;
}

Error tooMany(const RateVerdict &rate)
{
    return {ErrorCode::TooMany,
            tr("That is too much at once. Wait as long as Retry-After says."),
            {},
            rate.retryAfterSeconds};
}

Result<> Exchange::takeCaller()
{
    if (asksWho(call.route())) {
        const QByteArrayView header = call.request().header("authorization");
        if (header.size() > 7 && header.first(7).compare("Bearer ", Qt::CaseInsensitive) == 0)
            token = header.sliced(7).toByteArray().trimmed();
        else if (!header.isNull())
            return countedAsStranger(
                {ErrorCode::Unauthenticated, tr("Send the token as “Authorization: Bearer TOKEN”.")});
    }
    call.m_actor.address = call.request().peer().toString();
    call.m_actor.requestId = call.request().id();
    return {};
}

Result<> Exchange::identify(Reader &reader)
{
    if (token.isEmpty())
        return {};
    Result<Identity> known = sessions::authenticate(reader, token);
    if (!known)
        return countedAsStranger(known.error());
    known->actor.address = call.m_actor.address;
    known->actor.requestId = call.m_actor.requestId;
    call.m_actor = std::move(known->actor);
    touchDue = known->touchDue;
    return admit();
}

// Who signed in is counted by that, whichever address the call came from.
Result<> Exchange::admit()
{
    RateLimiter &limiter = shared.limiter;
    if (limiter.exempts(call.request().peer()))
        return {};
    const RateCaller caller(call.actor());
    const auto further = furtherClass(call.route());
    RateVerdict verdict = limiter.ask(RateClass::General, caller);
    if (verdict.allowed && further == RateClass::Changes)
        verdict = limiter.ask(RateClass::Changes, caller);
    if (!verdict.allowed || further != RateClass::Password) // callers are told of the closest limit
        rate = verdict;
    return verdict.allowed ? Result<>() : fail(tooMany(verdict));
}

// A token that is no good is its address's doing.
tl::unexpected<Error> Exchange::countedAsStranger(const Error &error)
{
    rate = shared.limiter.ask(RateClass::General, call.request().peer());
    return fail(error);
}

Result<> Exchange::checkAccess() const
{
    const Access &access = call.route().access;
    const Actor &actor = call.actor();
    switch (access.kind) {
    case Access::Kind::Anyone: return {};
    case Access::Kind::SignedIn:
        if (actor.kind == Actor::Kind::User)
            return {};
        if (actor.kind == Actor::Kind::Anonymous)
            return fail(ErrorCode::Unauthenticated, tr("Sign in first."));
        return fail(ErrorCode::Forbidden, tr("This is for people who signed in, not for API keys."));
    case Access::Kind::Permitted: return actor.require(access.permission);
    case Access::Kind::Loopback:
        return call.request().isFromThisMachine() ? Result<>() : actor.require({Area::Settings, Verb::Read});
    }
    return fail(ErrorCode::Forbidden, {});
}

Result<> Exchange::checkRequest()
{
    // 415 and 400 before 422: first what cannot be read at all.
    const auto read = readBody(call.route(), call.request());
    if (!read)
        return fail(read.error());
    if (auto query = checkQuery(call.route(), call.request()); !query)
        return query;
    if (call.request().method() == Method::Post) {
        auto key = idempotency::keyOf(call.request());
        if (!key)
            return fail(key.error());
        idempotencyKey = *std::move(key);
    }
    auto body = checkedBody(call.route(), *read, call.settings().currency);
    call.m_body = body ? *std::move(body) : read->toObject(); // that one is for fitBody()
    return body ? Result<>() : fail(body.error());
}

bool Exchange::fitBody()
{
    const ShapePtr &shape = call.route().body;
    if (!shape)
        return false;
    const QByteArray &currency = call.settings().currency;
    call.m_body = fittedBody(*shape, call.m_body, currency);
    return checkShape(*shape, call.m_body, currency).isEmpty();
}

}
