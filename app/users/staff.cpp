#include "app/users/staff.h"

#include "app/users/users.h"

namespace backroom::staff {

Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const UserQuery &query)
{
    UserQuery own = query;
    own.who = UserQuery::Who::Staff;
    return users::ids(reader, actor, own);
}

Result<QList<StaffRow>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids)
{
    const auto people = users::fetch(reader, actor, ids);
    if (!people)
        return fail(people.error());
    QList<StaffRow> rows;
    for (const User &user : *people) {
        const auto seen = reader.number("SELECT max(last_used_at) FROM sessions WHERE user_id = ? AND expires_at > ?",
                                        user.id, reader.now());
        const auto codes = user.hasTotp
            ? reader.number("SELECT count(*) FROM recovery_codes WHERE user_id = ?", user.id)
            : std::nullopt;
        rows << StaffRow{user.id, user, seen, int(codes.value_or(0))};
    }
    return rows;
}

}
