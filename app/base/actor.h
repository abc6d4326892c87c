#pragma once
// Who does something, and what they may: handed to every service call, written into every journal entry.
#include "app/base/ids.h"
#include "app/base/result.h"

#include <QStringList>

namespace backroom {

enum class Role { None, Customer, Viewer, Staff, Manager, Owner };

// What a thing needs of its actor. A person needs the role, an API key the scope.
enum class Area {
    Products,
    Categories,
    Stock,
    Orders,
    Customers,
    Users,
    Shipping,
    Taxes,
    Settings,
    ApiKeys,
    Backups,
    Reports,
    Journal,
    Requests,
    Imports
};
enum class Verb { Read, Write };

struct Permission
{
    Area area;
    Verb verb;
};

struct Actor
{
    enum class Kind { Anonymous, User, ApiKey, System };
    Kind kind = Kind::Anonymous;
    UserId user; // Kind::User
    ApiKeyId key; // Kind::ApiKey
    SessionId session; // the session the token belongs to
    Role role = Role::None;
    QStringList scopes = {}; // of an API key: "products:read"
    QString name = {}; // as the journal shows it
    QString address = {}; // where the call came from, when over the network
    QByteArray requestId = {};

    // The program itself: imports, schedules, commands typed by the administrator.
    static Actor system(const QString &name);
    static Actor anonymous() { return {}; }

    bool may(Permission permission) const;
    // Unauthenticated for nobody, Forbidden for somebody who may not.
    Result<> require(Permission permission) const;
    // "user:7", "key:3", "system", "guest": what journal and idempotency records hold.
    QByteArray tag() const;
};

// The least role that may do it: viewer reads products, stock, orders, customers, reports; staff works
// orders, stock, customers; manager also catalogue, shipping, tax, imports, users, requests, journal; owner all.
Role leastRole(Permission permission);
// "products:read"
QString scopeText(Permission permission);
QStringList allScopes();

QByteArray roleText(Role role);
std::optional<Role> parseRole(QStringView text);

}
