#include "server/api/apikeys.h"

#include "app/users/apikeys.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const ShapePtr NewKeyShape = shape::object("NewApiKey",
                                           {shape::required("name", shape::text(0, 1000)),
                                            shape::required("scopes", shape::list(shape::text(0, 100), 100)),
                                            shape::optional("expires_at", shape::nullable(shape::time()))});
const ShapePtr KeyPatchShape = shape::patchOf("ApiKeyPatch", NewKeyShape);
const QList<Member> KeyMembers{shape::required("id", shape::id()),
                               shape::required("name", shape::text()),
                               shape::required("prefix", shape::text()),
                               shape::required("scopes", shape::list(shape::text())),
                               shape::required("expires_at", shape::nullable(shape::time())),
                               shape::required("last_used_at", shape::nullable(shape::time())),
                               shape::required("revision", shape::integer(1, 1'000'000'000)),
                               shape::required("created_at", shape::time()),
                               shape::required("updated_at", shape::time())};
const ShapePtr KeyShape = shape::object("ApiKey", KeyMembers);
const ShapePtr CreatedShape =
    shape::object("CreatedApiKey", KeyMembers + QList<Member>{shape::required("key", shape::text())});

std::optional<Millis> timeOf(const Call &call)
{
    const auto text = call.text("expires_at"_L1);
    return text ? parseTime(*text) : std::nullopt;
}

Result<Reply> answer(const Call &call, const ApiKey &key, const QByteArray &secret = {})
{
    JsonWriter json = call.json();
    writeJson(json, key, secret);
    return call.reply(json, key.revision);
}

// The key itself is nowhere but in the answer to its making.
const QStringList CsvHeader{u"id"_s,         u"name"_s,         u"prefix"_s,     u"scopes"_s,
                            u"expires_at"_s, u"last_used_at"_s, u"created_at"_s, u"updated_at"_s};

QStringList csvCells(const ApiKey &key)
{
    const auto time = [](std::optional<Millis> at) { return at ? QString::fromLatin1(timeText(*at)) : QString(); };
    return {key.id.text(),
            key.name,
            QString::fromLatin1("bk_live_" + key.lookup),
            key.scopes.join(u' '),
            time(key.expiresAt),
            time(key.lastUsedAt),
            time(key.createdAt),
            time(key.updatedAt)};
}

Result<> writeKeys(Call &call, Reader &reader, QIODevice &out)
{
    return api::writeCsv(
        out, CsvHeader, apikeys::ids(reader, call.actor(), {}),
        [&](const QList<ApiKeyId> &some) { return apikeys::fetch(reader, call.actor(), some); }, csvCells);
}

Result<Reply> list(Call &call, Reader &reader)
{
    if (call.wantsAllAsCsv())
        return call.csv(writeKeys, "api-keys.csv");
    const auto after = call.after(apikeys::CursorOrder);
    if (!after)
        return fail(after.error());
    return api::pageReply(call, apikeys::list(reader, call.actor(), call.limit(), *after),
                          api::Sheet{"api-keys.csv", CsvHeader, csvCells},
                          [](JsonWriter &json, const ApiKey &key) { writeJson(json, key); });
}

Result<Reply> get(Call &call, Reader &reader)
{
    const auto id = call.id<ApiKeyId>();
    if (!id)
        return fail(id.error());
    const auto key = apikeys::get(reader, call.actor(), *id);
    return key ? answer(call, *key) : fail(key.error());
}

Result<Reply> create(Call &call, Transaction &transaction)
{
    const auto created =
        apikeys::create(transaction, call.actor(), {*call.text("name"_L1), *call.texts("scopes"_L1), timeOf(call)});
    return created ? answer(call, created->key, created->secret) : fail(created.error());
}

Result<Reply> patch(Call &call, Transaction &transaction)
{
    const auto id = call.id<ApiKeyId>();
    const auto expected = call.expectedRevision();
    if (!id || !expected)
        return fail(id ? expected.error() : id.error());
    ApiKeyPatch patch;
    patch.name = call.text("name"_L1);
    patch.scopes = call.texts("scopes"_L1);
    if (call.has("expires_at"_L1))
        patch.expiresAt = timeOf(call);
    const auto key = apikeys::update(transaction, call.actor(), *id, patch, *expected);
    return key ? answer(call, *key) : fail(key.error());
}

Result<Reply> remove(Call &call, Transaction &transaction)
{
    const auto id = call.id<ApiKeyId>();
    const auto expected = call.expectedRevision();
    if (!id || !expected)
        return fail(id ? expected.error() : id.error());
    const auto removed = apikeys::remove(transaction, call.actor(), *id, *expected);
    return removed ? Result<Reply>(Call::nothing()) : fail(removed.error());
}
}

void addApiKeyRoutes(Routes &routes)
{
    const QByteArray path = "/api/v1/admin/api-keys";
    routes.get(path, reading(Area::ApiKeys), list)
        .says("List the keys; as CSV all of them")
        .answers(shape::page("ApiKeyPage", KeyShape))
        .paged()
        .alsoCsv();
    routes.post(path, writing(Area::ApiKeys), create)
        .says("Make a key; this answer alone holds it")
        .takes(NewKeyShape)
        .answers(CreatedShape, 201);
    routes.get(path + "/{id}", reading(Area::ApiKeys), get).says("Show a key").answers(KeyShape);
    routes.patch(path + "/{id}", writing(Area::ApiKeys), patch)
        .says("Change a key's name, scopes or end")
        .takes(KeyPatchShape)
        .answers(KeyShape)
        .ifMatch();
    routes.remove(path + "/{id}", writing(Area::ApiKeys), remove).says("Revoke a key").answersNothing().ifMatch();
}

}
