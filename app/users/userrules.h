#pragma once
// Who may do what with whom, and what a person's fields may hold.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::users {

// Whether the actor may see people of this role, or change them.
Result<> mayRead(const Actor &actor, Role role);
Result<> mayManage(const Actor &actor, Role role);
// One active owner remains when this one goes. Holds the owners' rows until the end of the transaction.
Result<> keepsAnOwner(Transaction &transaction, UserId without);

QList<FieldError> checkFields(const User &user);
tl::unexpected<Error> emailTaken();
tl::unexpected<Error> noSuchPerson();

}
