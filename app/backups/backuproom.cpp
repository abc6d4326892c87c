#include "app/backups/backuproom.h"

#include "app/base/spokenlocale.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 Working = 64LL << 20; // what orders on the copy may come to, and little things

// As it will be on the copy, which is SQLite's whatever the shop is kept in.
Result<qint64> storeBytes(Database &shop)
{
    if (shop.kind() == StoreKind::Sqlite)
        return QFileInfo(shop.config().sqliteFile()).size();
    return shop.read([](Reader &reader) -> Result<qint64> {
        return reader
            .number("SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c WHERE c.relkind = "
                    "'r' AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())")
            .value_or(0);
    });
}

qint64 imageBytes(const Database &shop)
{
    qint64 bytes = 0;
    const QString folder = QDir(shop.config().dataDir).filePath(u"images"_s);
    for (QDirIterator image(folder, QDir::Files, QDirIterator::Subdirectories); image.hasNext();) {
        image.next();
        bytes += image.fileInfo().size();
    }
    return bytes;
}

Result<> check(qint64 needed, const QString &folder)
{
    const QStorageInfo disk(folder);
    const qint64 there = disk.bytesAvailable();
    if (disk.bytesTotal() <= 0 || there < 0 || there >= needed)
        return {};
    const QLocale locale = spokenLocale();
    return fail(ErrorCode::Full,
                QCoreApplication::translate("backroom",
                                            "The backup needs %1 on the disk of %2, and %3 are free. Make room there, "
                                            "and try again.")
                    .arg(locale.formattedDataSize(needed), folder, locale.formattedDataSize(there)));
}
}

Result<> checkBackupRoom(Database &shop, const BackupOrder &order, const QString &work)
{
    const auto store = storeBytes(shop);
    if (!store)
        return fail(store.error());
    // Pages of a shop shrink to a third and less; images do not. Those of the proof are on the copy's disk once more.
    const bool inside = order.imagesBeside.isEmpty();
    const qint64 images = shop.config().dataDir.isEmpty() ? 0 : imageBytes(shop);
    const qint64 copy = *store + *store / 4 + images + Working, file = *store / 3 + (inside ? images : 0);
    const QString target = QFileInfo(order.file).path();
    const bool isSameDisk = QStorageInfo(target).device() == QStorageInfo(work).device();
    if (auto room = check(isSameDisk ? copy + file : copy, work); !room)
        return room;
    return isSameDisk ? Result<>() : check(file, target);
}

}
