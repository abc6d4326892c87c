#pragma once
// Who is calling: sessions of people and keys of programs, told from the one opaque token that a request carries. The
// store holds hashes of them only.
#include "app/base/json.h"
#include "app/store/transaction.h"

namespace backroom {

inline constexpr Millis SessionSlides = 30LL * 24 * 3600 * 1000; // unused for so long, it ends
inline constexpr Millis SessionEnds = 180LL * 24 * 3600 * 1000; // and after this in any case
inline constexpr Millis TouchEvery = 5LL * 60 * 1000; // how exact last_used_at is

// Where somebody signs in from: what tells one session of theirs from another.
struct Device
{
    QString address;
    QString agent;
};

struct Session
{
    SessionId id;
    Millis createdAt = 0;
    Millis lastUsedAt = 0;
    Millis expiresAt = 0;
    QString agent;
    QString address;
};
// `current`: the one that asks.
void writeJson(JsonWriter &json, const Session &session, bool current);

struct NewSession
{
    SessionId id;
    QByteArray token; // for the person, once
    Millis expiresAt = 0;
};

// Who a token stands for.
struct Identity
{
    Actor actor;
    bool touchDue = false; // tell touch() when there is a moment; a relaxed write will do
};

namespace sessions {

// Of a session's token or an API key; one indexed query. Unauthenticated, always in the same words, for one that is
// unknown, over, revoked, or of somebody disabled. The caller adds address and request id to the actor.
Result<Identity> authenticate(Reader &reader, QByteArrayView token);
// Notes that the actor's session or key is in use, and lets the session slide on.
void touch(Transaction &transaction, const Actor &actor);

// A new session for a person whose password was checked. Not journaled, as everything here.
NewSession open(Transaction &transaction, UserId user, const Device &device);

// The actor's own that still hold, the one used last first.
Result<QList<Session>> list(Reader &reader, const Actor &actor);
// Ends one of the actor's own; NotFound when it is none of theirs.
Result<> revoke(Transaction &transaction, const Actor &actor, SessionId session);
// Ends the session that the actor came with.
Result<> logout(Transaction &transaction, const Actor &actor);
Result<> logoutEverywhere(Transaction &transaction, const Actor &actor);
// Ends all of a person's but one.
void endAll(Transaction &transaction, UserId user, SessionId except = {});

// Removes what is over: sessions, invitations, counters of guesses, devices not seen for long. Now and then.
void prune(Transaction &transaction);

}
}
