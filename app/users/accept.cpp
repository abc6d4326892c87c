// A link for a first or a lost password is followed.
#include "app/users/attempts.h"
#include "app/users/recoverycodes.h"
#include "app/users/sessions.h"
#include "app/users/token.h"
#include "app/users/totp.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

tl::unexpected<Error> digitsWanted(const QString &sentence)
{
    Error error{ErrorCode::Unauthenticated, sentence};
    error.extra = R"("totp_required":true)";
    return fail(error);
}

// The digits of the person's authenticator; each serves once, and wrong ones are counted as at signing in.
Result<> passTotp(Transaction &transaction, const User &user, const QString &code, const attempts::Subjects &subjects)
{
    QByteArray secret;
    qint64 last = 0;
    {
        Query row = transaction.query("SELECT totp_secret, totp_step FROM users WHERE id = ?", user.id);
        while (row.next()) {
            secret = row.bytes(0);
            last = row.int64(1);
        }
    }
    const auto step = totp::check(secret, code, transaction.now(), last);
    if (step
        && transaction.exec("UPDATE users SET totp_step = ? WHERE id = ? AND totp_step = ?", *step, user.id, last) == 1)
        return {};
    if (recoverycodes::spend(transaction, user.id, code))
        return {};
    attempts::failed(transaction, subjects);
    return digitsWanted(tr("These are not the digits that the authenticator shows now."));
}
}

Result<User> invited(Reader &reader, QByteArrayView token)
{
    const QByteArray hash = tokenHash(token);
    const auto id = reader.number("SELECT user_id FROM invitations WHERE token_hash = ? AND expires_at > ?", Blob{hash},
                                  reader.now());
    auto user = id ? find(reader, UserId{*id}) : std::nullopt;
    if (!user || user->disabled)
        return fail(ErrorCode::NotFound, tr("This invitation was used or is over. Ask the shop for a new one."));
    return *std::move(user);
}

Result<Result<User>> accept(Transaction &transaction, QByteArrayView token, const QByteArray &passwordHash,
                            const Digits &digits)
{
    const auto found = invited(transaction, token);
    if (!found)
        return fail(found.error());
    if (found->hasTotp) {
        const auto subjects = attempts::subjectsOf(transaction.secrets(), found->email, digits.address);
        if (const int seconds = attempts::wait(transaction, subjects, false))
            return attempts::tooMany(seconds);
        if (digits.code.isEmpty())
            return digitsWanted(tr("This account also asks for the six digits of your authenticator."));
        if (const auto passed = passTotp(transaction, *found, digits.code, subjects); !passed)
            return Result<User>(fail(passed.error())); // what was counted is kept
    }
    const QByteArray hash = tokenHash(token);
    // Once, however many ask at the same moment.
    if (transaction.exec("DELETE FROM invitations WHERE token_hash = ?", Blob{hash}) != 1)
        return fail(ErrorCode::NotFound, tr("This invitation was used or is over. Ask the shop for a new one."));
    const QByteArray before = toJson(*found);
    transaction.exec("UPDATE users SET password_hash = ? WHERE id = ?", passwordHash, found->id);
    if (found->hasPassword) { // it was lost or known to somebody else
        sessions::endAll(transaction, found->id);
        attempts::succeeded(transaction, attempts::subjectsOf(transaction.secrets(), found->email, {}));
    }
    User user = *find(transaction, found->id);
    store(transaction, user);
    transaction.journal({user.entity() + ".accepted",
                         user.entity(),
                         user.id.bytes(),
                         before,
                         toJson(user),
                         {{user.isCustomer() ? Topic::Customers : Topic::Users, user.id.value}}});
    return Result<User>(user);
}

}
