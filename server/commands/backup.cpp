#include "app/backups/backupname.h"
#include "app/backups/backupnoted.h"
#include "app/backups/snapshot.h"
#include "app/base/json.h"
#include "app/base/lowpriority.h"
#include "server/commands/backupkeys.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString asJson(const BackupReport &report)
{
    JsonWriter json;
    json.object()
        .field("file", report.file)
        .field("bytes", report.bytes)
        .field("store_bytes", report.manifest.storeBytes)
        .timeField("at", report.manifest.at)
        .field("orders", report.manifest.rows("orders"))
        .field("products", report.manifest.rows("products"))
        .field("images", qint64(report.manifest.images.size()))
        .field("writing_ms", report.writingMillis)
        .field("proving_ms", report.provingMillis)
        .field("proved", true)
        .endObject();
    return QString::fromUtf8(json.bytes());
}

void show(const BackupReport &report)
{
    const QLocale locale;
    say(tr("Backed up and proved: %1").arg(report.file));
    say(tr("%1 orders, %2 products, %3 images as of %4; %5 in the file.")
            .arg(locale.toString(report.manifest.rows("orders")), locale.toString(report.manifest.rows("products")),
                 locale.toString(report.manifest.images.size()), QString::fromLatin1(timeText(report.manifest.at)),
                 locale.formattedDataSize(report.bytes, 1, QLocale::DataSizeSIFormat)));
    say(tr("Written: %1. Proved: %2.")
            .arg(speedText(report.manifest.storeBytes, report.writingMillis),
                 speedText(report.manifest.storeBytes, report.provingMillis)));
}

int backUp(const CommandLine &line, Database &shop, bool json)
{
    QString file = line.has(u"to"_s) ? QFileInfo(line.value(u"to"_s)).absoluteFilePath() : QString();
    if (file.isEmpty()) {
        if (shop.config().dataDir.isEmpty())
            return line.wrong(tr("Say with --to where the backup goes."));
        file = freeBackupPath(localBackups(shop.config().dataDir), {shop.clock().now(), u"manual"_s});
    }
    const auto key = keyForNew(line, shop);
    if (!key)
        return failed(key.error());
    BackupProgressLine progress(line);
    workWhenIdle();
    const auto report = makeBackup(shop, {file, *key, u"manual"_s, {}, progress.goOn()});
    if (!report)
        return failed(report.error());
    if (json)
        say(asJson(*report));
    else
        show(*report);
    // Among the shop's others, it is one of them.
    if (const QString folder = localBackups(shop.config().dataDir); QFileInfo(file).path() == folder)
        if (const auto noted = noteBackup(folder, *report, shop.clock().now()); !noted)
            return failed(noted.error());
    return ExitDone;
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    return withShop(line, [&](Database &shop) { return backUp(line, shop, *format == "json"_L1); });
}
}

Command backupCommand()
{
    return {u"backup"_s,
            {},
            tr("Makes a backup of the shop, while it sells, and proves that it can be restored."),
            {{u"to"_s, tr("The file to make; one in the shop's folder “backups” when left out."), u"FILE"_s},
             passphraseFileOption(),
             progressOption(),
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run};
}

}
