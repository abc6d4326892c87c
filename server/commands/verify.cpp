#include "app/backups/proof.h"
#include "app/base/crypto.h"
#include "app/base/json.h"
#include "server/commands/backupkeys.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostAtOnce = 20;

// On this computer's own disk, and never beside the file: what is unpacked there is not encrypted. What a program left that
// was ended is cleared away by the next.
Result<std::unique_ptr<ProvedBackup>> proveAside(const QString &file, const BackupKey &key, const BackupGoOn &goOn)
{
    QDir cache(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) % "/backroom"_L1);
    if (!cache.mkpath(u"."_s))
        cache = QDir(QDir::tempPath());
    QString scratch;
    for (int number = 1; scratch.isEmpty() && number <= MostAtOnce; ++number)
        if (const QString path = cache.filePath(u"proof-%1"_s.arg(number)); ScratchFolder::take(path))
            scratch = path;
    if (scratch.isEmpty())
        scratch = QDir::temp().filePath("backroom-proof-"_L1 % QString::fromLatin1(randomBytes(6).toHex()));
    return proveBackup(file, key, scratch, goOn);
}

void show(const QString &file, const Manifest &manifest)
{
    const QLocale locale;
    say(tr("Whole and proved: %1").arg(file));
    say(tr("“%1” as of %2: %3 orders, %4 products, %5 images. Made by Backroom %6.")
            .arg(manifest.shopName, QString::fromLatin1(timeText(manifest.at)),
                 locale.toString(manifest.rows("orders")), locale.toString(manifest.rows("products")),
                 locale.toString(manifest.images.size()), manifest.program));
}

void showJson(const QString &file, const Manifest &manifest)
{
    JsonWriter json;
    json.object().field("file", file).field("proved", true).name("manifest");
    Manifest told = manifest;
    told.changesKey.clear(); // these are in the backup, and nobody else's business
    told.imagesKey.clear();
    json.raw(told.toJson()).endObject();
    say(QString::fromUtf8(json.bytes()));
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (line.operands().size() != 1)
        return line.wrong(tr("Name one backup."));
    const QString file = QFileInfo(line.operands().constFirst()).absoluteFilePath();
    const auto key = keyFor(line, file);
    if (!key)
        return failed(key.error());
    BackupProgressLine progress(line);
    const auto proved = proveAside(file, *key, progress.goOn());
    if (!proved)
        return failed(proved.error());
    if (*format == "json"_L1)
        showJson(file, (*proved)->manifest());
    else
        show(file, (*proved)->manifest());
    return ExitDone;
}
}

Command verifyCommand()
{
    return {u"verify"_s,
            u"FILE"_s,
            tr("Reads a backup to its last byte, puts its shop together on a scratch copy and compares every row."),
            {passphraseFileOption(),
             progressOption(),
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run};
}

}
