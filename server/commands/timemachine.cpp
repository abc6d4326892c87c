#include "app/backups/pgsetup.h"
#include "app/base/json.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"
#include "server/commands/timemachinelite.h"
#include "server/commands/timemachinetext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr int MostDays = 3660;

// PostgreSQL's programs tell nothing of how far they are: that it goes on is told, and Ctrl-C asks it to stop.
int on(const CommandLine &line, Database &shop, bool json)
{
    const PgChoice usual;
    const auto keep = line.number(u"keep-days"_s, usual.keepDays, 1, MostDays);
    const auto base = line.number(u"base-days"_s, usual.baseDays, 1, MostDays);
    if (!keep || !base)
        return line.wrong((!keep ? keep.error() : base.error()).message);
    if (!line.has(u"to"_s))
        return line.wrong(tr("Say in which folder with --to FOLDER, best on another disk."));
    BackupProgressLine progress(line);
    const BackupGoOn goOn = progress.goOn();
    const PgChoice choice{QFileInfo(line.value(u"to"_s)).absoluteFilePath(), {}, *base, *keep};
    const auto stretch = turnOn(shop, choice, [&goOn] { return goOn({BackupProgress::Step::Copying, 0}); });
    if (!stretch)
        return failed(stretch.error());
    if (json)
        return timeMachineStatus(shop, true);
    say(tr("The time machine is on, in %1. A first copy of the database was made there and proved.")
            .arg(choice.folder));
    say(tr("While “backroomd serve” or the console has the shop open, what the database writes is taken along, and "
           "“backroomd restore --at TIME” leads to any moment from %1 on.")
            .arg(QString::fromLatin1(timeText(stretch->bases().constLast().at))));
    say(tr("While neither does, the database keeps it on its own disk until one is opened again. Turn the time machine "
           "off before the shop rests for long."));
    say(notEncryptedText());
    return ExitDone;
}

int off(Database &shop, bool json)
{
    const auto folder = turnOff(shop);
    if (!folder)
        return failed(folder.error());
    if (json)
        return timeMachineStatus(shop, true);
    if (folder->isEmpty()) {
        say(tr(
            "The time machine was off. What the database kept for a beginning of it that was cut off is let go of."));
        return ExitDone;
    }
    say(tr("The time machine is off, and the database keeps nothing for it any more. What is in %1 stays: “backroomd "
           "restore %1 --at TIME” leads to its moments.")
            .arg(*folder));
    return ExitDone;
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    const QString what = line.operands().size() == 1 ? line.operands().constFirst() : QString();
    if (what != "on"_L1 && what != "off"_L1 && what != "status"_L1)
        return line.wrong(tr("Say on, status or off."));
    if (!line.has(u"data"_s))
        return line.wrong(tr("Say where the shop's folder is with --data FOLDER: what was chosen is kept there."));
    const bool json = *format == "json"_L1;
    return withShop(line, [&](Database &shop) {
        if (shop.kind() == StoreKind::Sqlite)
            return what == "status"_L1 ? liteTimeMachineStatus(shop, json)
                                       : failed({ErrorCode::Conflict,
                                                 tr("The time machine of a shop in a file is on by itself, in the "
                                                    "shop's folder “backups”, and nothing needs to be set up.")});
        return what == "on"_L1 ? on(line, shop, json)
            : what == "off"_L1 ? off(shop, json)
                               : timeMachineStatus(shop, json);
    });
}
}

Command timeMachineCommand()
{
    return {u"timemachine"_s,
            u"on|status|off"_s,
            tr("Says to which moments the shop can be taken back; on PostgreSQL it is turned on and off with it."),
            {{u"to"_s,
              tr("On PostgreSQL: the folder that holds copies of the database and what it wrote since, best on another "
                 "disk, and an encrypted one."),
              u"FOLDER"_s},
             {u"keep-days"_s, tr("How many days it can be gone back; 28 when left out."), u"NUMBER"_s},
             {u"base-days"_s, tr("A new copy of the database every so many days; 7 when left out."), u"NUMBER"_s},
             progressOption(),
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            run,
            notEncryptedText()};
}

}
