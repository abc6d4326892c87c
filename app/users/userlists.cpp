#include "app/users/userrules.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

#include <array>

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

// One entry a call holds, so what is forgotten here is what stood before this call.
void anonymise(Transaction &transaction, const User &user)
{
    for (const char *sql : {"DELETE FROM sessions WHERE user_id = ?", "DELETE FROM invitations WHERE user_id = ?",
                            "DELETE FROM addresses WHERE user_id = ?", "DELETE FROM known_devices WHERE user_id = ?",
                            "DELETE FROM carts WHERE user_id = ?"})
        transaction.exec(sql, user.id);
    for (const char *entity : {"customer", "user"})
        transaction.exec(
            "DELETE FROM journal_payloads WHERE seq IN (SELECT seq FROM journal WHERE entity = ? AND entity_id = ?)",
            entity, user.id.bytes());
    transaction.exec(
        "DELETE FROM journal_payloads WHERE seq IN (SELECT j.seq FROM orders o JOIN journal j ON j.entity = 'order' "
        "AND j.entity_id = o.number WHERE o.user_id = ?)",
        user.id);
    transaction.exec(
        "UPDATE orders SET email = '', customer_name = '', shipping_address = NULL, billing_address = NULL, note = '', "
        "token_hash = NULL WHERE user_id = ?",
        user.id);
    transaction.exec("UPDATE users SET password_hash = NULL, totp_secret = NULL WHERE id = ?", user.id);
    User nobody;
    nobody.id = user.id;
    nobody.role = user.role;
    nobody.country = user.country;
    nobody.disabled = true;
    nobody.erased = true;
    nobody.revision = user.revision;
    users::store(transaction, nobody);
}

}
