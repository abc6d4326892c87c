#include "server/commands/timemachinelite.h"

#include "app/backups/backupname.h"
#include "app/backups/backupreader.h"
#include "app/backups/manifest.h"
#include "app/backups/pgstretch.h"
#include "app/store/recording.h"
#include "server/commands/backupkeys.h"
#include "server/commands/timemachinetext.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

std::optional<BaseBackup> baseOf(const CommandLine &line, const QString &file)
{
    const auto key = keyFor(line, file);
    const auto reader = key ? BackupReader::open(file, *key) : fail(key.error());
    while (reader) {
        const auto piece = (*reader)->next();
        if (!piece)
            return std::nullopt;
        if (piece->kind != backupformat::PieceKind::Manifest)
            continue;
        const auto manifest = Manifest::fromJson(piece->bytes);
        return manifest ? std::optional(BaseBackup{manifest->at, manifest->epoch, manifest->changeSeq}) : std::nullopt;
    }
    return std::nullopt;
}
}

int liteTimeMachineStatus(const CommandLine &line, Database &shop, bool json)
{
    const auto state =
        shop.read([](Reader &reader) -> Result<recording::State> { return recording::state(reader.connection()); });
    if (!state)
        return failed(state.error());
    const QString folder = localBackups(shop.config().dataDir);
    const QString changes = QDir(folder).filePath(u"changes"_s);
    QList<BaseBackup> bases;
    int unread = 0;
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.backroom"_s}, QDir::Files)) {
        if (const auto base = baseOf(line, file.filePath()))
            bases.append(*base);
        else
            ++unread;
    }
    const auto moments = reachableMoments(bases, changes, shop.secrets().changesKey);
    const qint64 bytes = pgfolder::bytesIn(changes);
    if (json) {
        JsonWriter out;
        out.object().field("on", state->active).field("kind", "sqlite").field("encrypted", true);
        writeMoments(moments, out);
        out.field("folder", folder).field("bytes", bytes).field("unread_backups", unread).endObject();
        say(QString::fromUtf8(out.bytes()));
        return ExitDone;
    }
    say(state->active ? tr("The time machine is on: every change is kept, encrypted, in %1 (%2).")
                            .arg(changes, QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat))
                      : tr("The time machine is not on yet. It is once “backroomd serve” or the console has the shop "
                           "open."));
    sayMoments(moments);
    if (unread > 0)
        say(tr("%1 backups could not be read here, for want of their key or because they are damaged.").arg(unread));
    return ExitDone;
}

}
