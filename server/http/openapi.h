#pragma once
// The API's own description, made from the table that routes the requests: OpenAPI 3.1, and a page to read.
#include "server/http/route.h"

namespace backroom {

// JSON. `server` is the address clients reach it under.
QByteArray openApiDocument(const Routes &routes);
// HTML in one file, nothing loaded from elsewhere.
QByteArray apiReference(const Routes &routes);

}
