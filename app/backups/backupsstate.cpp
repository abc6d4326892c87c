#include "app/backups/backupsstate.h"

namespace backroom {

const BackupEntry *BackupsState::find(BackupId id) const
{
    const auto found = std::find_if(backups.begin(), backups.end(), [id](const auto &entry) { return entry.id == id; });
    return found == backups.end() ? nullptr : &*found;
}

const BackupOutcome *BackupsState::outcomeOf(BackupJobId job) const
{
    const auto found =
        std::find_if(ended.begin(), ended.end(), [job](const auto &outcome) { return outcome.job == job; });
    return found == ended.end() ? nullptr : &*found;
}

}
