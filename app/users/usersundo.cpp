#include "app/users/usersundo.h"

#include "app/journal/undorules.h"
#include "app/users/apikeys.h"
#include "app/users/users.h"
#include "app/users/userstore.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

template<typename T> Result<> outcome(const Result<T> &result) { return result ? Result<>() : fail(result.error()); }

std::optional<User> personOf(Reader &reader, const JournalRow &entry)
{
    auto user = find(reader, UserId{entry.entityId.toLongLong()});
    return user && !user->erased ? user : std::nullopt;
}

UserPatch patchOf(const QJsonObject &json)
{
    UserPatch patch;
    if (json.contains("email"_L1))
        patch.email = json["email"_L1].toString();
    if (json.contains("name"_L1))
        patch.name = json["name"_L1].toString();
    if (json.contains("role"_L1))
        patch.role = parseRole(json["role"_L1].toString());
    if (json.contains("phone"_L1))
        patch.phone = json["phone"_L1].toString();
    if (json.contains("country"_L1))
        patch.country = json["country"_L1].toString().toLatin1();
    if (json.contains("note"_L1))
        patch.note = json["note"_L1].toString();
    if (json.contains("disabled"_L1))
        patch.disabled = json["disabled"_L1].toBool();
    return patch;
}
}

Result<> undoCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto user = personOf(transaction, entry);
    if (!user)
        return undo::goneSince();
    if (user->hasPassword || transaction.number("SELECT 1 FROM orders WHERE user_id = ? LIMIT 1", user->id))
        return fail(ErrorCode::Conflict, tr("They have used the shop since. Disable them instead."));
    return remove(transaction, actor, user->id, {});
}

Result<> undoUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto user = personOf(transaction, entry);
    if (!user)
        return undo::goneSince();
    const auto back = undo::fieldsBack(entry, undo::object(toJson(*user)));
    return back ? outcome(update(transaction, actor, user->id, patchOf(*back), {})) : fail(back.error());
}

Result<> undoKeyCreated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const ApiKeyId id{entry.entityId.toLongLong()};
    return apikeys::get(transaction, actor, id) ? apikeys::remove(transaction, actor, id, {}) : undo::goneSince();
}

Result<> undoKeyUpdated(Transaction &transaction, const Actor &actor, const JournalRow &entry)
{
    const auto key = apikeys::get(transaction, actor, ApiKeyId{entry.entityId.toLongLong()});
    if (!key)
        return undo::goneSince();
    JsonWriter json;
    writeJson(json, *key);
    const auto back = undo::fieldsBack(entry, undo::object(json.take()));
    if (!back)
        return fail(back.error());
    ApiKeyPatch patch;
    if (back->contains("name"_L1))
        patch.name = back->value("name"_L1).toString();
    if (back->contains("scopes"_L1)) {
        patch.scopes.emplace();
        const QJsonArray scopes = back->value("scopes"_L1).toArray();
        for (const QJsonValue &scope : scopes)
            patch.scopes->append(scope.toString());
    }
    if (back->contains("expires_at"_L1)) {
        const QDateTime end = QDateTime::fromString(back->value("expires_at"_L1).toString(), Qt::ISODateWithMs);
        patch.expiresAt.emplace();
        if (end.isValid())
            patch.expiresAt->emplace(end.toMSecsSinceEpoch());
    }
    return outcome(apikeys::update(transaction, actor, key->id, patch, {}));
}

}
