#include "app/users/passwordset.h"

#include "app/users/attempts.h"
#include "app/users/userrules.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom::passwords {

Result<User> set(Transaction &transaction, const Actor &actor, UserId id, const QByteArray &hash)
{
    if (actor.kind != Actor::Kind::System)
        return fail(ErrorCode::Forbidden,
                    QCoreApplication::translate("backroom", "Nobody sets another's password. Let them change it."));
    const auto before = users::findForUpdate(transaction, id);
    if (!before || before->erased)
        return users::noSuchPerson();
    if (before->email.isEmpty())
        return fail(ErrorCode::Conflict,
                    QCoreApplication::translate(
                        "backroom", "This person has no e-mail address to sign in with. Give them one first."));
    transaction.exec("UPDATE users SET password_hash = ?, revision = revision + 1, updated_at = ? WHERE id = ?", hash,
                     transaction.now(), id);
    transaction.exec("DELETE FROM invitations WHERE user_id = ?", id);
    sessions::endAll(transaction, id);
    attempts::succeeded(transaction, attempts::subjectsOf(transaction.secrets(), before->email, {}));
    const auto after = users::find(transaction, id);
    transaction.journal({after->entity() + ".password_set",
                         after->entity(),
                         id.bytes(),
                         {},
                         {},
                         {{after->isCustomer() ? Topic::Customers : Topic::Users, id.value}}});
    return *after;
}

}
