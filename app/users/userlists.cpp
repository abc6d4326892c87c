#include "app/users/userrules.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

namespace backroom::users {

namespace {
Result<> mayList(const Actor &actor, const UserQuery &query)
{
    return mayRead(actor, query.who == UserQuery::Who::Customers ? Role::Customer : query.role.value_or(Role::Staff));
}
}

Result<User> get(Reader &reader, const Actor &actor, UserId id, UserQuery::Who who)
{
    if (const auto allowed = mayRead(actor, who == UserQuery::Who::Customers ? Role::Customer : Role::Staff); !allowed)
        return fail(allowed.error());
    const auto user = find(reader, id);
    if (!user || user->isCustomer() != (who == UserQuery::Who::Customers))
        return noSuchPerson();
    return *user;
}

Result<Page<User>> list(Reader &reader, const Actor &actor, const UserQuery &query)
{
    if (const auto allowed = mayList(actor, query); !allowed)
        return fail(allowed.error());
    return page(reader, query);
}

Result<QList<UserId>> ids(Reader &reader, const Actor &actor, const UserQuery &query)
{
    if (const auto allowed = mayList(actor, query); !allowed)
        return fail(allowed.error());
    return orderedIds(reader, query);
}

Result<QList<User>> fetch(Reader &reader, const Actor &actor, const QList<UserId> &ids)
{
    QList<User> visible;
    for (const User &user : rows(reader, ids)) {
        if (const auto allowed = mayRead(actor, user.role); !allowed)
            return fail(allowed.error());
        visible << user;
    }
    return visible;
}

}
