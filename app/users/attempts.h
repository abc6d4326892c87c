#pragma once
// Guessing made slow: failures are counted per account and per address, in the store, so that a restart forgives
// nothing. From the fifth failure of an account (the tenth of an address, where many people may sit behind one) each
// costs twice the wait of the one before, up to five minutes. A count runs down with time: by one each quarter of an hour
// for an account, each minute for an address. Unknown accounts are counted like known ones, so that they read the same.
#include "app/store/transaction.h"
#include "app/users/sessions.h"

namespace backroom::attempts {

// Hashes under which a try is counted; the store holds neither address nor account in the clear.
struct Subjects
{
    QByteArray account;
    QByteArray address; // empty when there is none: a window
    bool loopback = false;
};
Subjects subjectsOf(const StoreSecrets &secrets, const QString &email, const QString &address);

// Seconds to wait, 0 for none. The account's own wait does not hold for a device that it signed in from before, so that
// nobody can lock the owner out; the address's does.
int wait(Reader &reader, const Subjects &subjects, bool knownDevice);
void failed(Transaction &transaction, const Subjects &subjects);
// Clears the account's count, not the address's: an own account would be a way to go on guessing at others.
void succeeded(Transaction &transaction, const Subjects &subjects);

// Devices are address and program together.
bool isKnown(Reader &reader, UserId user, const Device &device);
void remember(Transaction &transaction, UserId user, const Device &device);

tl::unexpected<Error> tooMany(int seconds);

void prune(Transaction &transaction);

}
