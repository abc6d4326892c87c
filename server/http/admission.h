#pragma once
// Which limits and checks a route's calls meet before its handler is asked.
#include "server/http/ratelimit.h"
#include "server/http/route.h"

#include <optional>

namespace backroom {

// Catalogue and content are the same for everybody; who asks is not looked up.
inline bool asksWho(const Route &route) { return !route.isCached && !route.isPublicForever; }
// What a call is counted as beside the general rate.
std::optional<RateClass> furtherClass(const Route &route);
// What a caller over the limit is told.
Error tooMany(const RateVerdict &rate);

}
