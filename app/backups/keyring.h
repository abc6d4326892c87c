#pragma once
// The key kept for the owner of a shop: in a file that only their account may read, outside the data folder, so that a
// lost disk or a copied folder does not give the key away with the backups.
#include "app/backups/backupkey.h"

#include <optional>

namespace backroom {

class Keyring {
public:
    // BACKROOM_KEYS, or else ~/.config/backroom/keys.
    Keyring();
    explicit Keyring(const QString &folder) : m_folder(folder) {}

    // The key that is kept for the store; Unavailable, in a sentence, when its file cannot be read. Blocks, as all here;
    // any thread, any number of programs at once.
    Result<std::optional<BackupKey>> kept(const QByteArray &storeId) const;
    // The same, made where there is none. Which one a shop's backups are made with is told by shopkey.h.
    Result<BackupKey> keyOf(const QByteArray &storeId) const;
    // The kept key with this id, whichever shop's it is; Unauthenticated, in a sentence, when it is not here.
    Result<BackupKey> find(const QByteArray &id) const;
    // Keeps this one for the store from now on; another that was kept for it stays to be found.
    Result<> keep(const QByteArray &storeId, const BackupKey &key) const;
    const QString &folder() const { return m_folder; }

private:
    QString m_folder;
};

// The key that opens a backup's file: the one given, or else the kept one. As BackupReader::head fails, and
// Unauthenticated, in a sentence, when a passphrase or recovery words are needed.
Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const std::optional<BackupKey> &given = {});

}
