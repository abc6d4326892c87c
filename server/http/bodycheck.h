#pragma once
// Body and query of a call, read and held against its route: 415, 400 and 422, in this order, with all faults at once.
#include "server/http/request.h"
#include "server/http/route.h"

#include <QJsonObject>

namespace backroom {

// The body as sent, an object or an array; undefined for routes that take an upload or nothing. 415 and 400.
Result<QJsonValue> readBody(const Route &route, const Request &request);
// The body held against the route's shape: 422. An empty object where there is none.
Result<QJsonObject> checkedBody(const Route &route, const QJsonValue &body, const QByteArray &currency);
// Unknown parameters, and values that do not fit: Malformed, with the parameters named.
Result<> checkQuery(const Route &route, const Request &request);

}
