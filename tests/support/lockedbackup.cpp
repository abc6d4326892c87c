#include "tests/support/lockedbackup.h"

#include "app/backups/snapshot.h"

using namespace Qt::StringLiterals;

namespace backroom::test {

QString makeLockedBackup(Database &shop, const QString &file, const QString &passphrase)
{
    const auto key = BackupKey::fromPassphrase(passphrase);
    const auto made = key ? makeBackup(shop, {file, *key, u"manual"_s}) : fail(key.error());
    return made ? QString() : made.error().message;
}

}
