#pragma once
// People as they lie in the store: finding, listing and writing, with no question of who may.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom::users {

std::optional<User> find(Reader &reader, UserId id);
// The same, held against other writers until the end of the transaction.
std::optional<User> findForUpdate(Transaction &transaction, UserId id);
std::optional<User> findByEmail(Reader &reader, const QString &email);
bool isEmailTaken(Reader &reader, const QString &email, UserId except = {});

// A new row. The caller has validated the draft and made sure that the e-mail address is free.
User insert(Transaction &transaction, const UserDraft &draft);
// Writes what can be changed, with a new revision, which the user then carries.
void store(Transaction &transaction, User &user);

// One page by keyset.
Page<User> page(Reader &reader, const UserQuery &query);
// For windows: all ids in order (limit and cursor are not looked at), and rows by id.
QList<UserId> orderedIds(Reader &reader, const UserQuery &query);
// By what their orders come to; the query's own order is not looked at. Reads every order.
enum class Figure { Orders, Spent, LastOrder };
QList<UserId> idsByFigure(Reader &reader, const UserQuery &query, Figure figure, bool down);
QList<User> rows(Reader &reader, const QList<UserId> &ids);

}
