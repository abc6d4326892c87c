#include "app/backups/backupname.h"
#include "app/backups/replay.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Candidate
{
    Millis at = 0;
    QString file;
};

// Newest first; of each the first place that has it.
QList<Candidate> backupsBefore(Millis moment, const QStringList &places)
{
    QList<Candidate> found;
    QStringList names;
    for (const QString &place : places)
        for (const QFileInfo &file : QDir(place).entryInfoList({u"*.backroom"_s}, QDir::Files)) {
            const auto name = BackupName::parse(file.fileName());
            if (!name || name->at > moment || names.contains(file.fileName()))
                continue;
            names.append(file.fileName());
            found.append({name->at, file.filePath()});
        }
    std::stable_sort(found.begin(), found.end(), [](const Candidate &a, const Candidate &b) { return a.at > b.at; });
    return found;
}
}

QStringList MomentOrder::changes() const
{
    QStringList folders;
    for (const QString &place : places)
        folders.append(QDir(place).filePath(u"changes"_s));
    return folders;
}

QStringList MomentOrder::images() const
{
    QStringList folders;
    for (const QString &place : places) // a shop's own lie beside its backups
        folders << QDir(place).filePath(u"images"_s) << QDir(place).filePath(u"../images"_s);
    return folders;
}

Result<std::unique_ptr<ProvedBackup>> shopAt(const MomentOrder &order)
{
    std::optional<Error> fault;
    for (const Candidate &candidate : backupsBefore(order.moment, order.places)) {
        const auto key = order.keyOf(candidate.file);
        Result<std::unique_ptr<ProvedBackup>> backup = key ? proveBackup(candidate.file, *key, order.scratch,
                                                                         [&order](BackupProgress progress) {
                                                                             progress.share /= 2;
                                                                             return !order.goOn || order.goOn(progress);
                                                                         })
                                                           : fail(key.error());
        if (backup && !order.storeId.isEmpty() && (*backup)->manifest().storeId != order.storeId)
            continue; // of another shop that uses the same place
        Result<> done = backup ? Result<>() : fail(backup.error());
        if (backup)
            done = replayTo(**backup, order.moment, order.changes(), order.images(), [&order](BackupProgress progress) {
                progress.share = 0.5 + progress.share / 2;
                return !order.goOn || order.goOn(progress);
            });
        if (done)
            return *std::move(backup);
        const bool isLater = backup && (*backup)->manifest().at > order.moment;
        if (!isLater && !fault)
            fault = done.error();
        if (!isLater && done.error().code != ErrorCode::Malformed && done.error().code != ErrorCode::Unauthenticated
            && done.error().code != ErrorCode::NotFound)
            break; // stopped, or no room: the next would end alike
    }
    if (fault)
        return fail(*fault);
    return fail(ErrorCode::NotFound,
                tr("There is no backup from before %1. Choose a later moment, or a folder with older backups.")
                    .arg(QString::fromLatin1(timeText(order.moment))));
}

}
