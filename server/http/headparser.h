#pragma once
// Strict reading of request heads (RFC 9112): pure functions over bytes. What two readers could understand
// differently is refused, so that nothing can be smuggled past a proxy or past Qt HTTP Server.
#include "server/http/head.h"
#include "server/http/limits.h"

namespace backroom {

// How far a head that is still arriving was searched for its end. Starts anew with each head.
struct HeadScan
{
    qsizetype searched = 0;
    qsizetype lineStart = 0;
};

// The size of the head at the start of `bytes`, blank line included; 0 when it has not all arrived; the status to
// refuse with, negated (-400, -414, -431), when it cannot become a good one.
qsizetype scanHead(QByteArrayView bytes, const Limits &limits, HeadScan &scan);

// Reads a whole head. 0, or the status to refuse it with: 400, 414, 417, 431, 501, 505.
int parseHead(const QByteArray &bytes, const Limits &limits, Head &head);

// Of what was refused: whether `bytes` begins with a whole and good request line. The head then holds that alone, as
// long as the bytes are there.
bool parseFirstLine(QByteArrayView bytes, const Limits &limits, Head &head);

}
