#include "server/http/refusal.h"

#include "server/http/problem.h"

namespace backroom {

namespace {
ProblemKind kindOf(int status)
{
    for (const ProblemKind &kind : problemKinds())
        if (kind.status == status)
            return kind;
    return {status, "malformed", "The request cannot be read"};
}

const char *textOf(int status)
{
    switch (status) {
    case 408: return "The request did not arrive in time. Send it again.";
    case 413: return "The body is larger than this server takes. Send less at once.";
    case 414: return "The address is longer than this server takes. Shorten it.";
    case 417: return "This server meets no expectation but 100-continue. Leave the Expect field out.";
    case 431: return "The header fields are more than this server takes. Send fewer or shorter ones.";
    case 501: return "This server does not know that method or transfer coding. Use one that HTTP/1.1 defines.";
    case 503: return "The server has too much to do. Try again in a moment.";
    case 507: return "There is no room on the server's disk for this body. Try again later.";
    case 505: return "This server speaks HTTP/1.1 and HTTP/1.0. Use one of them.";
    default: return "This is not a well-formed HTTP request. Check its request line, header fields and body length.";
    }
}
}

Reply refusalReply(const Refused &refused, int retryAfterSeconds)
{
    const bool mayHelp = refused.status == 503 || refused.status == 507;
    Reply reply = problemReply(kindOf(refused.status), QString::fromLatin1(textOf(refused.status)), refused.path,
                               refused.requestId, mayHelp ? retryAfterSeconds : 0);
    reply.headers.emplaceBack("X-Content-Type-Options", "nosniff");
    reply.headers.emplaceBack("Cache-Control", "no-store");
    return reply;
}

}
