#pragma once
// Codes on paper that stand in for a person's authenticator, each of them once: "K7QM-2XWD-94TN". They are shown when
// they are made, and the store holds their hashes.
#include "app/store/transaction.h"

namespace backroom::recoverycodes {

// Ten new ones in place of those of before.
QStringList renew(Transaction &transaction, UserId user);
void remove(Transaction &transaction, UserId user);
// Whether what was typed where an authenticator's digits belong is meant as one.
bool isMeant(QStringView typed);
// Uses it up; false when it is none of theirs.
bool spend(Transaction &transaction, UserId user, QStringView typed);

}
