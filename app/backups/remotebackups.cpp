#include "app/backups/remotebackups.h"

#include "app/backups/backuplist.h"
#include "app/backups/backupname.h"
#include "app/backups/rcloneplace.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom::remotebackups {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// How much has come cannot be told before the end.
CopyGoOn copying(const BackupGoOn &goOn)
{
    return [goOn](qint64) { return !goOn || goOn({BackupProgress::Step::Copying, 0}); };
}

struct Candidate
{
    Millis at = 0;
    QString name;
};

// Newest first.
QList<Candidate> backupsOf(const PlaceLook &look, Millis moment)
{
    QList<Candidate> found;
    for (auto file = look.files.keyBegin(); file != look.files.keyEnd(); ++file)
        if (const auto name = BackupName::parse(*file); name && name->at <= moment)
            found.append({name->at, *file});
    std::sort(found.begin(), found.end(),
              [](const Candidate &a, const Candidate &b) { return std::tie(a.at, a.name) > std::tie(b.at, b.name); });
    return found;
}

// Another backup may lead there although this one does not.
bool mayGoOn(ErrorCode code)
{
    return code == ErrorCode::Malformed || code == ErrorCode::Unauthenticated || code == ErrorCode::NotFound;
}
}

bool isRemote(const QString &named)
{
    static const QRegularExpression form(uR"(\A:?[\w.+@ -]+[^:/]*:)"_s);
    return form.match(named).hasMatch() && !QFileInfo::exists(named);
}

Result<QString> fetch(const QString &remote, const QString &rclone, const QString &folder, const BackupGoOn &goOn)
{
    const qsizetype slash = std::max(remote.lastIndexOf(u'/'), remote.lastIndexOf(u':'));
    const bool isFile = remote.endsWith(QLatin1StringView(backuplist::Suffix));
    const QString name = remote.mid(slash + 1);
    RclonePlace place(isFile ? remote.left(remote.at(slash) == u'/' ? slash : slash + 1) : remote, rclone);
    if (!isFile) {
        const auto look = place.look({}, true);
        if (!look)
            return fail(look.error());
        const auto there = backupsOf(*look, std::numeric_limits<Millis>::max());
        return fail(ErrorCode::NotFound,
                    there.isEmpty() ? tr("There is no backup in %1. Check its name.").arg(remote)
                                    : tr("Name one backup of those in %1, the newest is %2; or a moment, with --at.")
                                          .arg(remote, there.constFirst().name));
    }
    const QString file = QDir(folder).filePath(name);
    if (const auto fetched = place.fetch(name, file, copying(goOn)); !fetched)
        return fail(fetched.error());
    const auto images = place.fetchFolder(u"images"_s, QDir(folder).filePath(u"images"_s), copying(goOn));
    return images ? Result<QString>(file) : fail(images.error());
}

Result<std::unique_ptr<ProvedBackup>> shopAt(const MomentOrder &order, const QString &remote, const QString &rclone)
{
    RclonePlace place(remote, rclone);
    const auto look = place.look(order.storeId, true);
    if (!look)
        return fail(look.error());
    const auto folder = ScratchFolder::take(order.scratch + ".fetched"_L1);
    if (!folder)
        return fail(folder.error());
    const QDir here((*folder)->path());
    for (const QString &part : {u"changes"_s, u"images"_s})
        if (const auto fetched = place.fetchFolder(part, here.filePath(part), copying(order.goOn)); !fetched)
            return fail(fetched.error());
    MomentOrder with = order;
    with.places << here.path();
    Error fault{ErrorCode::NotFound,
                tr("There is no backup from before %1 in %2. Choose a later moment.")
                    .arg(QString::fromLatin1(timeText(order.moment)), remote)};
    bool isFirst = true;
    for (const Candidate &candidate : backupsOf(*look, order.moment)) {
        const QString file = here.filePath(candidate.name);
        if (const auto fetched = place.fetch(candidate.name, file, copying(order.goOn)); !fetched)
            return fail(fetched.error());
        auto shop = backroom::shopAt(with);
        if (shop)
            return shop;
        if (std::exchange(isFirst, false))
            fault = shop.error();
        if (!mayGoOn(shop.error().code))
            break;
        QFile::remove(file);
    }
    return fail(fault);
}

}
