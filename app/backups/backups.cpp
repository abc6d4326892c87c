#include "app/backups/backups.h"

#include "app/backroom.h"
#include "app/backups/backupname.h"
#include "app/backups/backupskeeper.h"
#include "app/backups/proof.h"
#include "app/backups/rcloneplace.h"
#include "app/backups/shopkey.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr Permission Reading{Area::Backups, Verb::Read}, Writing{Area::Backups, Verb::Write};

BackupJob job(BackupJob::Kind kind, BackupId backup = {}, const QByteArray &reason = {})
{
    BackupJob job;
    job.kind = kind;
    job.backup = backup;
    job.reason = reason;
    return job;
}
}

Backups::Backups(Backroom &shop, const BackupsOptions &options) : m(new State(shop, options)) { m->start(); }
Backups::~Backups() { m->end(); }

std::shared_ptr<const BackupsState> Backups::state() const { return m->shown(); }
Backups::Subscription Backups::subscribe(Listener listener) { return m->listeners.add(std::move(listener)); }
bool Backups::isRestoring() const { return m->restoring; }
bool Backups::hasRclone() const { return !m->rclone.isEmpty(); }
void Backups::wake() { m->rouse(); }
void Backups::cancel(BackupJobId job) { m->cancel(job); }
void Backups::lookAtPlace(int number) { m->carrier->look(number); }

Result<BackupJobId> Backups::backUpNow(const Actor &actor, const QByteArray &reason)
{
    return m->ask(actor, job(BackupJob::Kind::Backup, {}, reason));
}

Result<BackupJobId> Backups::verify(BackupId id, const Actor &actor, const std::optional<BackupKey> &key)
{
    return m->ask(actor, job(BackupJob::Kind::Verify, id), key);
}

Result<BackupJobId> Backups::restore(BackupId id, const Actor &actor, const std::optional<BackupKey> &key)
{
    return m->ask(actor, job(BackupJob::Kind::Restore, id), key);
}

Result<BackupJobId> Backups::restoreFile(const QString &file, const Actor &actor, const std::optional<BackupKey> &key)
{
    return m->ask(actor, job(BackupJob::Kind::Restore), key, file);
}

Result<BackupJobId> Backups::restoreMoment(Millis moment, const Actor &actor)
{
    BackupJob going = job(BackupJob::Kind::Restore);
    going.moment = moment;
    return m->ask(actor, going);
}

Result<std::unique_ptr<ProvedBackup>> Backups::shopAtMoment(Millis moment, const QString &scratch, const Actor &actor,
                                                            const BackupGoOn &goOn)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    if (const auto carried = m->shipper->carryNow(); !carried)
        return fail(carried.error());
    return m->work.shopAtMoment(moment, m->shown()->settings.places, scratch, goOn);
}

Result<std::unique_ptr<ProvedBackup>> Backups::shopOf(BackupId id, const QString &scratch, const Actor &actor,
                                                      const std::optional<BackupKey> &key, const BackupGoOn &goOn)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    return m->work.shopOf(id, m->shown()->settings.places, scratch, key, goOn);
}

Result<std::unique_ptr<ProvedBackup>> Backups::shopIn(const QString &file, const QString &scratch, const Actor &actor,
                                                      const std::optional<BackupKey> &key, const BackupGoOn &goOn)
{
    if (const auto allowed = actor.require(Reading); !allowed)
        return fail(allowed.error());
    return m->work.shopIn(file, scratch, key, goOn);
}

Result<BackupJobId> Backups::undoRestore(const Actor &actor)
{
    return m->ask(actor, job(BackupJob::Kind::UndoRestore));
}

Result<> Backups::saveSettings(const Actor &actor, const BackupSettings &settings)
{
    return m->changeSettings(actor, [&settings](BackupSettings &kept) -> Result<> {
        kept = settings;
        return {};
    });
}

Result<int> Backups::addPlace(const Actor &actor, const BackupPlace &place)
{
    int number = 0;
    const auto changed = m->changeSettings(actor, [&](BackupSettings &settings) -> Result<> {
        // Never one that another place had: what is known of copies goes by it.
        for (const BackupPlace &known : std::as_const(settings.places))
            number = std::max(number, known.number);
        const auto list = backuplist::read(m->work.folder());
        for (const int known : list ? list->markedPlaces.keys() : QList<int>())
            number = std::max(number, known);
        settings.places << place;
        settings.places.last().number = ++number;
        return {};
    });
    return changed ? Result<int>(number) : fail(changed.error());
}

Result<> Backups::removePlace(const Actor &actor, int number)
{
    auto changed = m->changeSettings(actor, [number](BackupSettings &settings) -> Result<> {
        if (settings.places.removeIf([number](const BackupPlace &place) { return place.number == number; }) == 0)
            return fail(ErrorCode::NotFound, tr("There is no such place."));
        return {};
    });
    if (!changed)
        return changed;
    const auto noted = backuplist::change(m->work.folder(), [number](BackupList &list) -> Result<> {
        list.forgetPlace(number);
        return {};
    });
    m->listChanged();
    return noted ? Result<>() : fail(noted.error());
}

Result<> Backups::typeKey(const Actor &actor, const QString &words)
{
    auto typed = shopkey::type(m->shop.database(), m->work.keyring(), actor, words);
    m->keyChanged();
    return typed;
}

Result<BackupKey> Backups::replaceKey(const Actor &actor)
{
    auto made = shopkey::replace(m->shop.database(), m->work.keyring(), actor);
    m->keyChanged();
    return made;
}

KeyStanding Backups::keyStanding() const
{
    return {m->work.keyring().home(m->shop.database().secrets().storeId), systemkeyring::condition()};
}

Result<> Backups::moveKey(const Actor &actor, KeyHome to)
{
    if (auto allowed = actor.require(Writing); !allowed)
        return allowed;
    (void)systemkeyring::unlock();
    auto moved = shopkey::moveTo(m->shop.database(), m->work.keyring(), actor, to);
    m->keyChanged();
    return moved;
}

Result<> Backups::unlockKeyring(const Actor &actor)
{
    if (auto allowed = actor.require(Writing); !allowed)
        return allowed;
    const auto condition = systemkeyring::unlock();
    m->keyChanged();
    if (condition == systemkeyring::Condition::Open)
        return {};
    return fail(ErrorCode::Unavailable, tr("The keyring of this computer is locked still."));
}

Result<> Backups::remove(BackupId id, const Actor &actor)
{
    if (const auto allowed = actor.require(Writing); !allowed)
        return fail(allowed.error());
    const auto state = m->shown();
    const BackupEntry *entry = state->find(id);
    if (!entry)
        return fail(ErrorCode::NotFound, tr("There is no such backup any more."));
    if (entry->isProved() && entry->at == state->newestProved)
        return fail(ErrorCode::Conflict, tr("This is the newest backup that was proved. Make another one first."));
    auto gone = m->work.putAway({id});
    if (gone)
        m->work.journalRemoved(actor, *entry);
    m->listChanged();
    m->carrier->look();
    return gone;
}

}
