#pragma once
// The key kept for the owner of a shop: in a file that only their account may read, outside the data folder, so that a
// lost disk or a copied folder does not give the key away with the backups; or, where the owner chose that, in the
// computer's keyring, which opens only for who signs in. Files are looked at first.
#include "app/backups/keyfolder.h"

namespace backroom {

namespace systemkeyring {
enum class Condition;
}

enum class KeyHome { File, Keyring };

class Keyring {
public:
    // BACKROOM_KEYS, or else ~/.config/backroom/keys.
    Keyring();
    explicit Keyring(const QString &folder) : m_files(folder) {}

    // The key that is kept for the store; Unavailable, in a sentence, when its file cannot be read, or the keyring that it
    // is in is not open. Blocks, as all here; any thread, any number of programs at once.
    Result<std::optional<BackupKey>> kept(const QByteArray &storeId) const;
    // The same, made in a file where there is none. Which one a shop's backups are made with is told by shopkey.h.
    Result<BackupKey> keyOf(const QByteArray &storeId) const;
    // The kept key with this id, whichever shop's it is; Unauthenticated, in a sentence, when it is not here, Unavailable
    // when it is in a keyring that is not open.
    Result<BackupKey> find(const QByteArray &id) const;
    // Keeps this one for the store from now on, where the one before it is; another that was kept for it stays to be found.
    Result<> keep(const QByteArray &storeId, const BackupKey &key) const;
    // Where the store's key is, whether it can be had now or not; nothing when it is not here.
    std::optional<KeyHome> home(const QByteArray &storeId) const;
    const QString &folder() const { return m_files.path(); }
    const KeyFolder &files() const { return m_files; }
    // What is said of a key that was put into the computer's keyring and was not found there: Unavailable.
    static Error notGiven(systemkeyring::Condition condition);

private:
    KeyFolder m_files;
};

// The key that opens a backup's file: the one given, or else the kept one. As BackupReader::head fails, and
// Unauthenticated, in a sentence, when a passphrase or recovery words are needed.
Result<BackupKey> openingKey(const Keyring &keys, const QString &file, const std::optional<BackupKey> &given = {});

}
