#pragma once
// A person the shop knows: one of its own people, or a customer. Imported customers have a number instead of an e-mail
// address.
#include "app/base/actor.h"
#include "app/base/json.h"
#include "app/base/page.h"

namespace backroom {

struct User
{
    UserId id;
    QString email; // empty: none
    QString name;
    QString phone;
    Role role = Role::Customer;
    QString externalNumber; // of an imported customer
    QByteArray country; // ISO 3166 alpha-2, or nothing
    QString note; // the shop's own; never shown to customers outside their export
    bool disabled = false;
    bool erased = false; // nothing personal is left of it
    bool hasPassword = false;
    bool hasTotp = false;
    qint64 revision = 1;
    Millis createdAt = 0;
    Millis updatedAt = 0;

    bool isCustomer() const { return role == Role::Customer; }
    // Invited, and has not accepted yet.
    bool isInvited() const { return !hasPassword && !disabled && !email.isEmpty(); }
    // "customer" or "user": what the journal calls them.
    QByteArray entity() const { return isCustomer() ? "customer" : "user"; }
};

// As the shop's people see it.
void writeJson(JsonWriter &json, const User &user);
// As they see themselves: without what the shop notes.
void writeOwnJson(JsonWriter &json, const User &user);
QByteArray toJson(const User &user);

// What a new person needs. The password comes hashed: hashing is slow and belongs outside a transaction.
struct UserDraft
{
    QString email;
    QString name;
    Role role = Role::Customer;
    QString phone = {};
    QByteArray country = {};
    QString note = {};
    std::optional<QByteArray> passwordHash = {}; // nothing: an invitation is made
};

// What may be changed; nothing means "as it is".
struct UserPatch
{
    std::optional<QString> email;
    std::optional<QString> name;
    std::optional<Role> role;
    std::optional<QString> phone;
    std::optional<QByteArray> country;
    std::optional<QString> note;
    std::optional<bool> disabled;
};

// Which people, in which order: for pages of the API and for windows alike.
struct UserQuery
{
    enum class Who { Staff, Customers };
    enum class Order { Name, NameDown, Created, CreatedDown };
    Who who = Who::Staff;
    std::optional<Role> role = {}; // one role only
    std::optional<bool> disabled = {};
    QString search = {}; // the beginning of an e-mail address or of a word of the name, a customer's number, or
        // three digits and more of a telephone number
    Order order = Order::Name;
    int limit = DefaultLimit;
    std::optional<Cursor> after = {};

    // Names the order, for cursors: "customers:-created".
    QByteArray orderText() const;
    static std::optional<Order> parseOrder(QByteArrayView text);
};

// A secret that stands for a place in the shop, shown once; the store holds its hash.
struct Invitation
{
    QByteArray token;
    Millis expiresAt = 0;
};

}
