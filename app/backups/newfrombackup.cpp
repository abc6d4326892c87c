#include "app/backups/newfrombackup.h"

#include "app/backups/restore.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<Manifest> newFromBackup(const StoreConfig &target, const Keyring &keys, const QString &file,
                               const QString &typed, const BackupGoOn &goOn)
{
    std::optional<BackupKey> given;
    if (!typed.trimmed().isEmpty()) {
        const auto words = BackupKey::fromText(typed);
        if (!words)
            return fail(words.error());
        given = *words;
    }
    const auto key = openingKey(keys, file, given);
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
