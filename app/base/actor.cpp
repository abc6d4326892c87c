#include "app/base/actor.h"

#include <QCoreApplication>
#include <array>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
struct AreaRule
{
    Area area;
    const char *name;
    Role read;
    Role write;
};
constexpr std::array Rules = {
    AreaRule{Area::Products, "products", Role::Viewer, Role::Manager},
    AreaRule{Area::Categories, "categories", Role::Viewer, Role::Manager},
    AreaRule{Area::Stock, "stock", Role::Viewer, Role::Staff},
    AreaRule{Area::Orders, "orders", Role::Viewer, Role::Staff},
    AreaRule{Area::Customers, "customers", Role::Viewer, Role::Staff},
    AreaRule{Area::Users, "users", Role::Manager, Role::Manager},
    AreaRule{Area::Shipping, "shipping", Role::Manager, Role::Manager},
    AreaRule{Area::Taxes, "taxes", Role::Manager, Role::Manager},
    AreaRule{Area::Settings, "settings", Role::Owner, Role::Owner},
    AreaRule{Area::ApiKeys, "api-keys", Role::Owner, Role::Owner},
    AreaRule{Area::Backups, "backups", Role::Owner, Role::Owner},
    AreaRule{Area::Reports, "reports", Role::Viewer, Role::Manager},
    AreaRule{Area::Journal, "journal", Role::Manager, Role::Owner},
    AreaRule{Area::Requests, "requests", Role::Manager, Role::Owner},
    AreaRule{Area::Imports, "imports", Role::Manager, Role::Manager},
};

const AreaRule &rule(Area area)
{
    for (const AreaRule &candidate : Rules)
        if (candidate.area == area)
            return candidate;
    Q_UNREACHABLE();
}
}

Actor Actor::system(const QString &name)
{
    Actor actor;
    actor.kind = Kind::System;
    actor.role = Role::Owner;
    actor.name = name;
    return actor;
}

Role leastRole(Permission permission)
{
    const AreaRule &found = rule(permission.area);
    return permission.verb == Verb::Read ? found.read : found.write;
}

QString scopeText(Permission permission)
{
    return QLatin1String(rule(permission.area).name) % (permission.verb == Verb::Read ? ":read"_L1 : ":write"_L1);
}

QStringList allScopes()
{
    QStringList scopes;
    for (const AreaRule &rule : Rules)
        scopes << scopeText({rule.area, Verb::Read}) << scopeText({rule.area, Verb::Write});
    return scopes;
}

bool Actor::may(Permission permission) const
{
    if (kind == Kind::ApiKey)
        return scopes.contains(scopeText(permission));
    return kind != Kind::Anonymous && role >= leastRole(permission);
}

Result<> Actor::require(Permission permission) const
{
    if (may(permission))
        return {};
    if (kind == Kind::Anonymous)
        return fail(ErrorCode::Unauthenticated, QCoreApplication::translate("backroom", "Sign in first."));
    return fail(ErrorCode::Forbidden,
                QCoreApplication::translate("backroom", "Your account may not do this. Ask the shop's owner."));
}

QByteArray Actor::tag() const
{
    switch (kind) {
    case Kind::User: return "user:" + user.bytes();
    case Kind::ApiKey: return "key:" + key.bytes();
    case Kind::System: return "system";
    case Kind::Anonymous: break;
    }
    return "guest";
}

QByteArray roleText(Role role)
{
    constexpr std::array names = {"none", "customer", "viewer", "staff", "manager", "owner"};
    return names[size_t(role)];
}

std::optional<Role> parseRole(QStringView text)
{
    for (const Role role : {Role::Customer, Role::Viewer, Role::Staff, Role::Manager, Role::Owner})
        if (QString::fromLatin1(roleText(role)) == text)
            return role;
    return std::nullopt;
}

}
