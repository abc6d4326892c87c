#include "app/backups/proof.h"

#include "app/backups/dumpload.h"
#include "app/backups/imagesbeside.h"
#include "app/backups/proofparts.h"
#include "app/backups/snapshotstore.h"
#include "app/backups/stilldigest.h"
#include "app/backups/stopped.h"
#include "app/base/spokenlocale.h"
#include "app/store/migrator.h"
#include "app/store/storeerror.h"

#include <QStorageInfo>
#include <future>

namespace backroom {

namespace {
constexpr double UnpackShare = 0.3; // of the time
constexpr double LoadShare = 0.2; // of a dump

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> notWhatItSays(const QString &what)
{
    return fail(ErrorCode::Malformed,
                tr("The backup is not what it says it is: %1. Use another, and tell us about this one.").arg(what));
}

// The database's own look at its file, on a thread of its own.
class QuickCheck {
public:
    explicit QuickCheck(const StoreConfig &config)
        : m_good(std::async(std::launch::async, [config] { return run(config); }))
    {}
    // Throws StoreError.
    bool good() { return m_good.get(); }

private:
    static bool run(const StoreConfig &config)
    {
        const auto connection = Connection::open(config);
        if (!connection)
            throw StoreError(StoreError::Kind::Io, connection.error().message.toUtf8());
        (*connection)->command("PRAGMA cache_size = -4000"); // read once from end to end, not worth keeping
        Query check = (*connection)->query("PRAGMA quick_check(1)");
        return check.next() && check.utf8(0) == "ok";
    }
    std::future<bool> m_good;
};

// Compared as it would be sold from: with the database's own check, and every row of every table. Both look at a file that
// nobody changes, at the same time.
Result<> checkStore(const StoreConfig &config, const Manifest &manifest, const std::function<bool(double)> &goOn)
{
    Manifest found;
    {
        const auto connection = Connection::open(config);
        if (!connection)
            return fail(connection.error());
        describeStore(**connection, found);
    }
    if (found.journalSeq != manifest.journalSeq || found.journalHash != manifest.journalHash
        || found.schema != manifest.schema)
        return notWhatItSays(tr("its journal ends elsewhere"));
    qint64 rows = 0;
    for (const TableDigest &table : manifest.tables)
        rows += table.rows;
    StillDigest digest(config);
    QuickCheck check(config);
    auto second = std::async(std::launch::async, [&digest] { return digest.help({}); });
    const bool helped = digest.help([&](qint64 done) {
        return goOn(UnpackShare + (0.95 - UnpackShare) * double(done) / double(std::max(rows, done + 1)));
    });
    if (!second.get() || !helped)
        return stopped();
    if (!check.good())
        return notWhatItSays(tr("its store is damaged"));
    if (const QByteArrayList differing = differingTables(digest.digests(), manifest.tables); !differing.isEmpty())
        return notWhatItSays(
            tr("other rows came out than went in (%1)").arg(QString::fromLatin1(differing.join(", "))));
    return {};
}

Result<> checkRoomFor(const QString &file, const QString &folder)
{
    const qint64 size = QFileInfo(file).size();
    const qint64 there = QStorageInfo(folder).bytesAvailable();
    if (there < 0 || there >= size)
        return {};
    const QLocale locale = spokenLocale();
    return fail(ErrorCode::Full,
                tr("Unpacking the backup needs more than %1 on the disk of %2, and %3 are free. Make room there.")
                    .arg(locale.formattedDataSize(size), folder, locale.formattedDataSize(there)));
}
}

Result<std::unique_ptr<ProvedBackup>> proveBackup(const QString &file, const BackupKey &key, const QString &scratch,
                                                  const BackupGoOn &goOn, const ProofImages &images)
{
    const auto share = [&goOn](double done) { return !goOn || goOn({BackupProgress::Step::Proving, done}); };
    auto reader = BackupReader::open(file, key);
    if (!reader)
        return fail(reader.error());
    auto folder = ScratchFolder::take(scratch);
    if (!folder)
        return fail(folder.error().code == ErrorCode::Conflict
                        ? Error{ErrorCode::Conflict,
                                tr("Another backup of this shop is being made or proved. Wait until that is done.")}
                        : folder.error());
    auto proved = std::make_unique<ProvedBackup>();
    proved->m_folder = *std::move(folder);
    if (const auto room = checkRoomFor(file, scratch); !room)
        return fail(room.error());
    ProofParts parts(proved->folder());
    auto manifest = parts.unpack(**reader, [&](double done) { return share(UnpackShare * done); });
    if (!manifest)
        return fail(manifest.error());
    if (manifest->schema > allMigrations().constLast().version)
        return fail(ErrorCode::Unsupported,
                    tr("%1 was made by a newer Backroom. Install the newest version to open it.").arg(file));
    proved->m_manifest = *std::move(manifest);
    try {
        if (const QString dump = parts.dumpFile(); !dump.isEmpty()) {
            const auto loaded = loadDump(dump, proved->config(), proved->m_manifest.schema,
                                         [&share](double done) { return share(UnpackShare + LoadShare * done); });
            if (!loaded)
                return fail(loaded.error());
            QFile::remove(dump); // its room is the restore's
        }
        if (const auto store = checkStore(proved->config(), proved->m_manifest, share); !store)
            return fail(store.error());
    } catch (const StoreError &error) {
        qWarning("a backup could not be proved: %s", error.what());
        if (error.kind == StoreError::Kind::Corrupt)
            return notWhatItSays(tr("its store is damaged"));
        return fail(error.toError());
    }
    const QString beside = imagesbeside::folderOf(file);
    if (images.mayLack)
        proved->m_lacking = proved->m_manifest.images.removeIf([&](const ImageDigest &image) {
            return !image.inside
                && !imagesbeside::find(QStringList{beside} + images.folders, proved->m_manifest.imagesKey, image.name,
                                       image.hash);
        });
    if (const auto checked = parts.checkImages(proved->m_manifest, beside, images.folders); !checked)
        return fail(checked.error());
    return proved;
}

}
