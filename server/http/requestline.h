#pragma once
// The first line of a request: method, target, version.
#include "server/http/head.h"

namespace backroom {

// Reads `line` (without its end), a part of `whole`, into the head. 0, or the status to refuse it with: 400, 501, 505.
int readRequestLine(QByteArrayView whole, QByteArrayView line, Head &head);

}
