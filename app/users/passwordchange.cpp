#include "app/users/passwordchange.h"

#include "app/store/database.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::passwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<PasswordChange> prepare(Database &database, const PasswordHasher &hasher, const Actor &actor,
                               const Device &device, const QString &current, const QString &fresh)
{
    PasswordChange change;
    const Result<> loaded = database.read([&](Reader &reader) -> Result<> {
        const auto user = users::find(reader, actor.user);
        if (!user || !user->hasPassword)
            return fail(ErrorCode::Forbidden, tr("You have no password here to change."));
        if (const auto fits = users::checkNewPassword(*user, fresh, u"new_password"_s); !fits)
            return fits;
        const auto candidate = login::load(reader, hasher, {user->email, current, {}, device});
        if (!candidate)
            return fail(candidate.error());
        change.candidate = *candidate;
        return {};
    });
    if (!loaded)
        return fail(loaded.error());
    change.passed = hasher.verify(current, change.candidate.hash);
    if (change.passed) {
        auto hash = hasher.hash(fresh);
        if (!hash)
            return fail(hash.error());
        change.hash = *std::move(hash);
    }
    return change;
}

Result<> record(Transaction &transaction, const Actor &actor, const PasswordChange &change)
{
    const bool known = attempts::isKnown(transaction, actor.user, change.candidate.device);
    if (const int seconds = attempts::wait(transaction, change.candidate.subjects, known))
        return attempts::tooMany(seconds);
    const bool changed = change.passed
        && transaction.exec("UPDATE users SET password_hash = ?, revision = revision + 1, updated_at = ? "
                            "WHERE id = ? AND password_hash = ? AND disabled = 0",
                            change.hash, transaction.now(), actor.user, change.candidate.hash)
            == 1;
    if (!changed) {
        attempts::failed(transaction, change.candidate.subjects);
        return invalid(u"current_password"_s, tr("This is not your current password. Type it once more."));
    }
    attempts::succeeded(transaction, change.candidate.subjects);
    sessions::endAll(transaction, actor.user, actor.session);
    const auto user = users::find(transaction, actor.user);
    transaction.journal({user->entity() + ".password_changed",
                         user->entity(),
                         user->id.bytes(),
                         {},
                         {},
                         {{user->isCustomer() ? Topic::Customers : Topic::Users, user->id.value}}});
    return {};
}

}
