#pragma once
// Body and query of a call, read and held against its route: 415, 400 and 422, in this order, with all faults at once.
#include "server/http/request.h"
#include "server/http/route.h"

#include <QJsonObject>

namespace backroom {

// An empty object for routes that take an upload or nothing.
Result<QJsonObject> checkedBody(const Route &route, const Request &request, const QByteArray &currency);
// Unknown parameters, and values that do not fit: Malformed, with the parameters named.
Result<> checkQuery(const Route &route, const Request &request);

}
