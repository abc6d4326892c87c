#include "server/commands/openshop.h"

#include "app/backups/upgrade.h"
#include "app/settings/settings.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<> requireShop(Database &database)
{
    const Result<bool> found = database.read([](Reader &reader) -> Result<bool> { return settings::exists(reader); });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::Unavailable, tr("There is no shop in this place yet. Make one with “backroomd init”."));
    return {};
}

int withShop(const CommandLine &line, const std::function<int(Database &)> &work)
{
    const auto config = line.store();
    if (!config)
        return config.error().code == ErrorCode::Malformed ? line.wrong(config.error().message)
                                                           : failed(config.error());
    const SystemClock clock;
    if (const auto kept = backUpBeforeUpgrade(*config, clock); !kept)
        return failed(kept.error());
    const auto database = Database::open(*config, clock);
    if (!database)
        return failed(database.error());
    if (const auto found = requireShop(**database); !found)
        return failed(found.error());
    return work(**database);
}

Actor administrator() { return Actor::system(u"Command line"_s); }

}
