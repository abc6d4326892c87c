#include "app/backups/upgrade.h"

#include "app/backups/backupname.h"
#include "app/backups/backupnoted.h"
#include "app/backups/shopkey.h"
#include "app/store/database.h"
#include "app/store/migrator.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool isUpgradeDue(const StoreConfig &config)
{
    if (config.kind() == StoreKind::Sqlite && !QFileInfo::exists(config.sqliteFile()))
        return false;
    const auto connection = Connection::open(config);
    if (!connection)
        return false;
    try {
        return isOlder(**connection);
    } catch (const StoreError &) {
        return false;
    }
}

Result<> backUp(const StoreConfig &config, const Clock &clock, const Keyring &keyring)
{
    if (config.dataDir.isEmpty())
        return fail(ErrorCode::Unavailable, tr("Name with --data a folder for that backup."));
    const auto shop = Database::open(config, clock, Database::Open::AsItIs);
    if (!shop)
        return fail(shop.error());
    const auto key = shopkey::ofUnchanged(**shop, keyring);
    if (!key)
        return fail(key.error());
    const QString folder = localBackups(config.dataDir);
    const QString file = freeBackupPath(folder, {clock.now(), u"upgrade"_s});
    const auto made = makeBackup(**shop, {file, *key, u"upgrade"_s, folder + "/images"_L1});
    if (!made)
        return fail(made.error());
    const auto noted = noteBackup(folder, *made, clock.now());
    return noted ? Result<>() : fail(noted.error());
}
}

Result<> backUpBeforeUpgrade(const StoreConfig &config, const Clock &clock, const Keyring &keyring)
{
    if (!isUpgradeDue(config))
        return {};
    auto done = backUp(config, clock, keyring);
    if (done)
        return done;
    Error error = done.error();
    error.message =
        tr("This shop was opened by an older Backroom last, and is backed up before this one changes it. That "
           "could not be done, and the shop was left as it was: %1")
            .arg(error.message);
    return fail(error);
}

}
