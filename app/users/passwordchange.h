#pragma once
// A new password, in the steps of login.h: prepare() checks and hashes on a slow thread, record() writes. Whoever guesses
// at the current one is slowed like somebody signing in.
#include "app/users/login.h"

namespace backroom {

struct PasswordChange
{
    LoginCandidate candidate;
    bool passed = false;
    QByteArray hash; // of the new password
};

namespace passwords {

// Faults of the new password, or TooMany while guesses have to wait. Reads on its own; slow. `device` is where it comes
// from.
Result<PasswordChange> prepare(Database &database, const PasswordHasher &hasher, const Actor &actor,
                               const Device &device, const QString &current, const QString &fresh);
// Counts a wrong guess, or sets the password and ends the person's other sessions. To be committed either way.
Result<> record(Transaction &transaction, const Actor &actor, const PasswordChange &change);

}
}
