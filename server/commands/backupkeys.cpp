#include "server/commands/backupkeys.h"

#include "app/backups/backupreader.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

QCommandLineOption passphraseFileOption()
{
    return {u"passphrase-file"_s,
            tr("A file that holds the passphrase in its first line, or the words of the recovery sheet. When left out, "
               "the key that is kept for the owner."),
            u"FILE"_s};
}

Result<BackupKey> keyForNew(const CommandLine &line, const QByteArray &storeId)
{
    if (line.has(u"passphrase-file"_s))
        return BackupKey::fromFile(line.value(u"passphrase-file"_s));
    return Keyring().keyOf(storeId);
}

Result<BackupKey> keyFor(const CommandLine &line, const QString &file)
{
    const auto head = BackupReader::head(file);
    if (!head)
        return fail(head.error());
    if (line.has(u"passphrase-file"_s))
        return BackupKey::fromFile(line.value(u"passphrase-file"_s));
    if (head->keyKind == BackupKey::Kind::Passphrase)
        return fail(ErrorCode::Unauthenticated,
                    tr("This backup has a passphrase. Put it into a file and name that with --passphrase-file."));
    return Keyring().find(head->keyId);
}

}
