#pragma once
// What everything is compared with: Qt HTTP Server as it comes, one thread, one route, answering constant bytes.
#include "server/selftest/load.h"

namespace backroom::bench {

using namespace traffic;

// Serves /bytes/N, N constant bytes of JSON for any method, until SIGTERM: the whole of a child process.
int serveReference();

// One request to the reference and the size of its reply; several after another are one piece of work.
struct ReferenceStep
{
    std::string method;
    std::string body;
    int replySize = 0;
};
Visitors referenceVisitors(const std::vector<ReferenceStep> &steps);

}
