#pragma once
// Keys that programs come with: each has a name, scopes, and perhaps an end. An owner's business; the key itself is shown
// once and kept as a hash. Authenticating with one is in sessions.h.
#include "app/base/json.h"
#include "app/base/page.h"
#include "app/store/transaction.h"

namespace backroom {

struct ApiKey
{
    ApiKeyId id;
    QString name;
    QByteArray lookup; // the public part, to know it by: bk_live_<lookup>_…
    QStringList scopes;
    std::optional<Millis> expiresAt;
    std::optional<Millis> lastUsedAt;
    qint64 revision = 1;
    Millis createdAt = 0;
    Millis updatedAt = 0;
};
// With `secret` also the key itself, which only the answer to its making holds.
void writeJson(JsonWriter &json, const ApiKey &key, const QByteArray &secret = {});

struct ApiKeyDraft
{
    QString name;
    QStringList scopes;
    std::optional<Millis> expiresAt = {};
};

struct ApiKeyPatch
{
    std::optional<QString> name;
    std::optional<QStringList> scopes;
    std::optional<std::optional<Millis>> expiresAt; // to nothing: no end
};

struct CreatedApiKey
{
    ApiKey key;
    QByteArray secret; // for the person, once
};

namespace apikeys {

inline constexpr auto CursorOrder = "api-keys:created";

Result<CreatedApiKey> create(Transaction &transaction, const Actor &actor, const ApiKeyDraft &draft);
Result<ApiKey> update(Transaction &transaction, const Actor &actor, ApiKeyId id, const ApiKeyPatch &patch,
                      std::optional<qint64> expected);
// It does not hold from here on.
Result<> remove(Transaction &transaction, const Actor &actor, ApiKeyId id, std::optional<qint64> expected);
Result<ApiKey> get(Reader &reader, const Actor &actor, ApiKeyId id);
// Oldest first, from behind `after`.
Result<Page<ApiKey>> list(Reader &reader, const Actor &actor, int limit, const std::optional<Cursor> &after);
// For windows: all ids, oldest first, and keys by id; those that are gone are left out.
struct Everything
{
};
Result<QList<ApiKeyId>> ids(Reader &reader, const Actor &actor, const Everything &query);
Result<QList<ApiKey>> fetch(Reader &reader, const Actor &actor, const QList<ApiKeyId> &ids);

}
}
