#include "app/users/personal.h"

#include "app/journal/journal.h"
#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "app/users/addressbook.h"
#include "app/users/sessions.h"
#include "app/users/userrules.h"
#include "app/users/userstore.h"

namespace backroom::personal {

namespace {
constexpr int MostCalls = 10'000; // of the access log, the latest

void writeCarts(JsonWriter &json, Reader &reader, UserId user)
{
    Query rows =
        reader.query("SELECT c.id, c.shipping_address, c.created_at, l.variant_id, l.quantity FROM carts c "
                     "JOIN cart_lines l ON l.cart_id = c.id WHERE c.user_id = ? AND c.state = 'open' ORDER BY l.id",
                     user);
    json.name("cart_lines").array();
    while (rows.next())
        json.object()
            .name("shipping_address")
            .raw(rows.isNull(1) ? QByteArray() : rows.bytes(1))
            .timeField("created_at", rows.int64(2))
            .field("variant_id", rows.id<VariantId>(3))
            .field("quantity", rows.int64(4))
            .endObject();
    json.endArray();
}

void writeJournal(JsonWriter &json, Reader &reader, const User &user)
{
    Query rows = reader.query(
        "SELECT j.seq, j.at, j.actor, j.action, j.address, p.before_json, p.after_json FROM journal j "
        "LEFT JOIN journal_payloads p ON p.seq = j.seq WHERE j.entity = ? AND j.entity_id = ? ORDER BY j.seq",
        user.entity(), user.id.bytes());
    json.name("journal").array();
    while (rows.next())
        json.object()
            .field("seq", rows.int64(0))
            .timeField("at", rows.int64(1))
            .field("actor", rows.bytes(2))
            .field("action", rows.bytes(3))
            .field("address", rows.bytes(4))
            .name("before")
            .raw(rows.isNull(5) ? QByteArray() : rows.bytes(5))
            .name("after")
            .raw(rows.isNull(6) ? QByteArray() : rows.bytes(6))
            .endObject();
    json.endArray();
}

void writeCalls(JsonWriter &json, Reader &reader, const Actor &actor)
{
    Query rows = reader.query("SELECT at, method, path, status, request_id, address FROM requests WHERE actor = ? "
                              "ORDER BY id DESC LIMIT ?",
                              actor.tag(), MostCalls);
    json.name("requests").array();
    while (rows.next())
        json.object()
            .timeField("at", rows.int64(0))
            .field("method", rows.bytes(1))
            .field("path", rows.bytes(2))
            .field("status", rows.int64(3))
            .field("request_id", rows.bytes(4))
            .field("address", rows.bytes(5))
            .endObject();
    json.endArray();
}

// Whose own these things are.
Actor themselves(UserId person)
{
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.user = person;
    return actor;
}

Result<> eraseFound(Transaction &transaction, const User &user)
{
    if (user.role == Role::Owner && !user.disabled)
        if (auto kept = users::keepsAnOwner(transaction, user.id); !kept)
            return kept;
    if (auto cancelled = orderwork::cancelAllOf(transaction, user.id); !cancelled)
        return cancelled;
    anonymise(transaction, user);
    transaction.journal({user.entity() + ".erased",
                         user.entity(),
                         user.id.bytes(),
                         {},
                         {},
                         {{user.isCustomer() ? Topic::Customers : Topic::Users, user.id.value}}});
    return {};
}
}

Result<> writeAll(JsonWriter &json, Reader &reader, const Actor &actor)
{
    const auto user = users::find(reader, actor.user);
    const auto open = sessions::list(reader, actor);
    if (!open)
        return fail(open.error());
    if (!user)
        return users::noSuchPerson();
    json.object().timeField("exported_at", reader.now()).name("user");
    writeJson(json, *user);
    json.name("addresses").array();
    for (const SavedAddress &address : addressbook::ofUser(reader, user->id))
        writeJson(json, address);
    json.endArray().name("sessions").array();
    for (const Session &session : *open)
        writeJson(json, session, session.id == actor.session);
    json.endArray().name("orders").array();
    std::optional<Cursor> after;
    do {
        const auto page = orders::mine(reader, actor, after, MaxLimit);
        if (!page)
            return fail(page.error());
        for (const Order &order : page->items)
            writeJson(json, order);
        after = page->next;
    } while (after);
    json.endArray();
    writeCarts(json, reader, user->id);
    writeJournal(json, reader, *user);
    writeCalls(json, reader, actor);
    json.endObject();
    return {};
}

Result<> writeAllOf(JsonWriter &json, Reader &reader, const Actor &actor, UserId person)
{
    const auto user = users::find(reader, person);
    if (!user || user->erased)
        return users::noSuchPerson();
    if (auto allowed = users::mayManage(actor, user->role); !allowed)
        return allowed;
    return writeAll(json, reader, themselves(person));
}

Result<> erase(Transaction &transaction, const Actor &actor)
{
    const auto user = actor.kind == Actor::Kind::User ? users::findForUpdate(transaction, actor.user) : std::nullopt;
    if (!user || user->erased)
        return users::noSuchPerson();
    return eraseFound(transaction, *user);
}

Result<> eraseOf(Transaction &transaction, const Actor &actor, UserId person)
{
    const auto user = users::findForUpdate(transaction, person);
    if (!user || user->erased)
        return users::noSuchPerson();
    if (auto allowed = users::mayManage(actor, user->role); !allowed)
        return allowed;
    return eraseFound(transaction, *user);
}

void anonymise(Transaction &transaction, const User &user)
{
    for (const char *sql : {"DELETE FROM sessions WHERE user_id = ?", "DELETE FROM invitations WHERE user_id = ?",
                            "DELETE FROM recovery_codes WHERE user_id = ?", "DELETE FROM addresses WHERE user_id = ?",
                            "DELETE FROM known_devices WHERE user_id = ?", "DELETE FROM carts WHERE user_id = ?"})
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
