#pragma once
// What all workers of a server share: the shop, the routes, what is counted and logged, and who may ask for how much.
#include "app/backroom.h"
#include "server/http/accesslog.h"
#include "server/http/bodystream.h"
#include "server/http/httpfigures.h"
#include "server/http/inflight.h"
#include "server/http/metrics.h"
#include "server/http/ratelimit.h"
#include "server/http/router.h"

#include <chrono>

namespace backroom {

class Backups;

// Bytes of replies that are made while they are sent, all together.
inline constexpr qint64 StreamsOnDisk = qint64(4) * 1024 * 1024 * 1024;

// Outlives the workers.
struct ServerShared
{
    explicit ServerShared(Backroom &shop, const RateLimits &rates = {}, const QByteArray &hostName = {},
                          Backups *backups = nullptr);
    ~ServerShared();
    // Whether a route for this takes more than JSON.
    bool takesUpload(Method method, QByteArrayView path) const;
    qint64 uptimeSeconds() const;

    Backroom &shop;
    Backups *const backups; // null where none are made
    Routes routes;
    Router router;
    Metrics metrics;
    const std::shared_ptr<HttpFigures> http = std::make_shared<HttpFigures>(); // filled as the server starts
    AccessLog log;
    RateLimiter limiter;
    const QByteArray hostName; // the name it was told to listen on, or nothing
    qsizetype cacheBytes = 32 * 1024 * 1024; // that the kept answers of each worker may take
    std::atomic<quint64> catalogueVersion = 1; // raised with every commit that catalogue or content may show
    std::chrono::steady_clock::time_point startedAt = std::chrono::steady_clock::now();
    std::shared_ptr<SpoolRoom> streamRoom = std::make_shared<SpoolRoom>(StreamsOnDisk);
    InFlight inFlight; // all that may still answer, on the writer's thread or a slow one
    ChangeFeed::Subscription subscription;
};

}
