#include "app/users/passwordreset.h"

#include "app/users/userrules.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom::passwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<Invitation> reset(Transaction &transaction, const Actor &actor, UserId person)
{
    const auto user = users::findForUpdate(transaction, person);
    if (!user || user->erased)
        return users::noSuchPerson();
    if (const auto allowed = users::mayManage(actor, user->role); !allowed)
        return fail(allowed.error());
    if (user->disabled)
        return fail(ErrorCode::Conflict, tr("This person may not sign in. Let them in again first."));
    if (!user->hasPassword)
        return fail(ErrorCode::Conflict, tr("This person never had a password. Invite them instead."));
    const Invitation invitation = users::newInvitation(transaction, person);
    transaction.journal({user->entity() + ".password_reset",
                         user->entity(),
                         person.bytes(),
                         {},
                         {},
                         {{user->isCustomer() ? Topic::Customers : Topic::Users, person.value}}});
    return invitation;
}

}
