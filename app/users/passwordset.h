#pragma once
// A new password that does not ask for the old one: for who runs the program, when somebody has lost theirs.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::passwords {

// Only the program itself may. Ends all sessions of the person, and every invitation; what was counted of wrong guesses
// at the account is forgotten. The caller has checked the password (users::checkNewPassword) and hashed it.
Result<User> set(Transaction &transaction, const Actor &actor, UserId id, const QByteArray &hash);

}
