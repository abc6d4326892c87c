#include "app/users/addressbook.h"

#include "app/users/userstore.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

void writeJson(JsonWriter &json, const SavedAddress &saved)
{
    json.object().field("id", saved.id);
    const Address &address = saved.address;
    json.field("name", address.name)
        .field("line1", address.line1)
        .field("line2", address.line2)
        .field("city", address.city)
        .field("postal_code", address.postalCode)
        .field("region", address.region)
        .field("country", address.country)
        .field("phone", address.phone)
        .timeField("created_at", saved.createdAt)
        .endObject();
}

namespace addressbook {

namespace {
Result<User> person(Reader &reader, const Actor &actor)
{
    auto user = actor.kind == Actor::Kind::User ? users::find(reader, actor.user) : std::nullopt;
    if (user)
        return *std::move(user);
    if (actor.kind == Actor::Kind::ApiKey)
        return fail(ErrorCode::Forbidden, tr("This is for people who signed in, not for API keys."));
    return fail(ErrorCode::Unauthenticated, tr("Sign in first."));
}

void journal(Transaction &transaction, const User &user, const char *what, const QByteArray &before,
             const QByteArray &after)
{
    transaction.journal({user.entity() + what,
                         user.entity(),
                         user.id.bytes(),
                         before,
                         after,
                         {{user.isCustomer() ? Topic::Customers : Topic::Users, user.id.value}}});
}
}

QList<SavedAddress> ofUser(Reader &reader, UserId user)
{
    Query rows = reader.query("SELECT id, body, created_at FROM addresses WHERE user_id = ? ORDER BY id", user);
    QList<SavedAddress> list;
    while (rows.next())
        if (const auto address = addresses::fromJson(rows.bytes(1)))
            list << SavedAddress{rows.id<AddressId>(0), *address, rows.int64(2)};
    return list;
}

Result<QList<SavedAddress>> list(Reader &reader, const Actor &actor)
{
    const auto user = person(reader, actor);
    if (!user)
        return fail(user.error());
    return ofUser(reader, user->id);
}

Result<SavedAddress> add(Transaction &transaction, const Actor &actor, const Address &given)
{
    const auto user = person(transaction, actor);
    if (!user)
        return fail(user.error());
    const Address address = addresses::tidied(given);
    if (const auto faults = addresses::validate(address); !faults.isEmpty())
        return invalid(faults);
    if (transaction.number("SELECT count(*) FROM addresses WHERE user_id = ?", user->id).value_or(0) >= MostAddresses)
        return fail(ErrorCode::Conflict, tr("You have 50 addresses here. Remove one before you add another."));
    const QByteArray body = addresses::toJson(address);
    const AddressId id =
        transaction.insert<AddressId>("INSERT INTO addresses (user_id, body, created_at) VALUES (?, ?, ?) RETURNING id",
                                      user->id, body, transaction.now());
    journal(transaction, *user, ".address_added", {}, body);
    return SavedAddress{id, address, transaction.now()};
}

Result<> remove(Transaction &transaction, const Actor &actor, AddressId id)
{
    const auto user = person(transaction, actor);
    if (!user)
        return fail(user.error());
    QByteArray body;
    {
        Query row =
            transaction.query("DELETE FROM addresses WHERE id = ? AND user_id = ? RETURNING body", id, user->id);
        while (row.next())
            body = row.bytes(0);
    }
    if (body.isEmpty())
        return fail(ErrorCode::NotFound, tr("You have no such address. It may have been removed already."));
    journal(transaction, *user, ".address_removed", body, {});
    return {};
}

}
}
