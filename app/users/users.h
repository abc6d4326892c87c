#pragma once
// What is done with people: customers sign up, the shop's people make, change and remove each other and their customers.
// A manager handles whoever stands below a manager; owners are an owner's business, and one of them always remains.
#include "app/store/transaction.h"
#include "app/users/user.h"

namespace backroom {

inline constexpr Millis InvitationHolds = 7LL * 24 * 3600 * 1000;

namespace users {

// All faults of what somebody typed about a new person; fields are named as the API names them. `personal` are further
// words that make a poor password (the shop's name). Without a password there is none to check.
QList<FieldError> validate(const UserDraft &draft, const std::optional<QString> &password,
                           const QStringList &personal = {});
// The same, of a new password alone.
Result<> checkNewPassword(const User &user, const QString &password, const QString &field);

// A customer of their own making. Conflict when the e-mail address is taken, as in all calls here.
Result<User> signUp(Transaction &transaction, const UserDraft &draft);
// The shop's first person, by who makes the shop and journals that. Conflict when there is an owner already.
Result<User> firstOwner(Transaction &transaction, const UserDraft &draft);

struct Created
{
    User user;
    std::optional<Invitation> invitation; // when there is no password, and an e-mail address
};
// Customers need no e-mail address; everybody else does.
Result<Created> create(Transaction &transaction, const Actor &actor, const UserDraft &draft);
// A new invitation in place of an older one; Conflict for somebody who has a password.
Result<Invitation> invite(Transaction &transaction, const Actor &actor, UserId id);
// A token in place of the person's earlier ones; permission, state and journal are the caller's business.
Invitation newInvitation(Transaction &transaction, UserId user);
// Who a token invites; NotFound when it is unknown, used or over.
Result<User> invited(Reader &reader, QByteArrayView token);
// What the authenticator shows, and where it was typed.
struct Digits
{
    QString code;
    QString address = {};
};
// Whoever had a password already has a new one, and their sessions end. Who has an authenticator is asked for its digits:
// a link alone does not pass by them. The inner result is the answer where the transaction is to be kept: Unauthenticated
// for wrong digits, which were counted, and the link goes on holding.
Result<Result<User>> accept(Transaction &transaction, QByteArrayView token, const QByteArray &passwordHash,
                            const Digits &digits = {});

// A new role or being disabled ends the person's sessions.
Result<User> update(Transaction &transaction, const Actor &actor, UserId id, const UserPatch &patch,
                    std::optional<qint64> expected);
// Whatever a person changes of their own: name, phone, and the e-mail address.
Result<User> updateOwn(Transaction &transaction, const Actor &actor, const UserPatch &patch,
                       std::optional<qint64> expected);
// Removes a person whom nothing refers to; whoever ordered or worked here is disabled and loses all that is personal.
Result<> remove(Transaction &transaction, const Actor &actor, UserId id, std::optional<qint64> expected);

Result<User> get(Reader &reader, const Actor &actor, UserId id, UserQuery::Who who);
Result<Page<User>> list(Reader &reader, const Actor &actor, const UserQuery &query);
Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const UserQuery &query);
// In the order asked for; those that are gone are left out.
Result<QList<User>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids);

}
}
