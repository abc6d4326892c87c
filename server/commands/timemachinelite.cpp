#include "server/commands/timemachinelite.h"

#include "app/backups/backuplist.h"
#include "app/backups/backupname.h"
#include "app/backups/pgstretch.h"
#include "app/store/recording.h"
#include "server/commands/commandline.h"
#include "server/commands/timemachinetext.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

int liteTimeMachineStatus(Database &shop, bool json)
{
    const auto state =
        shop.read([](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    if (!state)
        return failed(state.error());
    const QString folder = localBackups(shop.config().dataDir);
    const QString changes = changesFolder(folder);
    const auto list = backuplist::read(folder);
    if (!list)
        return failed(list.error());
    QList<BaseBackup> bases;
    for (const BackupEntry &entry : list->backups)
        if (entry.here && entry.isProved())
            bases.append({entry.at, entry.epoch, entry.changeSeq});
    const auto moments = reachableMoments(bases, changes, shop.secrets().changesKey);
    const qint64 bytes = pgfolder::bytesIn(changes);
    if (json) {
        JsonWriter out;
        out.object().field("on", state->active).field("kind", "sqlite").field("encrypted", true);
        writeMoments(moments, out);
        out.field("folder", folder).field("bytes", bytes).endObject();
        say(QString::fromUtf8(out.bytes()));
        return ExitDone;
    }
    say(state->active ? tr("The time machine is on: every change is kept, encrypted, in %1 (%2).")
                            .arg(changes, QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat))
                      : tr("The time machine is not on yet. It is once “backroomd serve” or the console has the shop "
                           "open."));
    sayMoments(moments);
    return ExitDone;
}

}
