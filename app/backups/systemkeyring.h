#pragma once
// The keyring of the desktop (GNOME Keyring, KWallet, KeePassXC: whatever answers as freedesktop's Secret Service), which
// opens with the password that a person signs in with. Any thread. All functions block, for some seconds at most unless
// they say otherwise, and none but unlock() makes it ask anybody anything. BACKROOM_KEYRING=off has it not looked for.
#include "app/backups/backupkey.h"

#include <optional>

namespace backroom::systemkeyring {

enum class Condition {
    Absent, // nobody signed in, or none answers
    Locked, // or none was ever made in it
    Open,
};

struct Found
{
    Condition condition = Condition::Absent;
    std::optional<BackupKey> key; // may be there also where another keyring is locked
};

Condition condition();
// Asks the person for the password where it is locked, and gives what it is then. For what a person at the window has
// just asked for: waits for them for up to a minute.
Condition unlock();

// The key with this id, whichever shop's it is.
Found find(const QByteArray &id);
// The one that was kept last for the store.
Found newestOf(const QByteArray &storeId);
// Kept, and read back the same. Unavailable, in a sentence, when it is not open or did not take it.
Result<> keep(const QByteArray &storeId, const BackupKey &key);
// Whether the store has none with this id there any more.
bool remove(const QByteArray &storeId, const QByteArray &id);

}
