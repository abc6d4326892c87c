#include "ui/backups/pastopener.h"

namespace backroom::past {

PastOpener ofBackup(Backups &backups, const Actor &actor, BackupId id)
{
    return [&backups, actor, id](const QString &scratch, const std::optional<BackupKey> &key, const BackupGoOn &goOn) {
        return backups.shopOf(id, scratch, actor, key, goOn);
    };
}

PastOpener ofFile(Backups &backups, const Actor &actor, const QString &file)
{
    return [&backups, actor, file](const QString &scratch, const std::optional<BackupKey> &key,
                                   const BackupGoOn &goOn) { return backups.shopIn(file, scratch, actor, key, goOn); };
}

PastOpener ofMoment(Backups &backups, const Actor &actor, Millis moment)
{
    return [&backups, actor, moment](const QString &scratch, const std::optional<BackupKey> &, const BackupGoOn &goOn) {
        return backups.shopAtMoment(moment, scratch, actor, goOn);
    };
}

}
