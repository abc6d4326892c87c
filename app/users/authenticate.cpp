#include "app/users/authenticate.h"

#include "app/base/crypto.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::users {

namespace {
auto refuse()
{
    return fail(ErrorCode::Unauthenticated,
                QCoreApplication::translate("backroom", "This token is not valid any more. Sign in again."));
}

Result<Actor> apiKeyActor(Reader &reader, const QByteArray &token)
{
    const auto parts = parseApiKey(token);
    if (!parts)
        return refuse();
    Query row =
        reader.query("SELECT id, name, secret_hash, scopes, expires_at FROM api_keys WHERE lookup = ?", parts->id);
    if (!row.next() || !equalConstantTime(row.blob(2), parts->hash)
        || row.maybeInt64(4).value_or(reader.now() + 1) <= reader.now())
        return refuse();
    Actor actor;
    actor.kind = Actor::Kind::ApiKey;
    actor.key = row.id<ApiKeyId>(0);
    actor.name = row.text(1);
    actor.scopes = row.text(3).split(u'\n', Qt::SkipEmptyParts);
    return actor;
}
}

Result<Actor> authenticate(Reader &reader, const QByteArray &token)
{
    if (looksLikeApiKey(token))
        return apiKeyActor(reader, token);
    Query row = reader.query("SELECT s.id, s.user_id, u.name, u.role FROM sessions s JOIN users u ON u.id = s.user_id "
                             "WHERE s.token_hash = ? AND s.expires_at > ? AND u.disabled = 0",
                             Blob{tokenHash(token)}, reader.now());
    if (!row.next())
        return refuse();
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.session = row.id<SessionId>(0);
    actor.user = row.id<UserId>(1);
    actor.name = row.text(2);
    actor.role = parseRole(row.text(3)).value_or(Role::None);
    return actor;
}

}
