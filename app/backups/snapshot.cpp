#include "app/backups/snapshot.h"

#include "app/backups/backupname.h"
#include "app/backups/backuproom.h"
#include "app/backups/filecopy.h"
#include "app/backups/proof.h"
#include "app/backups/snapshotimages.h"
#include "app/backups/snapshotstore.h"
#include "app/backups/stopped.h"
#include "app/base/durable.h"
#include "app/store/database.h"
#include "app/store/storeerror.h"
#include "app/store/storefigures.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr double WritingShare = 0.5; // the proof takes as long

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// On the disk of the shop, where there is one; it goes with the backup.
QString workFolder(const Database &shop)
{
    if (!shop.config().dataDir.isEmpty())
        return QDir(shop.config().dataDir).filePath(u"backup.tmp"_s);
    return QDir::temp().filePath("backroom-backup-"_L1 % QString::fromLatin1(shop.secrets().storeId));
}

// Removes the file that was not finished.
class Unfinished {
public:
    explicit Unfinished(const QString &path) : m_path(path) {}
    ~Unfinished()
    {
        if (!m_path.isEmpty())
            QFile::remove(m_path);
    }
    Q_DISABLE_COPY_MOVE(Unfinished)
    void keep() { m_path.clear(); }

private:
    QString m_path;
};

// What ended programs left half-written. In the shop's own folder nobody else writes while this backup is made; elsewhere
// another shop's may be under way, and only what has lain there for a day is surely nobody's.
void removeLeftovers(const Database &shop, const QString &folder)
{
    const bool own = QFileInfo(folder) == QFileInfo(localBackups(shop.config().dataDir));
    const QDateTime yesterday = QDateTime::fromMSecsSinceEpoch(SystemClock().now()).addDays(-1);
    for (const QFileInfo &part :
         QDir(folder).entryInfoList({u"*.backroom.part"_s, u"*.backroom.fetched"_s}, QDir::Files))
        if ((own && part.suffix() == "part"_L1) || part.lastModified() < yesterday)
            QFile::remove(part.filePath());
}

Result<> writeConfig(const Database &shop, BackupWriter &writer)
{
    QFile config(QDir(shop.config().dataDir).filePath(u"config.ini"_s));
    if (shop.config().dataDir.isEmpty() || !config.open(QIODevice::ReadOnly))
        return {};
    const auto begun = writer.beginPart("config.ini");
    return begun ? writer.write(config.readAll()) : begun;
}

Result<> writeFile(Database &shop, const BackupOrder &order, const QString &path, const QString &work,
                   Manifest &manifest)
{
    const auto goOn = [&order](BackupProgress::Step step, double share) {
        return !order.goOn || order.goOn({step, WritingShare * share});
    };
    auto writer = BackupWriter::create(path, order.key);
    if (!writer)
        return fail(writer.error());
    manifest.program = QStringLiteral(BACKROOM_VERSION);
    manifest.kind = shop.kind();
    manifest.storeId = shop.secrets().storeId;
    manifest.reason = order.reason;
    manifest.imagesKey = shop.secrets().imagesKey;
    manifest.changesKey = shop.secrets().changesKey;
    QByteArrayList images;
    const auto copied = [&](double share) {
        return goOn(share < 0.3 ? BackupProgress::Step::Copying : BackupProgress::Step::Writing, 0.9 * share);
    };
    const auto store = shop.kind() == StoreKind::Sqlite
        ? writeSqliteStore(shop, work, **writer, manifest, images, copied)
        : writePostgresStore(shop, **writer, manifest, images, copied);
    if (!store)
        return store;
    if (const auto config = writeConfig(shop, **writer); !config)
        return config;
    const auto pictures = writeImages(shop, images, order, **writer, manifest, [&](double share) {
        return goOn(BackupProgress::Step::Writing, 0.9 + 0.1 * share);
    });
    if (!pictures)
        return pictures;
    return (*writer)->finish(manifest.toJson());
}

Result<BackupReport> make(Database &shop, const BackupOrder &order)
{
    const QString part = order.file % ".part"_L1;
    if (QFile::exists(order.file))
        return fail(ErrorCode::Conflict, tr("There is a file %1 already. Choose another name.").arg(order.file));
    if (!QDir().mkpath(QFileInfo(order.file).path()))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Give your account the right to write there.")
                        .arg(QFileInfo(order.file).path()));
    auto work = ScratchFolder::take(workFolder(shop));
    if (!work)
        return fail(
            work.error().code == ErrorCode::Conflict
                ? Error{ErrorCode::Conflict, tr("Another backup of this shop is being made. Wait until that is done.")}
                : work.error());
    removeLeftovers(shop, QFileInfo(order.file).path());
    QFile::remove(part);
    if (const auto room = checkBackupRoom(shop, order, (*work)->path()); !room)
        return fail(room.error());
    Unfinished unfinished(part);
    BackupReport report;
    report.file = order.file;
    const StopWatch writing;
    if (const auto written = writeFile(shop, order, part, (*work)->path(), report.manifest); !written)
        return fail(written.error());
    report.writingMillis = writing.micros() / 1000;
    report.bytes = QFileInfo(part).size();
    work->reset(); // its room is the proof's

    const StopWatch proving;
    const auto proved = proveBackup(part, order.key, workFolder(shop), [&order](const BackupProgress &progress) {
        return !order.goOn || order.goOn({progress.step, WritingShare + (1 - WritingShare) * progress.share});
    });
    if (!proved)
        return fail(proved.error());
    report.provingMillis = proving.micros() / 1000;
    // Before it has its name: from then on it is to be in the list within moments.
    const auto hash = hashFile(part);
    if (!hash)
        return fail(hash.error());
    report.hash = *hash;
    if (const auto named = renameDurably(part, order.file); !named)
        return fail(named.error());
    unfinished.keep();
    return report;
}
}

Result<BackupReport> makeBackup(Database &shop, const BackupOrder &order)
{
    try {
        return make(shop, order);
    } catch (const StoreError &error) {
        qWarning("a backup failed: %s", error.what());
        return fail(error.toError());
    }
}

}
