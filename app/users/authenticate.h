#pragma once
// From the token of a call to who makes it: a person's session, or an API key.
#include "app/store/transaction.h"

namespace backroom::users {

// Unauthenticated for a token that is unknown, has run out or whose owner may not sign in any more.
Result<Actor> authenticate(Reader &reader, const QByteArray &token);

}
