#include "server/commands/backupkeys.h"

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

Result<BackupKey> keyForNew(const CommandLine &line, Database &shop)
{
    if (line.has(u"passphrase-file"_s))
        return BackupKey::fromFile(line.value(u"passphrase-file"_s));
    return shopkey::of(shop, Keyring());
}

Result<BackupKey> keyFor(const CommandLine &line, const QString &file)
{
    std::optional<BackupKey> given;
    if (line.has(u"passphrase-file"_s)) {
        const auto read = BackupKey::fromFile(line.value(u"passphrase-file"_s));
        if (!read)
            return read;
        given = *read;
    }
    auto key = openingKey(Keyring(), file, given);
    if (!key && key.error().code == ErrorCode::Unauthenticated)
        key.error().message += u' ' % tr("Put it into a file and name that with --passphrase-file.");
    return key;
}

}
