#pragma once
// Signing in, in three steps, because checking a password takes a tenth of a second and must hold neither a transaction
// nor the writer: load() what is needed, verify() on a slow thread, record() the outcome. A wrong password and an unknown
// e-mail address take the same steps and read the same.
#include "app/users/attempts.h"
#include "app/users/password.h"
#include "app/users/user.h"

#include <functional>

namespace backroom {

class Backroom;
class Database;

struct Credentials
{
    QString email;
    QString password;
    QString totp; // empty: none given
    Device device;
};

struct SignedIn
{
    User user;
    NewSession session;
};

// What load() found: the hash of an account, or one that nothing fits.
struct LoginCandidate
{
    UserId user; // none: no such account, or one that cannot sign in
    attempts::Subjects subjects;
    Device device;
    QByteArray hash;
    QByteArray totpSecret;
    qint64 totpStep = 0; // used last
    Millis now = 0;
};

struct LoginVerdict
{
    LoginCandidate candidate;
    bool passed = false;
    bool totpMissing = false; // the password was right, and the account wants a code beside it
    qint64 totpStep = 0;
    QString recoveryCode; // in place of digits; whether it is one of theirs is seen when it is used up
    QByteArray betterHash; // made anew at today's cost, when the one kept was not
};

namespace login {

// TooMany with retryAfter while the account or the address has to wait.
Result<LoginCandidate> load(Reader &reader, const PasswordHasher &hasher, const Credentials &credentials);
// Slow; any thread but an event loop or the writer.
LoginVerdict verify(const PasswordHasher &hasher, const Credentials &credentials, const LoginCandidate &candidate);
// Counts a failure or opens a session. To be committed either way: that is why its Result is a plain value of the
// transaction, not the transaction's own outcome.
Result<SignedIn> record(Transaction &transaction, const LoginVerdict &verdict);

// All three, waiting; for a slow thread or a command.
Result<SignedIn> signIn(Database &database, const PasswordHasher &hasher, const Credentials &credentials);
// All three on the shop's hashing threads; `done` is called there, or here at once with Busy when too many wait.
void signInLater(Backroom &shop, const Credentials &credentials, std::function<void(Result<SignedIn>)> done);

}
}
