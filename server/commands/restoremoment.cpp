#include "server/commands/restoremoment.h"

#include "app/backups/backupname.h"
#include "app/backups/changeshipper.h"
#include "app/store/database.h"
#include "server/commands/backupkeys.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// What commands changed since a program was open that carries changes is still in the store.
void carryLatest(const StoreConfig &target)
{
    if (target.kind() != StoreKind::Sqlite || !QFile::exists(target.sqliteFile()))
        return;
    const SystemClock clock;
    const auto shop = Database::open(target, clock);
    if (!shop)
        return;
    const auto state =
        (*shop)->read([](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    if (state && state->active)
        (void)ChangeShipper(**shop, QDir(localBackups(target.dataDir)).filePath(u"changes"_s)).carryNow();
}
}

Result<std::unique_ptr<ProvedBackup>> proveMoment(const CommandLine &line, const StoreConfig &target, Millis moment,
                                                  const QString &named, const QString &scratch, const BackupGoOn &goOn)
{
    carryLatest(target);
    const QString own = localBackups(target.dataDir);
    const QFileInfo info(named);
    MomentOrder order{moment, {own}, scratch, [&line](const QString &file) { return keyFor(line, file); }, goOn};
    if (info.isDir())
        order.places.prepend(info.absoluteFilePath());
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
