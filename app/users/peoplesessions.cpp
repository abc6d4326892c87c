#include "app/users/peoplesessions.h"

#include "app/users/userrules.h"
#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom::sessions {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<User> managed(Reader &reader, const Actor &actor, UserId person)
{
    const auto user = users::find(reader, person);
    if (!user || user->erased)
        return users::noSuchPerson();
    if (const auto allowed = users::mayManage(actor, user->role); !allowed)
        return fail(allowed.error());
    return *user;
}
}

Result<QList<Session>> ofPerson(Reader &reader, const Actor &actor, UserId person)
{
    const auto user = managed(reader, actor, person);
    if (!user)
        return fail(user.error());
    Query rows = reader.query("SELECT id, created_at, last_used_at, expires_at, agent, address FROM sessions "
                              "WHERE user_id = ? AND expires_at > ? ORDER BY last_used_at DESC, id DESC",
                              person, reader.now());
    QList<Session> list;
    while (rows.next())
        list << Session{rows.id<SessionId>(0), rows.int64(1), rows.int64(2), rows.int64(3), rows.text(4), rows.text(5)};
    return list;
}

Result<> endOfPerson(Transaction &transaction, const Actor &actor, UserId person, std::optional<SessionId> session)
{
    const auto user = managed(transaction, actor, person);
    if (!user)
        return fail(user.error());
    const qint64 ended = session
        ? transaction.exec("DELETE FROM sessions WHERE id = ? AND user_id = ?", *session, person)
        : transaction.exec("DELETE FROM sessions WHERE user_id = ?", person);
    if (ended == 0)
        return fail(ErrorCode::NotFound, tr("This person is not signed in there any more."));
    JsonWriter after;
    after.object().field("ended", ended).endObject();
    transaction.journal({user->entity() + ".sessions_ended",
                         user->entity(),
                         person.bytes(),
                         {},
                         after.take(),
                         {{user->isCustomer() ? Topic::Customers : Topic::Users, person.value}}});
    return {};
}

}
