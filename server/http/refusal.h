#pragma once
// What the gate answers itself: requests that it could not read, that are too large or too late, or that nobody answered.
#include "server/http/reply.h"

#include <QByteArrayView>

namespace backroom {

// Such a request, as far as it was read.
struct Refused
{
    int status = 0; // of the answer
    QByteArray method = {}; // empty, like the path, where the request line was not read
    QByteArray path = {}; // decoded
    QByteArray origin = {}; // empty where the head was not read whole
    QByteArray requestId = {}; // the client's own where the head was read and it is sane
    qint64 micros = 0; // since its first byte
};

// Its answer, as RFC 9457 has it; `retryAfterSeconds` is told where trying again may help.
Reply refusalReply(const Refused &refused, int retryAfterSeconds);

}
