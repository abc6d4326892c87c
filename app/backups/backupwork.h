#pragma once
// What is done for a shop's backups, one thing at a time: each leaves the shop, the folder and the list as they belong
// together, whatever became of it. Block: on a slow thread.
#include "app/backups/backuplist.h"
#include "app/backups/keyring.h"
#include "app/backups/places.h"
#include "app/backups/proof.h"
#include "app/backups/snapshot.h"
#include "app/base/actor.h"
#include "app/journal/entry.h"

#include <mutex>

namespace backroom {

class Backroom;

class BackupWork {
public:
    BackupWork(Backroom &shop, const QString &folder, const Keyring &keyring, const QString &rclone)
        : m_shop(shop), m_folder(folder), m_keyring(keyring), m_rclone(rclone)
    {}

    // Makes one, writes it down and says so in the journal. What failed is written down and journaled too, unless it was
    // stopped.
    Result<BackupId> make(const QByteArray &reason, const Actor &actor, const BackupGoOn &goOn) const;
    // Proves it, brought back from one of `places` first when it is not here; then reads its copies on all that can be
    // reached, and has those made again that are spoilt.
    Result<BackupId> verify(BackupId id, const QList<BackupPlace> &places, const std::optional<BackupKey> &key,
                            const BackupGoOn &goOn) const;
    Result<BackupId> restore(BackupId id, const QList<BackupPlace> &places, const Actor &actor,
                             const std::optional<BackupKey> &key, const BackupGoOn &goOn) const;
    // The id is that of the safety copy that was put aside; none when it could not be written down.
    Result<BackupId> restoreFile(const QString &file, const Actor &actor, const std::optional<BackupKey> &key,
                                 const BackupGoOn &goOn) const;
    // The shop as it was at that moment: in its place, or in the folder `scratch` to look at.
    Result<BackupId> restoreMoment(Millis moment, const QList<BackupPlace> &places, const Actor &actor,
                                   const BackupGoOn &goOn) const;
    Result<std::unique_ptr<ProvedBackup>> shopAtMoment(Millis moment, const QList<BackupPlace> &places,
                                                       const QString &scratch, const BackupGoOn &goOn) const;
    // A backup in the folder `scratch`, to look at: one of the list, from wherever it is, or a file from anywhere.
    Result<std::unique_ptr<ProvedBackup>> shopOf(BackupId id, const QList<BackupPlace> &places, const QString &scratch,
                                                 const std::optional<BackupKey> &key, const BackupGoOn &goOn) const;
    Result<std::unique_ptr<ProvedBackup>> shopIn(const QString &file, const QString &scratch,
                                                 const std::optional<BackupKey> &key, const BackupGoOn &goOn) const;
    // The newest copy that a restore put aside.
    Result<BackupId> undoRestore(const Actor &actor, const BackupGoOn &goOn) const;
    // Puts away what the rules let go; what lies on places follows when they are visited.
    Result<> prune(const Retention &keep) const;
    // These ones.
    Result<> putAway(const QList<BackupId> &ids) const;

    // Says in the journal that one is missing since then, and who removed one.
    void journalOverdue(Millis since) const;
    void journalRemoved(const Actor &actor, const BackupEntry &entry) const;
    // Says in the journal who changed what was chosen.
    void journalSettings(const Actor &actor, const BackupSettings &settings) const;

    const QString &folder() const { return m_folder; }
    const Keyring &keyring() const { return m_keyring; }

private:
    Result<BackupId> putInPlace(std::unique_ptr<ProvedBackup> proved, const Actor &actor, const BackupGoOn &goOn) const;
    QString restoreScratch() const;
    Result<BackupEntry> entry(BackupId id) const;
    QString atPlace(const BackupEntry &entry) const;
    Result<> bringImages(const BackupPlace &place) const;
    // Proves it; images that are missing or damaged here are taken from the shop itself or from a place that has them.
    Result<std::unique_ptr<ProvedBackup>> proveWith(const QString &file, const BackupKey &key, const QString &scratch,
                                                    const QList<BackupPlace> &places, const BackupGoOn &goOn) const;
    Result<QString> bringHere(const BackupEntry &entry, const QList<BackupPlace> &places, const BackupGoOn &goOn) const;
    Result<> rereadCopies(const BackupEntry &entry, const QList<BackupPlace> &places, const BackupGoOn &goOn) const;
    void journal(const Actor &actor, const JournalEntry &entry) const;

    Backroom &m_shop;
    QString m_folder;
    Keyring m_keyring;
    QString m_rclone;
    mutable std::mutex m_fetching; // one at a time brings a backup here
};

}
