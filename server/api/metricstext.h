#pragma once
// Every figure of the server as /metrics gives it.
#include <QByteArray>

namespace backroom {

class Reader;
struct ServerShared;

// Prometheus' text format. Asks PostgreSQL for the size of its database.
QByteArray metricsText(const ServerShared &shared, Reader &reader);

}
