#include "server/http/problem.h"

#include "app/base/json.h"

namespace backroom {

namespace {
// Those of errors that have a status of their own, and those of the gate.
const std::vector<ProblemKind> Kinds = {
    {400, "malformed", "The request cannot be read",
     "Look at “detail”: the JSON, a parameter of the query or the request itself cannot be read. Mend it and send it again."},
    {401, "unauthenticated", "Not signed in",
     "Sign in, or make an API key, and send its token in the header Authorization: Bearer TOKEN."},
    {403, "forbidden", "Not allowed", "Ask as somebody whose role may do this, or with an API key that has its scope."},
    {404, "not-found", "Not found",
     "Look at the address and the id in it. What is not yours is told as what does not exist."},
    {405, "method-not-allowed", "Not with this method", "The header Allow names the methods that this address takes."},
    {408, "timeout", "Not here in time", "Send the whole request without long pauses."},
    {409, "conflict", "Not possible as things stand",
     "Look at “detail” and at the thing as it is now, then decide anew."},
    {412, "stale", "Changed meanwhile",
     "Get the thing again, look at what changed, and send its new ETag as If-Match."},
    {413, "too-large", "Too large", "Send less at a time."},
    {414, "address-too-long", "Address too long", "Ask with a shorter path and query."},
    {415, "unsupported-media-type", "Not a kind of content taken here",
     "Send what the call takes, and say in Content-Type what it is."},
    {417, "expectation", "Not as expected", "Leave out the header Expect, or send 100-continue."},
    {421, "misdirected", "Not a name of this shop", "Use a name that the owner has allowed in the settings."},
    {422, "invalid", "Some fields need another look",
     "“errors” names each field and what is wrong with it. Mend them all and send it again."},
    {428, "precondition-required", "If-Match is needed", "Get the thing and send its ETag as If-Match."},
    {429, "too-many-requests", "Too many requests", "Wait as many seconds as Retry-After says."},
    {431, "head-too-large", "Header too large", "Send fewer or shorter headers."},
    {500, "internal", "A fault of the program",
     "Nothing was changed. Tell whoever runs the shop the “request_id”: it stands in the log."},
    {501, "not-implemented", "Not known here",
     "Send the request as HTTP/1.1 knows it, with a method that is listed here."},
    {503, "busy", "Busy", "Try again after as many seconds as Retry-After says."},
    {503, "unavailable", "The store does not answer",
     "Try again after as many seconds as Retry-After says; if it goes on, whoever runs the shop has to look."},
    {505, "http-version", "Another version of HTTP", "Speak HTTP/1.1."},
    {507, "full", "No room left", "Whoever runs the shop has to make room on the disk. Then send it again."},
};

const char *nameOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed: return "malformed";
    case ErrorCode::Unauthenticated: return "unauthenticated";
    case ErrorCode::Forbidden: return "forbidden";
    case ErrorCode::NotFound: return "not-found";
    case ErrorCode::MethodNotAllowed: return "method-not-allowed";
    case ErrorCode::Conflict: return "conflict";
    case ErrorCode::Stale: return "stale";
    case ErrorCode::TooLarge: return "too-large";
    case ErrorCode::Unsupported: return "unsupported-media-type";
    case ErrorCode::Invalid: return "invalid";
    case ErrorCode::PreconditionRequired: return "precondition-required";
    case ErrorCode::TooMany: return "too-many-requests";
    case ErrorCode::Busy: return "busy";
    case ErrorCode::Unavailable: return "unavailable";
    case ErrorCode::Full: return "full";
    case ErrorCode::Internal: break;
    }
    return "internal";
}

const ProblemKind &kindOf(QByteArrayView name)
{
    return *std::find_if(Kinds.begin(), Kinds.end(), [name](const ProblemKind &kind) { return kind.name == name; });
}

// The path as a URI reference has it. Two slashes at its beginning would make a host of what follows.
QByteArray uriOf(QByteArrayView path)
{
    QByteArray uri = path.toByteArray().toPercentEncoding("/!$&'()*+,;=:@");
    if (uri.startsWith("//"))
        uri.replace(0, 2, "/%2F");
    return uri;
}

Reply problemOf(const ProblemKind &kind, const Error &error, QByteArrayView instance, const QByteArray &requestId)
{
    JsonWriter json;
    json.object()
        .field("type", QByteArray("/docs#problem-") + kind.name)
        .field("title", kind.title)
        .field("status", kind.status)
        .field("detail", error.message);
    if (!instance.isEmpty())
        json.name("instance").value(uriOf(instance));
    json.field("request_id", requestId);
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

const std::vector<ProblemKind> &problemKinds() { return Kinds; }

int httpStatus(ErrorCode code) { return kindOf(nameOf(code)).status; }

Reply problemReply(const Error &error, QByteArrayView instance, const QByteArray &requestId)
{
    return problemOf(kindOf(nameOf(error.code)), error, instance, requestId);
}

Reply problemReply(const ProblemKind &kind, const QString &detail, QByteArrayView instance, const QByteArray &requestId,
                   int retryAfterSeconds)
{
    return problemOf(kind, {ErrorCode::Internal, detail, {}, retryAfterSeconds}, instance, requestId);
}

Reply misdirectedReply(const QString &detail, QByteArrayView instance, const QByteArray &requestId)
{
    return problemReply(kindOf("misdirected"), detail, instance, requestId);
}

}
