#pragma once
// The way of a shop's keys from files into the computer's keyring, or back: all of them are in the new home and read back
// before the first is taken out of the old one, so that any program finds them in at least one at any moment.
#include "app/backups/keyring.h"

namespace backroom {

class KeyMove {
public:
    // Copies them; the object must be finished, or what was copied is taken back with it. Unavailable, in a sentence, when
    // they cannot be had or kept, Busy when another program is at it. Blocks, as the next; any thread.
    static Result<std::unique_ptr<KeyMove>> begin(const Keyring &keys, const QByteArray &storeId, KeyHome to);
    ~KeyMove();
    Q_DISABLE_COPY_MOVE(KeyMove)

    // Takes them out of the old home. Unavailable, in a sentence, when the file cannot be removed: then they stay there.
    Result<> finish();

private:
    KeyMove(const KeyFolder &files, const QByteArray &storeId, KeyHome to)
        : m_files(files), m_storeId(storeId), m_to(to)
    {}
    Result<> copyToKeyring();
    Result<> copyToFiles();
    Result<> leaveFiles();
    void leaveKeyring();

    KeyFolder m_files;
    QByteArray m_storeId;
    KeyHome m_to;
    std::shared_ptr<void> m_held;
    QList<QByteArray> m_notedBefore;
    QList<BackupKey> m_copied; // the one of now first
    bool m_isFinished = false;
};

}
