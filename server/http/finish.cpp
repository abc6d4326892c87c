#include "server/http/finish.h"

#include "server/http/bytes.h"

namespace backroom {

namespace {
QByteArray headerOf(const Reply &reply, QByteArrayView name)
{
    for (const auto &[key, value] : reply.headers)
        if (key == name)
            return value;
    return {};
}
}

bool allowsOrigin(QByteArrayView origin, const Settings &settings)
{
    return !origin.isEmpty() && settings.allowedOrigins.contains(QString::fromUtf8(origin));
}

void finishBare(Reply &reply, const Request &request, const Settings &settings)
{
    finishBare(reply, request.header("origin"), settings);
}

void finishBare(Reply &reply, QByteArrayView origin, const Settings &settings)
{
    reply.headers.emplaceBack("X-Content-Type-Options", "nosniff");
    allowOrigin(reply, origin, settings);
}

void allowOrigin(Reply &reply, QByteArrayView origin, const Settings &settings)
{
    if (settings.allowedOrigins.isEmpty())
        return;
    reply.headers.emplaceBack("Vary", "Origin");
    if (allowsOrigin(origin, settings)) {
        reply.headers.emplaceBack("Access-Control-Allow-Origin", origin.toByteArray());
        reply.headers.emplaceBack(
            "Access-Control-Expose-Headers",
            "ETag, Idempotency-Replayed, Retry-After, X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset");
    }
}

void finishReply(Reply &reply, const Call &call)
{
    finishBare(reply, call.request(), call.settings());
    if (call.route().isPublicForever && reply.status == 200)
        reply.headers.emplaceBack("Cache-Control", "public, max-age=31536000, immutable");
    else if (call.route().isCached && reply.status == 200)
        ; // who keeps it asks again with its ETag
    else
        reply.headers.emplaceBack("Cache-Control", "no-store");
    // Elsewhere the tag is for If-Match: it names a revision, which does not tell all that the answer shows (a product's
    // stock moves without one).
    if (call.route().isCached || call.route().isPublicForever)
        answerNotModified(reply, call.request());
}

void finishPreflight(Reply &reply, const Request &request, const QByteArrayList &allowed)
{
    const bool readable = std::any_of(reply.headers.begin(), reply.headers.end(),
                                      [](const auto &header) { return header.first == "Access-Control-Allow-Origin"; });
    if (!readable || request.header("access-control-request-method").isNull())
        return;
    reply.headers.emplaceBack("Access-Control-Allow-Methods", allowed.join(", "));
    reply.headers.emplaceBack("Access-Control-Allow-Headers",
                              "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id");
    reply.headers.emplaceBack("Access-Control-Max-Age", "600");
}

void addEntityTag(Reply &reply)
{
    if (headerOf(reply, "ETag").isEmpty()) {
        // Tells answers apart and proves nothing, so that it need not take longer than to read them once.
        reply.headers.emplaceBack("ETag",
                                  '"' + QByteArray::number(quint64(qHash(QByteArrayView(reply.body), 0)), 16) + '-'
                                      + QByteArray::number(reply.body.size(), 16) + '"');
        reply.headers.emplaceBack("Cache-Control", "public, no-cache");
    }
}

bool namesTag(QByteArrayView ifNoneMatch, QByteArrayView tag)
{
    if (tag.isEmpty())
        return false;
    while (!ifNoneMatch.isEmpty()) {
        const qsizetype comma = ifNoneMatch.indexOf(',');
        const QByteArrayView named = bytes::trimmed(comma < 0 ? ifNoneMatch : ifNoneMatch.first(comma));
        ifNoneMatch = comma < 0 ? QByteArrayView() : ifNoneMatch.sliced(comma + 1);
        if (named == QByteArrayView("*") || (named.startsWith("W/") ? named.sliced(2) : named) == tag)
            return true;
    }
    return false;
}

void answerNotModified(Reply &reply, const Request &request)
{
    const bool reads = request.method() == Method::Get || request.method() == Method::Head;
    if (reply.status != 200 || !reads || !namesTag(request.header("if-none-match"), headerOf(reply, "ETag")))
        return;
    reply.status = 304;
    reply.body.clear();
    reply.type.clear();
}

}
