#include "app/backups/backuplist.h"
#include "app/backups/backupname.h"
#include "app/backups/backupsettings.h"
#include "app/backups/shopkey.h"
#include "app/reports/doctor.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <unistd.h>

namespace backroom::doctor {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// As the people of the shop read it on a terminal: in their own time, to the minute.
QString momentText(Millis at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(at, zone).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}
}

namespace {
constexpr Millis TooLong = 3LL * 24 * 3600 * 1000; // that a place may be away

// When the oldest proved backup was made that the place has not got; nothing when it has them all.
std::optional<Millis> missedSince(const BackupList &list, int place)
{
    std::optional<Millis> since;
    for (const BackupEntry &entry : list.backups)
        if (entry.here && entry.isProved() && !entry.going && !entry.places.contains(place))
            since = std::min(since.value_or(entry.at), entry.at);
    return since;
}
}

Finding backups(const QString &dataDir, Millis now, const QTimeZone &zone)
{
    Finding finding{"backups", tr("Backups"), true, {}, {}};
    const auto wrong = [&finding](const QString &detail, const QString &advice) {
        finding.ok = false;
        finding.detail = detail;
        finding.advice = advice;
        return finding;
    };
    if (dataDir.isEmpty()) {
        finding.detail = tr("Without a data folder none are kept here.");
        return finding;
    }
    const auto settings = backupsettings::read(dataDir);
    if (!settings)
        return wrong(settings.error().message,
                     tr("Correct it; until then the usual schedule holds, and nothing is put away."));
    const auto list = backuplist::read(localBackups(dataDir));
    if (!list)
        return wrong(list.error().message, tr("Give your account the right to read and write there."));
    const auto newest = list->newestProved();
    if (list->failedSince)
        return wrong(tr("They have failed since %1: %2").arg(momentText(*list->failedSince, zone), list->failure),
                     tr("Do what that says, then make one with “backroomd backup”."));
    const Millis since = newest.value_or(list->firstSeen);
    if (const auto due = schedule::overdueSince(settings->schedule, since, now, zone); since != 0 && due)
        return wrong(
            newest ? tr("The newest that was proved is of %1; another was due at %2.")
                         .arg(momentText(*newest, zone), momentText(*due, zone))
                   : tr("None was proved yet, and one was due at %1.").arg(momentText(*due, zone)),
            tr("They are made while the shop is open or served. Let it run, or make one with “backroomd backup”."));
    for (const BackupEntry &entry : list->backups)
        if (!entry.fault.isEmpty() && !entry.going)
            return wrong(tr("%1 cannot be relied on: %2").arg(entry.fileName, entry.fault),
                         tr("Make another one, and look whether this disk is well."));
    for (const BackupPlace &place : settings->places)
        if (const auto missed = missedSince(*list, place.number); missed && now - *missed > TooLong)
            return wrong(
                tr("“%1” has not got the backups since %2.").arg(place.name, momentText(*missed, zone)),
                tr("Connect it while the shop is open or served: they are copied there by themselves. One that is "
                   "no more is taken off the list on the backups page or in config.ini."));
    finding.detail = newest ? tr("The newest that was proved is of %1.").arg(momentText(*newest, zone))
                            : tr("None was made yet. The first is made soon after the shop is opened or served.");
    return finding;
}

Finding backupKey(Database &database, const Keyring &keys)
{
    Finding finding{"backup_key", tr("The backups' key"), true, {}, {}};
    const QFileInfo folder(database.config().dataDir);
    if (database.config().dataDir.isEmpty()) {
        finding.detail = tr("Without a data folder no backups are kept here.");
    } else if (folder.ownerId() != ::geteuid()) {
        finding.detail = tr("It is kept for the account that runs the shop: look as %1.").arg(folder.owner());
    } else if (const auto fault = shopkey::fault(database, keys)) {
        finding.ok = false;
        finding.detail = fault->message;
        finding.advice = tr("Until then no backup is made. Where nobody has the sheet any more: “backroomd "
                            "recovery-words --new”.");
    }
    return finding;
}

}
