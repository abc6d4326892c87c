#include "server/http/servershared.h"

namespace backroom {

namespace {
// Which commits catalogue and content may show.
bool showsInCatalogue(const Commit &commit)
{
    return commit.touches(Topic::Products) || commit.touches(Topic::Categories) || commit.touches(Topic::Settings)
        || commit.touches(Topic::Shipping) || commit.touches(Topic::Imports);
}
}

ServerShared::ServerShared(Backroom &shop, const RateLimits &rates, const QByteArray &hostName, Backups *backups)
    : shop(shop),
      backups(backups),
      routes(allRoutes(this)),
      router(routes),
      metrics(routes),
      log(shop, routes),
      limiter(rates),
      hostName(hostName),
      subscription(shop.database().feed().subscribe([this](const Commit &commit) {
          if (showsInCatalogue(commit))
              catalogueVersion.fetch_add(1, std::memory_order_release);
      }))
{}

ServerShared::~ServerShared() { subscription.end(); }

bool ServerShared::takesUpload(Method method, QByteArrayView path) const
{
    const Route *route = router.find(method, segmentsOf(path)).route;
    return route && !route->uploadTypes.isEmpty();
}

qint64 ServerShared::uptimeSeconds() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - startedAt).count();
}

}
