#pragma once
// The one key that a shop's backups are made with. Its name stands in the store, so that no second account or computer
// makes another and the printed recovery sheet opens all of them.
#include "app/backups/keyring.h"
#include "app/base/actor.h"

namespace backroom {

class Database;
class Transaction;

namespace shopkey {

// For new backups. The first call ever makes it, keeps it here and writes its name into the store; from then on that one
// alone is good. Unauthenticated, in a sentence, where it is not kept, Unavailable where it cannot be read. Blocks.
Result<BackupKey> of(Database &shop, const Keyring &keys);
// The same for a store that is only looked at: its name is not written down.
Result<BackupKey> ofUnchanged(Database &shop, const Keyring &keys);
// What of() would fail with, without making anything; nothing when all is well or there is none yet. Blocks.
std::optional<Error> fault(Database &shop, const Keyring &keys);

// Keeps here what was typed from the recovery sheet. Invalid when these are no such words, or another key's.
// Area::Backups, Verb::Write, as the next two.
Result<> type(Database &shop, const Keyring &keys, const Actor &actor, const QString &words);
// A new one in the place of one that nobody has any more. What was made with the old one opens with the old one.
Result<BackupKey> replace(Database &shop, const Keyring &keys, const Actor &actor);
// Takes it there, with those before it, and says so in the journal; nothing happens where it is there already. As of(),
// and Unavailable, in a sentence, when it cannot be kept there: then it is where it was. Busy when another program is at it.
Result<> moveTo(Database &shop, const Keyring &keys, const Actor &actor, KeyHome to);
// What is restored goes on with the key that the shop has now. No effect for a passphrase.
void keepOn(Transaction &transaction, const BackupKey &key);

}
}
