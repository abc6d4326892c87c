#include "app/users/twosteps.h"

#include "app/base/crypto.h"
#include "app/users/recoverycodes.h"
#include "app/users/totp.h"
#include "app/users/userrules.h"
#include "app/users/userstore.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace backroom::twosteps {

namespace {
constexpr int SecretBytes = 20; // as long as what SHA-1 makes of it

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<User> person(Transaction &transaction, const Actor &actor, UserId id)
{
    const auto user = users::findForUpdate(transaction, id);
    if (!user || user->erased)
        return users::noSuchPerson();
    if (const auto allowed = users::mayManage(actor, user->role); !allowed)
        return fail(allowed.error());
    return *user;
}

// The journal says that it was done and by whom; the secret stands nowhere but beside the password.
User finish(Transaction &transaction, UserId id, const char *what)
{
    const auto after = users::find(transaction, id);
    transaction.journal({after->entity() + what,
                         after->entity(),
                         id.bytes(),
                         {},
                         {},
                         {{after->isCustomer() ? Topic::Customers : Topic::Users, id.value}}});
    return *after;
}
}

QByteArray newSecret()
{
    constexpr char Letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const QByteArray random = randomBytes(SecretBytes);
    QByteArray text;
    quint32 buffer = 0;
    int bits = 0;
    for (const char byte : random) {
        buffer = buffer << 8 | quint8(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            text.append(Letters[buffer >> (bits - 5) & 31]);
    }
    return text;
}

QString address(const QString &shop, const QString &email, const QByteArray &secret)
{
    const auto escaped = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    return u"otpauth://totp/%1:%2?secret=%3&issuer=%1"_s.arg(escaped(shop), escaped(email),
                                                             QString::fromLatin1(secret));
}

Result<TurnedOn> turnOn(Transaction &transaction, const Actor &actor, UserId id, const QByteArray &secret,
                        const QString &code)
{
    const auto user = person(transaction, actor, id);
    if (!user)
        return fail(user.error());
    if (user->hasTotp)
        return fail(ErrorCode::Conflict, tr("They sign in in two steps already. Take those off first."));
    if (!user->hasPassword)
        return fail(ErrorCode::Conflict, tr("They have no password yet, which is the first step."));
    const auto step = totp::check(secret, code, transaction.now(), 0);
    if (!step)
        return invalid(u"code"_s,
                       tr("The shop expects other digits. Type those that are shown now; the telephone’s clock must be "
                          "right."));
    // Their digits have served: they do not sign in by them once more.
    transaction.exec(
        "UPDATE users SET totp_secret = ?, totp_step = ?, revision = revision + 1, updated_at = ? WHERE id = ?", secret,
        *step, transaction.now(), id);
    const QStringList codes = recoverycodes::renew(transaction, id);
    return TurnedOn{finish(transaction, id, ".two_steps_on"), codes};
}

Result<User> turnOff(Transaction &transaction, const Actor &actor, UserId id)
{
    auto user = person(transaction, actor, id);
    if (!user)
        return user;
    if (!user->hasTotp)
        return fail(ErrorCode::Conflict, tr("They sign in with their password alone already."));
    transaction.exec(
        "UPDATE users SET totp_secret = NULL, totp_step = 0, revision = revision + 1, updated_at = ? WHERE id = ?",
        transaction.now(), id);
    recoverycodes::remove(transaction, id);
    return finish(transaction, id, ".two_steps_off");
}

}
