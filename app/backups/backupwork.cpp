#include "app/backups/backupwork.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/imagesbeside.h"
#include "app/backups/pgchoice.h"
#include "app/backups/pglatest.h"
#include "app/backups/pgshopat.h"
#include "app/backups/replay.h"
#include "app/backups/restore.h"
#include "app/base/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
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

// As it was proved: to the list, and to the places that compare with it.
void takeProof(BackupEntry &entry, const Manifest &manifest, const QString &file, const QByteArray &hash, Millis now)
{
    entry.at = manifest.at;
    if (!entry.found)
        entry.reason = manifest.reason.toUtf8();
    entry.bytes = QFileInfo(file).size();
    entry.provedAt = now;
    entry.fault.clear();
    entry.epoch = manifest.epoch;
    entry.changeSeq = manifest.changeSeq;
    if (entry.hash != hash)
        entry.places.clear(); // what lies there is another file
    entry.hash = hash;
}
}

Result<BackupId> noteBackup(const QString &folder, const BackupReport &made, Millis now)
{
    const auto hash = hashFile(made.file);
    if (!hash)
        return fail(hash.error());
    BackupId id;
    const auto noted = backuplist::change(folder, [&](BackupList &list) -> Result<> {
        const QString name = QFileInfo(made.file).fileName();
        BackupEntry *entry = list.find(name); // the list has seen the file already
        if (!entry)
            entry = &list.add({});
        entry->fileName = name;
        entry->found = false;
        takeProof(*entry, made.manifest, made.file, *hash, now);
        id = entry->id;
        list.failedSince.reset();
        list.failedAt.reset();
        list.failure.clear();
        return {};
    });
    return noted ? Result<BackupId>(id) : fail(noted.error());
}

Result<BackupId> noteSafetyCopy(const QString &folder, const QString &file, Millis at)
{
    BackupReport safety;
    safety.file = file;
    safety.manifest.at = at;
    safety.manifest.reason = u"restore"_s;
    return noteBackup(folder, safety, at);
}

Result<BackupId> BackupWork::make(const QByteArray &reason, const Actor &actor, const BackupGoOn &goOn) const
{
    Watched watched(goOn);
    const auto key = m_keyring.keyOf(m_shop.database().secrets().storeId);
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

void BackupWork::journalSettings(const Actor &actor, const BackupSettings &settings) const
{
    JsonWriter after;
    after.object().field("every", int(settings.schedule.every)).field("minute", settings.schedule.minuteOfDay);
    after.field("at_close", settings.schedule.atClose).field("keep_days", settings.keep.days).name("places").array();
    for (const BackupPlace &place : settings.places)
        after.value(place.name);
    after.endArray().endObject();
    journal(actor, {"backups.changed", "backups", {}, {}, after.take(), {{Topic::Backups}}});
}

void BackupWork::journalOverdue(Millis since) const
{
    JsonWriter after;
    after.object().timeField("since", since).endObject();
    journal(Actor::system(u"backups"_s), {"backup.overdue", "backup", {}, {}, after.take(), {{Topic::Backups}}});
}

void BackupWork::journalRemoved(const Actor &actor, const BackupEntry &entry) const
{
    JsonWriter before;
    before.object().field("file", entry.fileName).field("reason", entry.reason).field("bytes", entry.bytes);
    before.timeField("at", entry.at).endObject();
    journal(actor,
            {"backup.removed", "backup", entry.id.bytes(), before.take(), {}, {{Topic::Backups, entry.id.value}}});
}

void BackupWork::journal(const Actor &actor, const JournalEntry &entry) const
{
    const auto written = m_shop.database().writeNow(actor, [&entry](Transaction &transaction) -> Result<> {
        transaction.journal(entry);
        return {};
    });
    if (!written)
        qWarning("the journal did not take %s: %s", entry.action.constData(), qPrintable(written.error().message));
}

Result<BackupEntry> BackupWork::entry(BackupId id) const
{
    auto list = backuplist::read(m_folder);
    if (!list)
        return fail(list.error());
    if (const BackupEntry *found = list->find(id); found && !found->going)
        return *found;
    return fail(ErrorCode::NotFound, tr("There is no such backup any more."));
}

QString BackupWork::atPlace(const BackupEntry &entry) const
{
    return nameAtPlace(m_shop.database().secrets().storeId, entry.fileName);
}

Result<QString> BackupWork::bringHere(const BackupEntry &entry, const QList<BackupPlace> &places,
                                      const BackupGoOn &goOn) const
{
    QString file = QDir(m_folder).filePath(entry.fileName);
    // What is damaged here is fetched anew from where it is good.
    if (entry.here && (entry.fault.isEmpty() || entry.places.isEmpty()))
        return file;
    Error last{ErrorCode::NotFound,
               tr("%1 is neither on this computer nor at a place that is set up.").arg(entry.fileName)};
    for (const BackupPlace &place : places) {
        if (!entry.places.contains(place.number))
            continue;
        const QString beside = file + ".part"_L1;
        const auto fetched = openPlace(place, m_rclone)->fetch(atPlace(entry), beside, [&](qint64 bytes) {
            return !goOn || goOn({BackupProgress::Step::Copying, double(bytes) / double(qMax(1LL, entry.bytes)) / 2});
        });
        if (fetched && !entry.hash.isEmpty() && *fetched != entry.hash) {
            QFile::remove(beside);
            last = {ErrorCode::Malformed,
                    tr("What “%1” has of %2 is not what was proved.").arg(place.name, entry.fileName)};
            continue;
        }
        if (fetched) {
            if (const auto images = bringImages(place); !images)
                return fail(images.error());
            const auto renamed = replaceFile(beside, file);
            return renamed ? Result<QString>(file) : fail(renamed.error());
        }
        last = fetched.error();
    }
    return fail(last);
}

// Those that lie beside backups there and no longer here.
Result<> BackupWork::bringImages(const BackupPlace &place) const
{
    const auto there = openPlace(place, m_rclone);
    const auto look = there->look(m_shop.database().secrets().storeId, true);
    if (!look)
        return fail(look.error());
    const QDir folder(m_folder);
    for (auto file = look->files.keyBegin(); file != look->files.keyEnd(); ++file) {
        if (!file->startsWith("images/"_L1) || !file->endsWith(".image"_L1) || folder.exists(*file))
            continue;
        if (!folder.mkpath(u"images"_s))
            return fail(ErrorCode::Unavailable,
                        tr("%1 may not be written. Give your account the right to write there.").arg(m_folder));
        const QString beside = folder.filePath(*file + ".part"_L1);
        if (const auto fetched = there->fetch(*file, beside, {}); !fetched)
            return fail(fetched.error());
        if (const auto renamed = replaceFile(beside, folder.filePath(*file)); !renamed)
            return renamed;
    }
    return {};
}

Result<BackupId> BackupWork::verify(BackupId id, const QList<BackupPlace> &places, const std::optional<BackupKey> &key,
                                    const BackupGoOn &goOn) const
{
    const auto known = entry(id);
    if (!known)
        return fail(known.error());
    const auto file = bringHere(*known, places, goOn);
    if (!file)
        return fail(file.error());
    // Not being able to open it says nothing about it; being damaged does.
    const auto opens = openingKey(m_keyring, *file, key);
    Result<std::unique_ptr<ProvedBackup>> proved = opens
        ? proveBackup(*file, *opens, QDir(m_shop.config().dataDir).filePath(u"verify.tmp"_s), goOn)
        : fail(opens.error());
    const auto hash = proved ? hashFile(*file) : Result<QByteArray>(QByteArray());
    if (!hash)
        return fail(hash.error());
    if (!proved && proved.error().code != ErrorCode::Malformed)
        return fail(proved.error());
    auto noted = backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
        BackupEntry *changed = list.find(id);
        if (changed && proved)
            takeProof(*changed, (*proved)->manifest(), *file, *hash, m_shop.clock().now());
        else if (changed)
            changed->fault = proved.error().message;
        return {};
    });
    if (!noted || !proved)
        return fail(noted ? proved.error() : noted.error());
    const BackupEntry *written = noted->find(id);
    const auto reread = written ? rereadCopies(*written, places, goOn) : Result<>();
    return reread ? Result<BackupId>(id) : fail(reread.error());
}

// A copy that is no longer what was proved counts as missing there, and is made again.
Result<> BackupWork::rereadCopies(const BackupEntry &entry, const QList<BackupPlace> &places,
                                  const BackupGoOn &goOn) const
{
    for (const BackupPlace &place : places) {
        if (!entry.places.contains(place.number))
            continue;
        const auto there = openPlace(place, m_rclone)->hash(atPlace(entry), [&goOn](qint64) {
            return !goOn || goOn({BackupProgress::Step::Proving, 1});
        });
        if (there ? *there == entry.hash : there.error().code != ErrorCode::NotFound)
            continue; // one that is away is looked at when it is back
        qWarning("%s at %s is not what was proved", qPrintable(entry.fileName), qPrintable(place.name));
        const auto noted = backuplist::change(m_folder, [&](BackupList &list) -> Result<> {
            if (BackupEntry *changed = list.find(entry.id))
                changed->places.removeAll(place.number);
            return {};
        });
        if (!noted)
            return fail(noted.error());
    }
    return {};
}

Result<BackupId> BackupWork::restore(BackupId id, const QList<BackupPlace> &places, const Actor &actor,
                                     const std::optional<BackupKey> &key, const BackupGoOn &goOn) const
{
    const auto known = entry(id);
    if (!known)
        return fail(known.error());
    const auto file = bringHere(*known, places, goOn);
    return file ? restoreFile(*file, actor, key, goOn) : fail(file.error());
}

namespace {
// The proof is the first half, as it reads the backup; putting it in place is the second.
BackupGoOn half(const BackupGoOn &goOn, double from)
{
    return [&goOn, from](const BackupProgress &progress) {
        return !goOn || goOn({progress.step, from + progress.share / 2});
    };
}
}

QString BackupWork::restoreScratch() const { return QDir(m_shop.config().dataDir).filePath(u"restore.tmp"_s); }

Result<BackupId> BackupWork::restoreFile(const QString &file, const Actor &actor, const std::optional<BackupKey> &key,
                                         const BackupGoOn &goOn) const
{
    const auto opens = openingKey(m_keyring, file, key);
    if (!opens)
        return fail(opens.error());
    auto proved = proveBackup(file, *opens, restoreScratch(), half(goOn, 0));
    return proved ? putInPlace(*std::move(proved), actor, goOn) : fail(proved.error());
}

Result<BackupId> BackupWork::restoreMoment(Millis moment, const QList<BackupPlace> &places, const Actor &actor,
                                           const BackupGoOn &goOn) const
{
    auto proved = shopAtMoment(moment, places, restoreScratch(), half(goOn, 0));
    return proved ? putInPlace(*std::move(proved), actor, goOn) : fail(proved.error());
}

Result<std::unique_ptr<ProvedBackup>> BackupWork::shopAtMoment(Millis moment, const QList<BackupPlace> &places,
                                                               const QString &scratch, const BackupGoOn &goOn) const
{
    Database &database = m_shop.database();
    if (database.kind() == StoreKind::Postgres) {
        const auto choice = PgChoice::read(database.config().dataDir);
        if (!choice)
            return fail(choice.error());
        if (*choice) {
            if (const auto latest = receiveLatest(database, [&goOn] { return !goOn || goOn({}); }); !latest)
                qWarning("the time machine: %s", qPrintable(latest.error().message));
            return pgShopAt({(*choice)->folder, moment, scratch, goOn});
        }
    }
    MomentOrder order{
        moment, {m_folder}, scratch, [this](const QString &file) { return openingKey(m_keyring, file); }, goOn};
    order.storeId = m_shop.database().secrets().storeId;
    for (const BackupPlace &place : places)
        if (place.kind == BackupPlace::Kind::Folder)
            order.places << place.path;
    return shopAt(order);
}

Result<BackupId> BackupWork::putInPlace(std::unique_ptr<ProvedBackup> proved, const Actor &actor,
                                        const BackupGoOn &goOn) const
{
    const auto safetyKey = m_keyring.keyOf(m_shop.database().secrets().storeId);
    if (!safetyKey)
        return fail(safetyKey.error());
    const BackupName name{m_shop.clock().now(), u"restore"_s};
    const auto restored = restoreInto(m_shop.database(), std::move(proved), actor, freeBackupPath(m_folder, name),
                                      *safetyKey, half(goOn, 0.5));
    if (!restored)
        return fail(restored.error());
    return noteSafetyCopy(m_folder, restored->safetyFile, name.at);
}

Result<BackupId> BackupWork::undoRestore(const Actor &actor, const BackupGoOn &goOn) const
{
    const QString file = newestSafetyCopy(m_folder);
    if (file.isEmpty())
        return fail(ErrorCode::NotFound,
                    tr("There is nothing to bring back: this shop was not restored, or that was too long ago."));
    return restoreFile(file, actor, {}, goOn);
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
    if (const auto gone = putAway(going); !gone)
        return gone;
    // Whatever stays was made since then, and each image that it refers to was wanted then or later.
    Millis oldest = now;
    for (const BackupEntry &entry : std::as_const(there))
        if (!going.contains(entry.id))
            oldest = std::min(oldest, entry.at);
    imagesbeside::prune(QDir(m_folder).filePath(u"images"_s), oldest);
    return {};
}

}
