#pragma once
// Errors as clients see them: RFC 9457 problem+json, from the program's one list of codes.
#include "app/base/result.h"
#include "server/http/reply.h"

namespace backroom {

int httpStatus(ErrorCode code);
// `instance` is the path asked for.
Reply problemReply(const Error &error, QByteArrayView instance, const QByteArray &requestId);

// 421: the request was meant for another host.
Reply misdirectedReply(const QString &detail, QByteArrayView instance, const QByteArray &requestId);

}
