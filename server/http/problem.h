#pragma once
// Errors as clients see them: RFC 9457 problem+json, from the program's one list of codes and the gate's own.
#include "app/base/result.h"
#include "server/http/reply.h"

#include <vector>

namespace backroom {

// What sort of problem it is; its type is "/docs#problem-" and the name.
struct ProblemKind
{
    int status;
    const char *name;
    const char *title;
    const char *wayOut = ""; // what to do about it, for the reference
};
// All there are, by status.
const std::vector<ProblemKind> &problemKinds();

int httpStatus(ErrorCode code);
// `instance` is the path asked for, decoded.
Reply problemReply(const Error &error, QByteArrayView instance, const QByteArray &requestId);
// The same for what is no Error. No instance where it is empty, no Retry-After for 0 seconds.
Reply problemReply(const ProblemKind &kind, const QString &detail, QByteArrayView instance, const QByteArray &requestId,
                   int retryAfterSeconds = 0);

// 421: the request was meant for another host.
Reply misdirectedReply(const QString &detail, QByteArrayView instance, const QByteArray &requestId);

}
