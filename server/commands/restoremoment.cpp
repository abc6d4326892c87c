#include "server/commands/restoremoment.h"

#include "app/backups/backupname.h"
#include "app/backups/changeshipper.h"
#include "app/backups/pgchoice.h"
#include "app/backups/pglatest.h"
#include "app/backups/pgshopat.h"
#include "app/backups/pgstretch.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/remotebackups.h"
#include "app/store/database.h"
#include "server/commands/backupkeys.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What commands changed since a program was open that carries changes is still in the store. Whose it is; empty when there
// is no shop that can be opened.
QByteArray carryLatest(const StoreConfig &target)
{
    if (target.kind() == StoreKind::Sqlite && !QFile::exists(target.sqliteFile()))
        return {};
    const SystemClock clock;
    const auto shop = Database::open(target, clock);
    if (!shop)
        return {};
    const QByteArray storeId = (*shop)->secrets().storeId;
    if (target.kind() != StoreKind::Sqlite)
        return storeId;
    const auto state =
        (*shop)->read([](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    if (state && state->active)
        (void)ChangeShipper(**shop, changesFolder(localBackups(target.dataDir))).carryNow();
    return storeId;
}

// The folder of PostgreSQL's time machine: the one that was named, or the shop's own; empty when it is none of that.
Result<QString> postgresFolder(const StoreConfig &target, const QString &named)
{
    if (remotebackups::isRemote(named))
        return QString();
    if (!named.isEmpty()) {
        const QString folder = QFileInfo(named).absoluteFilePath();
        return pgfolder::storeOf(folder) ? folder : QString();
    }
    if (target.kind() != StoreKind::Postgres)
        return QString();
    const auto choice = PgChoice::read(target.dataDir);
    if (!choice)
        return fail(choice.error());
    if (!*choice)
        return fail(ErrorCode::NotFound,
                    tr("The time machine of this shop is off. “backroomd timemachine on” turns it on from then; until "
                       "then only backups are there."));
    return (*choice)->folder;
}

// The database may be gone, or not let itself be asked any more: then what is in the folder is all that there is.
void receiveRest(const StoreConfig &target, const BackupGoOn &goOn)
{
    const SystemClock clock;
    if (target.kind() != StoreKind::Postgres)
        return;
    const auto shop = Database::open(target, clock);
    const auto received = shop ? receiveLatest(**shop, [&goOn] { return !goOn || goOn({}); }) : fail(shop.error());
    if (!received)
        complain(tr("What was committed last could not be asked for: %1").arg(received.error().message));
}
}

Result<std::unique_ptr<ProvedBackup>> proveMoment(const CommandLine &line, const StoreConfig &target, Millis moment,
                                                  const QString &named, const QString &scratch, const BackupGoOn &goOn)
{
    const auto postgres = postgresFolder(target, named);
    if (!postgres)
        return fail(postgres.error());
    if (!postgres->isEmpty()) {
        receiveRest(target, goOn);
        return pgShopAt({*postgres, moment, scratch, goOn});
    }
    const QByteArray storeId = carryLatest(target);
    const QString own = localBackups(target.dataDir);
    const QFileInfo info(named);
    const bool isRemote = remotebackups::isRemote(named);
    MomentOrder order{moment, {own}, scratch, [&line](const QString &file) { return keyFor(line, file); }, goOn};
    order.storeId = storeId; // others may use the same place
    if (info.isDir())
        order.places.prepend(info.absoluteFilePath());
    if (isRemote)
        return remotebackups::shopAt(order, named, RclonePlace::find());
    if (named.isEmpty() || info.isDir())
        return shopAt(order);

    order.places.prepend(info.absolutePath());
    const auto key = keyFor(line, info.absoluteFilePath());
    if (!key)
        return fail(key.error());
    auto backup = proveBackup(info.absoluteFilePath(), *key, scratch, goOn);
    if (!backup)
        return backup;
    if (const auto done = replayTo(**backup, moment, order.changes(), order.images(), goOn); !done)
        return fail(done.error());
    return backup;
}

}
