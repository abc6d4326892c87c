#include "app/users/sessions.h"

#include "app/base/crypto.h"
#include "app/users/attempts.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

void writeJson(JsonWriter &json, const Session &session, bool current)
{
    json.object()
        .field("id", session.id)
        .field("current", current)
        .field("agent", session.agent)
        .field("address", session.address)
        .timeField("created_at", session.createdAt)
        .timeField("last_used_at", session.lastUsedAt)
        .timeField("expires_at", session.expiresAt)
        .endObject();
}

namespace sessions {

namespace {
tl::unexpected<Error> unknown()
{
    return fail(ErrorCode::Unauthenticated,
                QCoreApplication::translate("backroom", "This token does not hold, or no longer. Sign in again."));
}

Result<> requirePerson(const Actor &actor)
{
    if (actor.kind == Actor::Kind::User)
        return {};
    if (actor.kind == Actor::Kind::Anonymous)
        return fail(ErrorCode::Unauthenticated, QCoreApplication::translate("backroom", "Sign in first."));
    return fail(ErrorCode::Forbidden,
                QCoreApplication::translate("backroom", "This is for people. A key has no sessions: sign in instead."));
}

Result<Identity> authenticateKey(Reader &reader, QByteArrayView token)
{
    const auto parts = parseApiKey(token);
    if (!parts)
        return unknown();
    Query row =
        reader.query("SELECT id, name, secret_hash, scopes, expires_at, last_used_at FROM api_keys WHERE lookup = ?",
                     parts->id);
    if (!row.next() || !equalConstantTime(row.blob(2), parts->hash)
        || row.maybeInt64(4).value_or(std::numeric_limits<qint64>::max()) <= reader.now())
        return unknown();
    Identity identity;
    identity.actor.kind = Actor::Kind::ApiKey;
    identity.actor.key = row.id<ApiKeyId>(0);
    identity.actor.name = row.text(1);
    identity.actor.scopes = row.text(3).split(u'\n', Qt::SkipEmptyParts);
    identity.touchDue = row.maybeInt64(5).value_or(0) + TouchEvery <= reader.now();
    return identity;
}
}

Result<Identity> authenticate(Reader &reader, QByteArrayView token)
{
    if (looksLikeApiKey(token))
        return authenticateKey(reader, token);
    const QByteArray hash = tokenHash(token);
    Query row =
        reader.query("SELECT s.id, s.user_id, s.created_at, s.last_used_at, s.expires_at, u.role, u.name, u.disabled "
                     "FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?",
                     Blob{hash});
    if (!row.next() || row.int64(4) <= reader.now() || row.boolean(7))
        return unknown();
    const auto role = parseRole(row.text(5));
    if (!role)
        return unknown();
    Identity identity;
    identity.actor.kind = Actor::Kind::User;
    identity.actor.session = row.id<SessionId>(0);
    identity.actor.user = row.id<UserId>(1);
    identity.actor.role = *role;
    // The journal keeps an actor's name for ever; a customer's must go when they ask for it.
    identity.actor.name = *role == Role::Customer ? u"Customer "_s + identity.actor.user.text() : row.text(6);
    identity.touchDue = row.int64(3) + TouchEvery <= reader.now();
    return identity;
}

void touch(Transaction &transaction, const Actor &actor)
{
    const Millis now = transaction.now();
    if (actor.kind == Actor::Kind::ApiKey)
        transaction.exec(
            "UPDATE api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)", now,
            actor.key, now - TouchEvery);
    else if (actor.kind == Actor::Kind::User)
        transaction.exec(
            "UPDATE sessions SET last_used_at = ?, expires_at = CASE WHEN created_at < ? THEN created_at + ? "
            "ELSE ? END WHERE id = ?",
            now, now + SessionSlides - SessionEnds, SessionEnds, now + SessionSlides, actor.session);
}

NewSession open(Transaction &transaction, UserId user, const Device &device)
{
    const Millis now = transaction.now();
    NewSession session;
    session.token = newToken();
    session.expiresAt = now + SessionSlides;
    transaction.exec("DELETE FROM sessions WHERE user_id = ? AND expires_at <= ?", user, now);
    session.id = transaction.insert<SessionId>(
        "INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at, agent, address) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        user, Blob{tokenHash(session.token)}, now, now, session.expiresAt, device.agent.left(400),
        device.address.left(100));
    return session;
}

Result<QList<Session>> list(Reader &reader, const Actor &actor)
{
    if (const auto person = requirePerson(actor); !person)
        return fail(person.error());
    Query rows = reader.query("SELECT id, created_at, last_used_at, expires_at, agent, address FROM sessions "
                              "WHERE user_id = ? AND expires_at > ? ORDER BY last_used_at DESC, id DESC",
                              actor.user, reader.now());
    QList<Session> list;
    while (rows.next())
        list << Session{rows.id<SessionId>(0), rows.int64(1), rows.int64(2), rows.int64(3), rows.text(4), rows.text(5)};
    return list;
}

Result<> revoke(Transaction &transaction, const Actor &actor, SessionId session)
{
    if (const auto person = requirePerson(actor); !person)
        return person;
    if (transaction.exec("DELETE FROM sessions WHERE id = ? AND user_id = ?", session, actor.user) == 0)
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate("backroom", "You have no such session. It may be over already."));
    return {};
}

Result<> logout(Transaction &transaction, const Actor &actor)
{
    if (const auto person = requirePerson(actor); !person)
        return person;
    transaction.exec("DELETE FROM sessions WHERE id = ?", actor.session);
    return {};
}

Result<> logoutEverywhere(Transaction &transaction, const Actor &actor)
{
    if (const auto person = requirePerson(actor); !person)
        return person;
    endAll(transaction, actor.user);
    return {};
}

void endAll(Transaction &transaction, UserId user, SessionId except)
{
    transaction.exec("DELETE FROM sessions WHERE user_id = ? AND id <> ?", user, except);
}

void prune(Transaction &transaction)
{
    const Millis now = transaction.now();
    transaction.exec("DELETE FROM sessions WHERE expires_at <= ?", now);
    transaction.exec("DELETE FROM invitations WHERE expires_at <= ?", now);
    attempts::prune(transaction);
}

}
}
