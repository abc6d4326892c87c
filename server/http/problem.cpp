#include "server/http/problem.h"

#include "app/base/json.h"

namespace backroom {

namespace {
struct Kind
{
    int status;
    const char *type;
    const char *title;
};

Kind kindOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed: return {400, "malformed", "The request cannot be read"};
    case ErrorCode::Unauthenticated: return {401, "unauthenticated", "Not signed in"};
    case ErrorCode::Forbidden: return {403, "forbidden", "Not allowed"};
    case ErrorCode::NotFound: return {404, "not-found", "Not found"};
    case ErrorCode::MethodNotAllowed: return {405, "method-not-allowed", "Not with this method"};
    case ErrorCode::Conflict: return {409, "conflict", "Not possible as things stand"};
    case ErrorCode::Stale: return {412, "stale", "Changed meanwhile"};
    case ErrorCode::TooLarge: return {413, "too-large", "Too large"};
    case ErrorCode::Unsupported: return {415, "unsupported-media-type", "Not a kind of content taken here"};
    case ErrorCode::Invalid: return {422, "invalid", "Some fields need another look"};
    case ErrorCode::PreconditionRequired: return {428, "precondition-required", "If-Match is needed"};
    case ErrorCode::TooMany: return {429, "too-many-requests", "Too many requests"};
    case ErrorCode::Busy: return {503, "busy", "Busy"};
    case ErrorCode::Unavailable: return {503, "unavailable", "The store does not answer"};
    case ErrorCode::Full: return {507, "full", "No room left"};
    case ErrorCode::Internal: break;
    }
    return {500, "internal", "A fault of the program"};
}
}

namespace {
Reply problemOf(const Kind &kind, const Error &error, QByteArrayView instance, const QByteArray &requestId)
{
    JsonWriter json;
    json.object()
        .field("type", QByteArray("/docs#problem-") + kind.type)
        .field("title", kind.title)
        .field("status", kind.status)
        .field("detail", error.message)
        .name("instance")
        .text(instance)
        .field("request_id", requestId);
    if (!error.fields.isEmpty()) {
        json.name("errors").array();
        for (const FieldError &fault : error.fields)
            json.object().field("field", fault.field).field("message", fault.message).endObject();
        json.endArray();
    }
    QByteArray body = json.take();
    if (!error.extra.isEmpty())
        body += "," + error.extra;
    body += '}';
    Reply reply{kind.status, "application/problem+json", std::move(body), {}};
    if (kind.status == 401)
        reply.headers.emplaceBack("WWW-Authenticate", "Bearer");
    if (kind.status == 429 || kind.status == 503 || error.retryAfter > 0)
        reply.headers.emplaceBack("Retry-After", QByteArray::number(error.retryAfter > 0 ? error.retryAfter : 1));
    return reply;
}
}

int httpStatus(ErrorCode code) { return kindOf(code).status; }

Reply problemReply(const Error &error, QByteArrayView instance, const QByteArray &requestId)
{
    return problemOf(kindOf(error.code), error, instance, requestId);
}

Reply misdirectedReply(const QString &detail, QByteArrayView instance, const QByteArray &requestId)
{
    return problemOf({421, "misdirected", "Not a name of this shop"}, {ErrorCode::Forbidden, detail}, instance,
                     requestId);
}

}
