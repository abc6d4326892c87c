#include "app/users/apikeys.h"

#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

void writeJson(JsonWriter &json, const ApiKey &key, const QByteArray &secret)
{
    json.object().field("id", key.id).field("name", key.name).field("prefix", "bk_live_" + key.lookup);
    if (!secret.isEmpty())
        json.field("key", secret);
    json.field("scopes", key.scopes)
        .timeField("expires_at", key.expiresAt)
        .timeField("last_used_at", key.lastUsedAt)
        .field("revision", key.revision)
        .timeField("created_at", key.createdAt)
        .timeField("updated_at", key.updatedAt)
        .endObject();
}

namespace apikeys {

namespace {
ApiKey read(const Query &row)
{
    return {row.id<ApiKeyId>(0), row.text(1),       row.bytes(2), row.text(3).split(u'\n', Qt::SkipEmptyParts),
            row.maybeInt64(4),   row.maybeInt64(5), row.int64(6), row.int64(7),
            row.int64(8)};
}

constexpr auto ById = "SELECT id, name, lookup, scopes, expires_at, last_used_at, revision, created_at, updated_at "
                      "FROM api_keys WHERE id = ? /*for update*/";
constexpr auto FromId = "SELECT id, name, lookup, scopes, expires_at, last_used_at, revision, created_at, updated_at "
                        "FROM api_keys WHERE id > ? ORDER BY id LIMIT ?";

QByteArray toJson(const ApiKey &key)
{
    JsonWriter json;
    writeJson(json, key);
    return json.take();
}

QList<FieldError> validate(const ApiKey &key, Millis now, bool newEnd)
{
    QList<FieldError> faults;
    if (key.name.isEmpty() || key.name.size() > 200)
        faults << FieldError{u"name"_s, tr("Give the key a name of up to 200 characters, such as what it is for.")};
    if (key.scopes.isEmpty())
        faults << FieldError{u"scopes"_s, tr("Choose at least one scope: a key without any can do nothing.")};
    const QStringList all = allScopes();
    for (qsizetype i = 0; i < key.scopes.size(); ++i)
        if (!all.contains(key.scopes[i]))
            faults << FieldError{u"scopes[%1]"_s.arg(i),
                                 tr("There is no such scope. These there are: %1.").arg(all.join(u", "_s))};
    if (newEnd && key.expiresAt && *key.expiresAt <= now)
        faults << FieldError{u"expires_at"_s, tr("Choose a time that is still to come, or none.")};
    return faults;
}

QStringList withoutRepeats(QStringList scopes)
{
    scopes.removeDuplicates();
    return scopes;
}

Result<ApiKey> load(Transaction &transaction, ApiKeyId id, std::optional<qint64> expected)
{
    Query row = transaction.query(ById, id);
    if (!row.next())
        return fail(ErrorCode::NotFound, tr("There is no such key. It may have been removed meanwhile."));
    ApiKey key = read(row);
    if (expected && *expected != key.revision)
        return fail(ErrorCode::Stale, tr("Somebody changed this key meanwhile. Look at it again, then save."));
    return key;
}

void journal(Transaction &transaction, const char *action, ApiKeyId id, const QByteArray &before,
             const QByteArray &after)
{
    transaction.journal({action, "api_key", id.bytes(), before, after, {{Topic::ApiKeys, id.value}}});
}
}

Result<CreatedApiKey> create(Transaction &transaction, const Actor &actor, const ApiKeyDraft &draft)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Write}); !allowed)
        return fail(allowed.error());
    const NewApiKey fresh = newApiKey();
    ApiKey key;
    key.name = draft.name.simplified();
    key.lookup = fresh.id;
    key.scopes = withoutRepeats(draft.scopes);
    key.expiresAt = draft.expiresAt;
    key.createdAt = key.updatedAt = transaction.now();
    if (const auto faults = validate(key, transaction.now(), true); !faults.isEmpty())
        return invalid(faults);
    key.id = transaction.insert<ApiKeyId>(
        "INSERT INTO api_keys (name, lookup, secret_hash, scopes, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "RETURNING id",
        key.name, key.lookup, Blob{fresh.hash}, QString(key.scopes.join(u'\n')), key.expiresAt, key.createdAt,
        key.updatedAt);
    journal(transaction, "api_key.created", key.id, {}, toJson(key));
    return CreatedApiKey{key, fresh.text};
}

Result<ApiKey> update(Transaction &transaction, const Actor &actor, ApiKeyId id, const ApiKeyPatch &patch,
                      std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto before = load(transaction, id, expected);
    if (!before)
        return before;
    ApiKey after = *before;
    after.name = patch.name ? patch.name->simplified() : after.name;
    after.scopes = patch.scopes ? withoutRepeats(*patch.scopes) : after.scopes;
    after.expiresAt = patch.expiresAt.value_or(after.expiresAt);
    if (const auto faults = validate(after, transaction.now(), patch.expiresAt.has_value()); !faults.isEmpty())
        return invalid(faults);
    ++after.revision;
    after.updatedAt = transaction.now();
    transaction.exec(
        "UPDATE api_keys SET name = ?, scopes = ?, expires_at = ?, revision = ?, updated_at = ? WHERE id = ?",
        after.name, QString(after.scopes.join(u'\n')), after.expiresAt, after.revision, after.updatedAt, id);
    journal(transaction, "api_key.updated", id, toJson(*before), toJson(after));
    return after;
}

Result<> remove(Transaction &transaction, const Actor &actor, ApiKeyId id, std::optional<qint64> expected)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Write}); !allowed)
        return allowed;
    const auto before = load(transaction, id, expected);
    if (!before)
        return fail(before.error());
    transaction.exec("DELETE FROM api_keys WHERE id = ?", id);
    journal(transaction, "api_key.removed", id, toJson(*before), {});
    return {};
}

Result<ApiKey> get(Reader &reader, const Actor &actor, ApiKeyId id)
{
    const auto page = list(reader, actor, 1, Cursor{CursorOrder, {}, id.value - 1});
    if (!page)
        return fail(page.error());
    if (page->items.isEmpty() || page->items.first().id != id)
        return fail(ErrorCode::NotFound, tr("There is no such key. It may have been removed meanwhile."));
    return page->items.first();
}

Result<Page<ApiKey>> list(Reader &reader, const Actor &actor, int limit, const std::optional<Cursor> &after)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query rows = reader.query(FromId, after ? after->id : 0, limit + 1);
    Page<ApiKey> page;
    while (rows.next()) {
        if (page.items.size() == limit) {
            page.next = Cursor{CursorOrder, {}, page.items.last().id.value};
            break;
        }
        page.items << read(rows);
    }
    return page;
}

Result<QList<ApiKeyId>> ids(Reader &reader, const Actor &actor, const Everything &)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Read}); !allowed)
        return fail(allowed.error());
    Query rows = reader.query("SELECT id FROM api_keys ORDER BY id");
    QList<ApiKeyId> ids;
    while (rows.next())
        ids << rows.id<ApiKeyId>(0);
    return ids;
}

Result<QList<ApiKey>> fetch(Reader &reader, const Actor &actor, const QList<ApiKeyId> &ids)
{
    if (const auto allowed = actor.require({Area::ApiKeys, Verb::Read}); !allowed)
        return fail(allowed.error());
    QList<ApiKey> keys;
    for (const ApiKeyId id : ids) {
        Query row = reader.query(FromId, id.value - 1, 1);
        if (row.next() && row.id<ApiKeyId>(0) == id)
            keys << read(row);
    }
    return keys;
}

}
}
