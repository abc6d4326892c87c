#include "app/backups/restore.h"

#include "app/backups/backupname.h"
#include "app/backups/backupnoted.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/remotebackups.h"
#include "app/backups/shopkey.h"
#include "app/backups/upgrade.h"
#include "app/base/json.h"
#include "server/commands/backupkeys.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"
#include "server/commands/restoremoment.h"
#include "server/commands/setaside.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text, int n = -1) { return QCoreApplication::translate("backroom", text, nullptr, n); }

struct Restored
{
    Manifest manifest;
    QString safety; // what was there before; empty when nothing was
};

void show(const Restored &restored)
{
    const QLocale locale;
    say(tr("Restored: “%1” as of %2, with %3 orders and %4 products.")
            .arg(restored.manifest.shopName, QString::fromLatin1(timeText(restored.manifest.at)),
                 locale.toString(restored.manifest.rows("orders")),
                 locale.toString(restored.manifest.rows("products"))));
    if (!restored.safety.isEmpty())
        say(tr("What was there before is kept in %1; “backroomd restore --undo” brings it back.").arg(restored.safety));
}

void showJson(const Restored &restored)
{
    JsonWriter json;
    json.object()
        .timeField("at", restored.manifest.at)
        .field("orders", restored.manifest.rows("orders"))
        .field("products", restored.manifest.rows("products"))
        .field("safety_copy", restored.safety)
        .endObject();
    say(QString::fromUtf8(json.bytes()));
}

Result<Restored> intoShop(Database &shop, std::unique_ptr<ProvedBackup> backup, const BackupGoOn &goOn)
{
    const auto safetyKey = shopkey::of(shop, Keyring());
    if (!safetyKey)
        return fail(safetyKey.error());
    const QString folder = shop.config().dataDir.isEmpty() ? QDir::currentPath() : localBackups(shop.config().dataDir);
    const Millis now = shop.clock().now();
    const QString safety = freeBackupPath(folder, {now, u"restore"_s});
    const auto report = restoreInto(shop, std::move(backup), administrator(), safety, *safetyKey, goOn);
    if (!report)
        return fail(report.error());
    if (!shop.config().dataDir.isEmpty())
        if (const auto noted = noteSafetyCopy(folder, report->safetyFile, now); !noted)
            complain(tr("The list of backups could not be written: %1").arg(noted.error().message));
    return Restored{report->manifest, report->safetyFile};
}

// The shop that is there; or a folder in which there is none, or one that can no longer be opened.
Result<Restored> into(const StoreConfig &target, std::unique_ptr<ProvedBackup> backup, const BackupGoOn &goOn)
{
    if (target.kind() == StoreKind::Sqlite && !QFile::exists(target.sqliteFile())) {
        const auto made = restoreAsNew(target, std::move(backup), goOn);
        if (!made)
            return fail(made.error());
        return Restored{*made, {}};
    }
    const SystemClock clock;
    auto shop = Database::open(target, clock);
    if (shop)
        return intoShop(**shop, std::move(backup), goOn);
    if (target.kind() != StoreKind::Sqlite) {
        if (shop.error().code != ErrorCode::NotFound)
            return fail(shop.error());
        const auto made = restoreAsNew(target, std::move(backup), goOn);
        if (!made)
            return fail(made.error());
        return Restored{*made, {}};
    }
    // First all that takes long or may fail: then the shop lacks its file for a moment only.
    if (const auto prepared = prepareAsNew(target, *backup); !prepared)
        return fail(prepared.error());
    const auto aside = SetAside::take(target);
    if (!aside)
        return fail(aside.error());
    if (const auto placed = placePrepared(target, *backup); !placed)
        return fail(placed.error());
    (*aside)->keep();
    complain(tr("The shop's file could not be opened and was set aside: %1").arg((*aside)->folder()));
    return Restored{backup->manifest(), {}};
}

// Those that do not lie beside the backup may still be the shop's own.
ProofImages imagesFor(const CommandLine &line, const StoreConfig &target)
{
    const QDir data(target.dataDir);
    return {{data.filePath(u"images"_s), data.filePath(u"backups/images"_s)}, line.has(u"without-missing-images"_s)};
}

Result<std::unique_ptr<ProvedBackup>> prove(const CommandLine &line, const StoreConfig &target, const QString &file,
                                            std::optional<Millis> moment, const BackupGoOn &goOn)
{
    const QString scratch = QDir(target.dataDir).filePath(u"restore.tmp"_s);
    if (moment)
        return proveMoment(line, target, *moment, file, scratch, goOn);
    if (remotebackups::isRemote(file)) {
        const auto folder = ScratchFolder::take(scratch + ".fetched"_L1);
        const auto fetched =
            folder ? remotebackups::fetch(file, RclonePlace::find(), (*folder)->path(), goOn) : fail(folder.error());
        const auto opens = fetched ? keyFor(line, *fetched) : fail(fetched.error());
        return opens ? proveBackup(*fetched, *opens, scratch, goOn, imagesFor(line, target)) : fail(opens.error());
    }
    const auto key = keyFor(line, file);
    return key ? proveBackup(file, *key, scratch, goOn, imagesFor(line, target)) : fail(key.error());
}

int restore(const CommandLine &line, const StoreConfig &target, const QString &file, std::optional<Millis> moment,
            bool json)
{
    if (!QDir().mkpath(target.dataDir))
        return failed(
            {ErrorCode::Unavailable,
             tr("The folder %1 cannot be made. Choose another, or give your account the right to write there.")
                 .arg(target.dataDir)});
    const SystemClock clock;
    if (const auto kept = backUpBeforeUpgrade(target, clock); !kept)
        return failed(kept.error());
    BackupProgressLine progress(line);
    const BackupGoOn goOn = progress.goOn();
    auto proved = prove(line, target, file, moment, [&goOn](BackupProgress made) {
        made.share /= 2;
        return goOn(made);
    });
    if (!proved)
        return failed(proved.error());
    if (const auto lacking = (*proved)->lacking(); lacking > 0)
        complain(tr("%n images are nowhere to be found, and the shop goes without them.", int(lacking)));
    const auto restored = into(target, *std::move(proved), [&goOn](BackupProgress made) {
        made.share = 0.5 + made.share / 2;
        return goOn(made);
    });
    if (!restored)
        return failed(restored.error());
    if (json)
        showJson(*restored);
    else
        show(*restored);
    return ExitDone;
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    const bool undo = line.has(u"undo"_s);
    const bool isMoment = line.has(u"at"_s);
    const auto moment = parseTime(line.value(u"at"_s));
    if (isMoment && (!moment || undo))
        return line.wrong(undo ? tr("Either --undo or --at, not both.")
                               : tr("Write the moment as in 2026-11-20T09:30:00Z."));
    const auto named = line.operands().size();
    if (named > 1 || (named == 1 && undo) || (named == 0 && !undo && !isMoment))
        return line.wrong(undo ? tr("With --undo no backup is named: it is the one made before the last restore.")
                               : tr("Name one backup."));
    const auto config = line.store();
    if (!config)
        return config.error().code == ErrorCode::Malformed ? line.wrong(config.error().message)
                                                           : failed(config.error());
    QString file;
    if (undo) {
        file = newestSafetyCopy(localBackups(config->dataDir));
        if (file.isEmpty())
            return failed(
                {ErrorCode::NotFound, tr("Nothing was restored here yet, so there is nothing to take back.")});
    } else if (!line.operands().isEmpty()) {
        file = line.operands().constFirst();
        if (!remotebackups::isRemote(file))
            file = QFileInfo(file).absoluteFilePath();
    }
    return restore(line, *config, file, moment, *format == "json"_L1);
}
}

Command restoreCommand()
{
    return {
        u"restore"_s,
        u"FILE"_s,
        tr("Puts a backup in the place of what the shop holds, or makes a shop of it where there is none. What was "
           "there is kept. FILE may also be one that rclone reaches, as in box:shop/NAME.backroom."),
        {passphraseFileOption(),
         {u"at"_s,
          tr("The shop as it was at this moment, as in 2026-11-20T09:30:00Z: from the newest backup before it, in "
             "the folder or rclone's REMOTE:PATH named or in the shop's own, and the changes recorded since; on PostgreSQL out of the time "
             "machine's folder."),
          u"TIME"_s},
         {u"undo"_s, tr("Instead of a backup: bring back what was there before the last restore.")},
         {u"without-missing-images"_s,
          tr("Restore although images are missing that should lie beside the backup, in the folder “images”.")},
         progressOption(),
         {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
        run};
}

}
