#include "server/http/endpoint.h"

#include "app/log/logscope.h"
#include "app/store/storeerror.h"
#include "app/users/sessions.h"
#include "server/http/bodycheck.h"
#include "server/http/finish.h"
#include "server/http/idempotency.h"
#include "server/http/makebody.h"
#include "server/http/problem.h"
#include "server/http/requestid.h"

#include <QCoreApplication>
#include <QUrl>
#include <chrono>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

qint64 microsNow()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Error tooMany(const RateVerdict &rate)
{
    return {ErrorCode::TooMany,
            tr("That is too much at once. Wait as long as Retry-After says."),
            {},
            rate.retryAfterSeconds};
}

Error busy()
{
    return {ErrorCode::Busy, tr("Too many are asking for this at the same moment. Try again shortly."), {}, 2};
}

constexpr qint64 SlowMicros = 1'000'000;

// Beside the access log's row, under the same id: what went wrong, or took long.
void logUnusual(const Call &call, int status, qint64 micros, const QString &why)
{
    if (status < 500 && micros < SlowMicros)
        return;
    const LogScope scope(call.actor());
    const QByteArray what = methodText(call.request().method()) + ' ' + call.route().path;
    if (status >= 500)
        qWarning("%s answered %d after %.3f s: %s", what.constData(), status, double(micros) / 1e6, qPrintable(why));
    else
        qInfo("%s took %.3f s", what.constData(), double(micros) / 1e6);
}

// For the log: 200 bytes at the most, and no half character at their end, which a database would refuse.
QByteArray beginningOf(QByteArrayView path)
{
    qsizetype size = std::min<qsizetype>(200, path.size());
    while (size > 0 && size < path.size() && (static_cast<uchar>(path[size]) & 0xc0) == 0x80)
        --size;
    return path.first(size).toByteArray();
}

// Catalogue and content are the same for everybody; who asks is not looked up.
bool asksWho(const Route &route) { return !route.isCached && !route.isPublicForever; }

// What a call is counted as beside the general rate.
std::optional<RateClass> furtherClass(const Route &route)
{
    if (route.rateClass == "password")
        return RateClass::Password;
    return route.write ? std::optional(RateClass::Changes) : std::nullopt;
}

// Which commits catalogue and content may show.
bool showsInCatalogue(const Commit &commit)
{
    return commit.touches(Topic::Products) || commit.touches(Topic::Categories) || commit.touches(Topic::Settings)
        || commit.touches(Topic::Shipping) || commit.touches(Topic::Imports);
}
}

ServerShared::ServerShared(Backroom &shop, const RateLimits &rates, const QByteArray &hostName)
    : shop(shop),
      routes(allRoutes(this)),
      router(routes),
      metrics(routes),
      log(shop, routes),
      limiter(rates),
      hostName(hostName),
      subscription(shop.database().feed().subscribe([this](const Commit &commit) {
          if (showsInCatalogue(commit))
              catalogueVersion.fetch_add(1, std::memory_order_release);
      }))
{}

ServerShared::~ServerShared() { subscription.end(); }

bool ServerShared::takesUpload(Method method, QByteArrayView path) const
{
    const Route *route = router.find(method, segmentsOf(path)).route;
    return route && !route->uploadTypes.isEmpty();
}

qint64 ServerShared::uptimeSeconds() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - startedAt).count();
}

struct Endpoint::Exchange
{
    ServerShared &shared;
    Call call;
    Responder responder;
    qint64 started;
    QByteArray token; // what the Authorization header bears
    std::optional<QByteArray> idempotencyKey;
    RateVerdict rate;
    bool touchDue = false; // the session or key is in use, and the store should know
    InFlight::Place place;

    void answer(const Result<Reply> &result)
    {
        Reply reply = result ? *result : problemReply(result.error(), call.request().path(), call.request().id());
        finish(reply);
        count(reply.status, reply.body.size(), result ? QString() : result.error().message);
        responder.send(std::move(reply));
        touch();
    }

    void finish(Reply &reply) const
    {
        finishReply(reply, call);
        reply.headers += rate.headers();
    }

    void count(int status, qint64 bytes, const QString &why = {}) const
    {
        const qint64 micros = microsNow() - started;
        shared.metrics.count(&call.route(), status, bytes, micros);
        logUnusual(call, status, micros, why);
        shared.log.add({shared.shop.clock().now(), methodText(call.request().method()), call.route().path, status,
                        micros, bytes, call.actor().tag(), call.request().id(), call.request().peerText()});
    }

    void touch() const
    {
        if (touchDue)
            shared.shop.database().write(
                call.actor(),
                [actor = call.actor()](Transaction &transaction) -> Result<> {
                    sessions::touch(transaction, actor);
                    return {};
                },
                {}, Durability::Relaxed);
    }
};

void Endpoint::handle(Request request, const Responder &responder)
{
    const qint64 started = microsNow();
    // A token says who calls. Until it is known to be good, only what its address did before can stop it; see identify().
    const bool bearsToken = !request.header("authorization").isNull();
    RateVerdict rate = bearsToken ? m_shared.limiter.look(RateClass::General, request.peer())
                                  : m_shared.limiter.ask(RateClass::General, request.peer());
    if (!rate.allowed)
        return answerError(request, responder, tooMany(rate), rate.headers(), started);
    if (!rules(started).hosts.allows(request.header("host"), request.local()))
        return answerMisdirected(request, responder, rate, started);
    Router::Match match = m_shared.router.find(request.method(), request.segments());
    const bool looksWho = bearsToken && match.route && asksWho(*match.route);
    if (bearsToken && !looksWho)
        rate = m_shared.limiter.ask(RateClass::General, request.peer());
    if (request.method() == Method::Options && !match.allowed.isEmpty())
        return answerOptions(request, responder, match, rate, started);
    if (!match.route)
        return answerUnrouted(request, responder, match, rate, started);
    if (const auto further = furtherClass(*match.route); further == RateClass::Password || (further && !looksWho)) {
        if (const RateVerdict verdict = m_shared.limiter.ask(*further, request.peer()); verdict.limit > 0)
            rate = verdict;
        if (!rate.allowed)
            return answerError(request, responder, tooMany(rate), rate.headers(), started);
    }
    const auto exchange = std::make_shared<Exchange>(
        Exchange{m_shared,
                 Call(m_shared.shop, *match.route, std::move(request), std::move(match.parameters)),
                 responder,
                 started,
                 {},
                 {},
                 rate,
                 false,
                 m_shared.inFlight.enter()});
    guarded(*exchange, [this, &exchange] { start(exchange); });
}

// Whatever escapes from a handler is one caller's 500, not the end of the program.
template<typename Fn> void Endpoint::guarded(Exchange &exchange, Fn &&fn)
{
    const LogScope scope(exchange.call.actor());
    try {
        fn();
    } catch (const std::exception &error) {
        exchange.answer(fail(faultOf(error)));
    }
}

void Endpoint::answerUnrouted(const Request &request, const Responder &responder, const Router::Match &match,
                              const RateVerdict &rate, qint64 started)
{
    HeaderList headers = rate.headers();
    if (match.allowed.isEmpty())
        return answerError(request, responder, Call::notFound().value(), headers, started);
    headers.emplaceBack("Allow", match.allowed.join(", "));
    answerError(request, responder,
                {ErrorCode::MethodNotAllowed, tr("This address knows other methods: see the header Allow.")}, headers,
                started);
}

void Endpoint::answerError(const Request &request, const Responder &responder, const Error &error,
                           const HeaderList &headers, qint64 started)
{
    Reply reply = problemReply(error, request.path(), request.id());
    reply.headers += headers;
    answerBare(request, responder, std::move(reply), started);
}

void Endpoint::answerMisdirected(const Request &request, const Responder &responder, const RateVerdict &rate,
                                 qint64 started)
{
    const QString detail = tr(
        "This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in "
        "the settings.");
    Reply reply = misdirectedReply(detail, request.path(), request.id());
    reply.headers += rate.headers();
    answerBare(request, responder, std::move(reply), started);
}

// What no route answered.
void Endpoint::answerBare(const Request &request, const Responder &responder, Reply reply, qint64 started)
{
    finishBare(reply, request, *m_shared.shop.settings());
    reply.headers.emplaceBack("Cache-Control", "no-store");
    const qint64 micros = microsNow() - started;
    m_shared.metrics.count(nullptr, reply.status, reply.body.size(), micros);
    m_shared.log.add({m_shared.shop.clock().now(), methodText(request.method()), beginningOf(request.path()),
                      reply.status, micros, reply.body.size(), "guest", request.id(), request.peerText()});
    responder.send(std::move(reply));
}

const Endpoint::Rules &Endpoint::rules(qint64 now)
{
    // The version first: settings read after it are at least as new. A store that was away is asked again.
    constexpr qint64 Fresh = 1'000'000; // microseconds
    const quint64 version = m_cache.version();
    if (m_rules.version != version || now - m_rules.readAt > Fresh) {
        auto settings = m_shared.shop.settings();
        if (settings != m_rules.settings) {
            QByteArrayList names;
            if (!m_shared.hostName.isEmpty())
                names << m_shared.hostName;
            for (const QString &name : settings->allowedHosts)
                names << QUrl::toAce(name);
            m_rules.hosts = HostRule(std::move(names));
            m_rules.settings = std::move(settings);
        }
        m_rules.version = version;
        m_rules.readAt = now;
    }
    return m_rules;
}

std::optional<QByteArray> Endpoint::answer(const Head &head, const Peer &peer, ReplyFraming framing, QByteArray &out)
{
    KeptAnswer *const kept = m_cache.find(head.view(head.target));
    if (!kept || Call::wantsCsv(head.value(head.accept)))
        return std::nullopt;
    const qint64 started = microsNow();
    const Rules &rules = this->rules(started);
    if (!rules.hosts.allows(head.value(head.host), peer.local))
        return std::nullopt;
    const RateVerdict rate = m_shared.limiter.ask(RateClass::General, peer.address);
    if (!rate.allowed)
        return std::nullopt;

    std::array<char, 20> made;
    QByteArrayView id = head.value(head.requestId);
    if (!isSaneRequestId(id)) {
        made = newRequestIdText();
        id = QByteArrayView(made);
    }
    framing.requestId = id;
    QByteArrayView origin = head.value(head.origin);
    if (!allowsOrigin(origin, *rules.settings))
        origin = {};
    const bool unchanged = namesTag(head.value(head.ifNoneMatch), kept->tag());
    const PreparedHead &prepared = kept->head(unchanged, origin, [&](Reply reply) {
        finishBare(reply, origin, *rules.settings);
        return reply;
    });
    QByteArray limits;
    rate.appendTo(limits);
    prepared.append(out, framing, limits);

    const QByteArray body = unchanged ? QByteArray() : kept->body();
    const qint64 micros = microsNow() - started;
    const int status = unchanged ? 304 : 200;
    m_shared.metrics.count(&kept->route(), status, body.size(), micros);
    m_shared.metrics.countKept();
    m_shared.log.add({m_shared.shop.clock().now(), methodText(head.method), kept->route().path, status, micros,
                      body.size(), "guest"_ba, id.toByteArray(), peer.text});
    return framing.headOnly ? QByteArray() : body;
}

void Endpoint::answerOptions(const Request &request, const Responder &responder, const Router::Match &match,
                             const RateVerdict &rate, qint64 started)
{
    Reply reply{204, {}, {}, {{"Allow", match.allowed.join(", ")}}};
    finishBare(reply, request, *m_shared.shop.settings());
    finishPreflight(reply, request, match.allowed);
    reply.headers += rate.headers();
    const qint64 micros = microsNow() - started;
    m_shared.metrics.count(nullptr, reply.status, 0, micros);
    m_shared.log.add({m_shared.shop.clock().now(), "OPTIONS", beginningOf(request.path()), reply.status, micros, 0,
                      "guest", request.id(), request.peerText()});
    responder.send(std::move(reply));
}

void Endpoint::start(const ExchangePtr &exchange)
{
    const Route &route = exchange->call.route();
    if (asksWho(route)) {
        const QByteArrayView header = exchange->call.request().header("authorization");
        if (header.size() > 7 && header.first(7).compare("Bearer ", Qt::CaseInsensitive) == 0)
            exchange->token = header.sliced(7).toByteArray().trimmed();
        else if (!header.isNull())
            return exchange->answer(countedAsStranger(*exchange,
                                                      {ErrorCode::Unauthenticated,
                                                       tr("Send the token as “Authorization: Bearer TOKEN”.")}));
    }
    exchange->call.m_actor.address = exchange->call.request().peer().toString();
    exchange->call.m_actor.requestId = exchange->call.request().id();
    // A plain read does all in one snapshot.
    if (route.read && !route.slow)
        return runRead(exchange);
    if (!exchange->token.isEmpty()) {
        const Result<> known =
            m_shared.shop.database().read([&exchange](Reader &reader) { return identify(*exchange, reader); });
        if (!known)
            return exchange->answer(fail(known.error()));
    }
    const Result<> checked = checkAccess(*exchange).and_then([&exchange] { return checkRequest(*exchange); });
    if (!checked)
        return exchange->answer(fail(checked.error()));
    if (!route.slow)
        return runWrite(exchange);
    auto &pool = route.rateClass == "password" ? m_shared.shop.hashing() : m_shared.shop.slow();
    const bool taken = pool.run([exchange] {
        guarded(*exchange, [&exchange] {
            Result<std::any> prepared = exchange->call.route().slow(exchange->call);
            if (!prepared)
                return exchange->answer(fail(prepared.error()));
            exchange->call.m_prepared = *std::move(prepared);
            afterChecks(exchange);
        });
    });
    if (!taken)
        exchange->answer(fail(busy()));
}

// On a slow thread: nothing of this worker may be touched but what is shared.
void Endpoint::afterChecks(const ExchangePtr &exchange)
{
    if (exchange->call.route().write)
        return runWrite(exchange);
    exchange->answer(exchange->shared.shop.database().read(
        [&exchange](Reader &reader) { return exchange->call.route().read(exchange->call, reader); }));
}

void Endpoint::runRead(const ExchangePtr &exchange)
{
    Call &call = exchange->call;
    const quint64 version = m_cache.version();
    const Result<Reply> result = m_shared.shop.database().read([&](Reader &reader) -> Result<Reply> {
        if (const auto known = identify(*exchange, reader); !known)
            return fail(known.error());
        if (const auto allowed = checkAccess(*exchange); !allowed)
            return fail(allowed.error());
        if (const auto fits = checkRequest(*exchange); !fits)
            return fail(fits.error());
        return call.route().read(call, reader);
    });
    if (result && call.route().isCached && result->status == 200) {
        Reply reply = *result;
        addEntityTag(reply);
        if (!call.wantsCsv())
            m_cache.keep(call.request().target(), &call.route(), reply, version);
        return exchange->answer(reply);
    }
    if (result && call.maker())
        return startStream(exchange, *result);
    exchange->answer(result);
}

// The head leaves now, the body as it is made; what was sent of it is counted when that is over.
void Endpoint::startStream(const ExchangePtr &exchange, Reply reply)
{
    const auto stream = std::make_shared<BodyStream>(exchange->shared.streamRoom);
    const auto make = [exchange, stream] {
        const LogScope scope(exchange->call.actor());
        makeBody(exchange->call, *stream);
    };
    if (!exchange->shared.shop.slow().run(make))
        return exchange->answer(fail(busy()));
    exchange->finish(reply);
    stream->whenOver([exchange, status = reply.status](qint64 bytes) { exchange->count(status, bytes); });
    reply.stream = stream;
    exchange->responder.send(std::move(reply));
    exchange->touch();
}

Result<> Endpoint::identify(Exchange &exchange, Reader &reader)
{
    if (exchange.token.isEmpty())
        return {};
    Result<Identity> known = sessions::authenticate(reader, exchange.token);
    if (!known)
        return countedAsStranger(exchange, known.error());
    known->actor.address = exchange.call.m_actor.address;
    known->actor.requestId = exchange.call.m_actor.requestId;
    exchange.call.m_actor = std::move(known->actor);
    exchange.touchDue = known->touchDue;
    return admit(exchange);
}

// Who signed in is counted by that, whichever address the call came from.
Result<> Endpoint::admit(Exchange &exchange)
{
    RateLimiter &limiter = exchange.shared.limiter;
    if (limiter.exempts(exchange.call.request().peer()))
        return {};
    const RateCaller caller(exchange.call.actor());
    const auto further = furtherClass(exchange.call.route());
    RateVerdict verdict = limiter.ask(RateClass::General, caller);
    if (verdict.allowed && further == RateClass::Changes)
        verdict = limiter.ask(RateClass::Changes, caller);
    if (!verdict.allowed || further != RateClass::Password) // callers are told of the closest limit
        exchange.rate = verdict;
    return verdict.allowed ? Result<>() : fail(tooMany(verdict));
}

// A token that is no good is its address's doing.
tl::unexpected<Error> Endpoint::countedAsStranger(Exchange &exchange, const Error &error)
{
    exchange.rate = exchange.shared.limiter.ask(RateClass::General, exchange.call.request().peer());
    return fail(error);
}

Result<> Endpoint::checkAccess(const Exchange &exchange)
{
    const Access &access = exchange.call.route().access;
    const Actor &actor = exchange.call.actor();
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
        return exchange.call.request().peer().isLoopback() ? Result<>() : actor.require({Area::Settings, Verb::Read});
    }
    return fail(ErrorCode::Forbidden, {});
}

Result<> Endpoint::checkRequest(Exchange &exchange)
{
    // 415 and 400 before 422: first what cannot be read at all.
    const auto read = readBody(exchange.call.route(), exchange.call.request());
    if (!read)
        return fail(read.error());
    if (auto query = checkQuery(exchange.call.route(), exchange.call.request()); !query)
        return query;
    if (exchange.call.request().method() == Method::Post) {
        auto key = idempotency::keyOf(exchange.call.request());
        if (!key)
            return fail(key.error());
        exchange.idempotencyKey = *std::move(key);
    }
    auto body = checkedBody(exchange.call.route(), *read, exchange.call.settings().currency);
    if (!body)
        return fail(body.error());
    exchange.call.m_body = *std::move(body);
    return {};
}

void Endpoint::runWrite(const ExchangePtr &exchange)
{
    const auto reply = std::make_shared<std::optional<Reply>>();
    exchange->shared.shop.database().write(
        exchange->call.actor(),
        [exchange, reply](Transaction &transaction) -> Result<> {
            auto result = callWrite(*exchange, transaction);
            if (!result)
                return fail(result.error());
            *reply = *std::move(result);
            return {};
        },
        [exchange, reply](const Result<> &written) {
            if (written)
                exchange->answer(**reply);
            else
                exchange->answer(fail(written.error()));
        },
        exchange->call.route().durability);
}

Result<Reply> Endpoint::callWrite(Exchange &exchange, Transaction &transaction)
{
    Call &call = exchange.call;
    if (exchange.idempotencyKey) {
        auto kept = idempotency::find(transaction, call, *exchange.idempotencyKey);
        if (!kept)
            return fail(kept.error());
        if (*kept)
            return **kept;
    }
    Result<Reply> reply = call.route().write(call, transaction);
    // The same call may have committed on another connection since it was looked for, and be why this one cannot: taken
    // back and run again, it finds that reply.
    if (!reply && exchange.idempotencyKey) {
        if (const auto kept = idempotency::find(transaction, call, *exchange.idempotencyKey); kept && *kept)
            throw StoreError(StoreError::Kind::Unique, "the same call was made at the same moment");
    }
    if (reply && exchange.idempotencyKey && reply->status / 100 == 2)
        idempotency::keep(transaction, call, *exchange.idempotencyKey, *reply);
    return reply;
}

}
