// Making and putting away.
#include "app/backups/backupwork.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/backupnoted.h"
#include "app/backups/imagesbeside.h"
#include "app/backups/shopkey.h"
#include "app/base/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <atomic>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis Day = 24LL * 3600 * 1000;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Whether it ended because somebody asked for it.
class Watched {
public:
    explicit Watched(const BackupGoOn &goOn) : m_goOn(goOn) {}
    BackupGoOn goOn()
    {
        return [this](const BackupProgress &progress) {
            m_stopped = m_stopped || (m_goOn && !m_goOn(progress));
            return !m_stopped;
        };
    }
    bool wasStopped() const { return m_stopped; }

private:
    const BackupGoOn &m_goOn;
    std::atomic<bool> m_stopped = false;
};
}

Result<BackupId> BackupWork::make(const QByteArray &reason, const Actor &actor, const BackupGoOn &goOn) const
{
    Watched watched(goOn);
    const auto key = shopkey::of(m_shop.database(), m_keyring);
    ::mkdir(QFile::encodeName(m_folder).constData(), 0700);
    const BackupName name{m_shop.clock().now(), QString::fromUtf8(reason)};
    Result<BackupId> result = key ? Result<BackupId>(BackupId{}) : fail(key.error());
    std::optional<BackupReport> report;
    if (key) {
        // What a person asks for stands on its own; what comes by itself shares its images.
        auto made = makeBackup(m_shop.database(),
                               {freeBackupPath(m_folder, name), *key, name.reason,
                                reason == "manual" ? QString() : QDir(m_folder).filePath(u"images"_s), watched.goOn()});
        result = made ? noteBackup(m_folder, *made, m_shop.clock().now()) : fail(made.error());
        if (made)
            report = *std::move(made);
    }
    if (result) {
        JsonWriter after;
        after.object().field("file", QFileInfo(report->file).fileName()).field("reason", reason);
        after.field("bytes", report->bytes).timeField("at", report->manifest.at).endObject();
        journal(actor, {"backup.made", "backup", result->bytes(), {}, after.take(), {{Topic::Backups, result->value}}});
        return result;
    }
    // A backup that somebody else makes meanwhile is as good.
    if (watched.wasStopped() || result.error().code == ErrorCode::Conflict)
        return result;
    qCritical("a backup failed: %s", qPrintable(result.error().message));
    (void)backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
        const Millis now = m_shop.clock().now();
        list.failedSince = list.failedSince.value_or(now);
        list.failedAt = now;
        list.failure = result.error().message;
        return {};
    });
    JsonWriter after;
    after.object().field("reason", reason).field("message", result.error().message).endObject();
    journal(actor, {"backup.failed", "backup", {}, {}, after.take(), {{Topic::Backups}}});
    return result;
}

Result<> BackupWork::putAway(const QList<BackupId> &ids) const
{
    QStringList files;
    const auto noted = backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
        for (BackupEntry &entry : list.backups) {
            entry.going = entry.going || ids.contains(entry.id);
            if (entry.going && entry.here)
                files << entry.fileName;
        }
        return {};
    });
    if (!noted)
        return fail(noted.error());
    // Written down first: what is half done when the power goes is finished by the next round.
    for (const QString &file : std::as_const(files))
        if (!QFile::remove(QDir(m_folder).filePath(file)))
            return fail(ErrorCode::Unavailable,
                        tr("%1 may not be removed. Give your account the right to write there.").arg(file));
    const auto forgotten = backuplist::change(m_folder, [](BackupList &) -> Result<> { return {}; });
    return forgotten ? Result<>() : fail(forgotten.error());
}

Result<> BackupWork::prune(const Retention &keep) const
{
    const auto list = backuplist::read(m_folder);
    if (!list)
        return fail(list.error());
    const Millis now = m_shop.clock().now();
    QList<BackupEntry> there;
    for (const BackupEntry &entry : list->backups)
        if (!entry.going)
            there << entry;
    const QList<BackupId> going = retention::mayGo(there, keep, now, m_shop.settings()->zone(),
                                                   now - keep.changeDays * Day, list->failedSince.has_value());
    if (auto gone = putAway(going); !gone)
        return gone;
    // Whatever stays was made since then, and each image that it refers to was wanted then or later.
    Millis oldest = now;
    for (const BackupEntry &entry : std::as_const(there))
        if (!going.contains(entry.id))
            oldest = std::min(oldest, entry.at);
    const QStringList images = imagesbeside::prune(QDir(m_folder).filePath(u"images"_s), oldest);
    if (images.isEmpty())
        return {};
    const auto noted = backuplist::change(m_folder, [&images](BackupList &list) -> Result<> {
        for (const QString &image : images)
            if (!list.markedPlaces.isEmpty())
                list.goingImages[image] = list.markedPlaces.keys();
        return {};
    });
    return noted ? Result<>() : fail(noted.error());
}

}
