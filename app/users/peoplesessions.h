#pragma once
// Another person's sessions, for who manages them: where somebody is signed in, and an end to it.
#include "app/users/sessions.h"

namespace backroom::sessions {

// Those that still hold, the one used last first. For who may change such a person.
Result<QList<Session>> ofPerson(Reader &reader, const Actor &actor, UserId person);
// Ends one of the person's, or all of them when none is named; journaled. NotFound when there was nothing to end.
Result<> endOfPerson(Transaction &transaction, const Actor &actor, UserId person, std::optional<SessionId> session);

}
