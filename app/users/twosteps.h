#pragma once
// Signing in in two steps: beside the password the six digits of an authenticator on the person's telephone, or where that
// is lost a code on paper. It is set up by whoever may change the person, who stands beside, and taken off by the same.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::twosteps {

// A new secret in base32, as authenticators take it; nothing is kept of it before turnOn().
QByteArray newSecret();
// Where an authenticator takes the secret from, as a QR code: "otpauth://totp/…".
QString address(const QString &shop, const QString &email, const QByteArray &secret);

struct TurnedOn
{
    User user;
    QStringList codes; // for their paper, once
};
// From the next time of signing in on. The digits show that the authenticator has the secret: "code" is at fault where
// they do not fit. Conflict where there are two steps already, or no password to be the first.
Result<TurnedOn> turnOn(Transaction &transaction, const Actor &actor, UserId id, const QByteArray &secret,
                        const QString &code);
// The password is enough again, and the codes are none any more. Conflict where it is already.
Result<User> turnOff(Transaction &transaction, const Actor &actor, UserId id);

}
