#include "app/backups/newfrombackup.h"

#include "app/backups/backupreader.h"
#include "app/backups/restore.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const QString &typed)
{
    const auto head = BackupReader::head(file);
    if (!head)
        return fail(head.error());
    if (!typed.trimmed().isEmpty())
        return BackupKey::fromText(typed);
    if (head->keyKind == BackupKey::Kind::Kept)
        if (const auto kept = keys.find(head->keyId))
            return *kept;
    return fail(ErrorCode::Unauthenticated,
                head->keyKind == BackupKey::Kind::Passphrase
                    ? tr("This backup has a passphrase. Type it.")
                    : tr("The key of this backup is not on this computer. Type the words of its recovery sheet."));
}

Result<Manifest> newFromBackup(const StoreConfig &target, const Keyring &keys, const QString &file,
                               const QString &typed, const BackupGoOn &goOn)
{
    const auto key = openingKey(keys, file, typed);
    if (!key)
        return fail(key.error());
    if (!target.dataDir.isEmpty() && !QDir().mkpath(target.dataDir))
        return fail(ErrorCode::Unavailable,
                    tr("The folder %1 cannot be made. Choose another, or give your account the right to write there.")
                        .arg(target.dataDir));
    const QString scratch = target.dataDir.isEmpty() ? QDir::tempPath() : target.dataDir;
    auto proved = proveBackup(file, *key, QDir(scratch).filePath(u"restore.tmp"_s), goOn);
    if (!proved)
        return fail(proved.error());
    auto made = restoreAsNew(target, *std::move(proved), goOn);
    if (made && key->kind() == BackupKey::Kind::Kept)
        if (const auto kept = keys.keep(made->storeId, *key); !kept)
            qWarning("the backups' key could not be kept: %s", qPrintable(kept.error().message));
    return made;
}

}
