#pragma once
// A new password for somebody who has lost theirs, by the hand of who manages them: a token that serves once, told to the
// person however suits. They choose the password themselves; nobody else learns it.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::passwords {

// Made in place of any earlier one and taken by users::accept. The old password and the sessions hold until then.
// Conflict for somebody who has no password to lose: they are invited instead.
Result<Invitation> reset(Transaction &transaction, const Actor &actor, UserId person);

}
