#pragma once
// What the calls about people share: shapes, and how a body becomes a draft or a patch.
#include "app/users/login.h"
#include "server/http/call.h"

namespace backroom::people {

// As the shop's people see somebody, and as somebody sees themselves.
ShapePtr userShape();
ShapePtr ownShape();
// {user, token, expires_at}
ShapePtr signedInShape();

Device deviceOf(const Call &call);
UserDraft draftOf(const Call &call, Role role);
UserPatch patchOf(const Call &call);
// What is wrong with the draft and its password.
QList<FieldError> faultsOf(const Call &call, const UserDraft &draft);
// Checks them, and hashes the password: a slow step. Nothing hashed when there is no password.
Result<UserDraft> hashedDraft(const Call &call, UserDraft draft);

Reply signedIn(const Call &call, const User &user, const NewSession &session);
// An error that is the answer of a call which commits all the same.
Reply problem(const Call &call, const Error &error);

}
