#pragma once
// The files that keys are kept in, which only their owner's account may read: STORE.key has the one that a shop's backups
// are made with, STORE-ID.key those before it; STORE.in-keyring remembers which of them the computer's keyring has
// (systemkeyring.h). Block; any thread, any number of programs at once.
#include "app/backups/backupkey.h"

#include <memory>
#include <optional>

namespace backroom {

class KeyFolder {
public:
    explicit KeyFolder(const QString &path) : m_path(path) {}
    const QString &path() const { return m_path; }

    // Of the store; Unavailable, in a sentence, when its file cannot be read.
    Result<std::optional<BackupKey>> kept(const QByteArray &storeId) const;
    std::optional<BackupKey> find(const QByteArray &id) const;
    // All of the store that can be read, the one of now first.
    QList<BackupKey> all(const QByteArray &storeId) const;

    // The key of now. Where there is one it is made none, and what is there is given.
    Result<BackupKey> make(const QByteArray &storeId) const;
    // The key of now; what was it stays, under a name of its own.
    Result<> keep(const QByteArray &storeId, const BackupKey &key) const;
    // One of those before it.
    Result<> keepBeside(const QByteArray &storeId, const BackupKey &key) const;
    // Whether no file of the store has it any more.
    bool remove(const QByteArray &storeId, const BackupKey &key) const;

    // The ids of those that are in the keyring, the one of now first.
    QList<QByteArray> noted(const QByteArray &storeId) const;
    bool isNoted(const QByteArray &id) const;
    Result<> note(const QByteArray &storeId, const QList<QByteArray> &ids) const;

    // For as long as it is held no other program changes what is kept. Busy when one is at it.
    Result<std::shared_ptr<void>> hold() const;

private:
    QString of(const QByteArray &storeId, QStringView more) const;
    Result<> makeFolder() const;
    static tl::unexpected<Error> refuse(const QString &path);
    QString m_path;
};

}
