// Another home for the key of a shop's backups.
#include "app/backups/keymove.h"
#include "app/backups/shopkey.h"
#include "app/base/json.h"
#include "app/store/database.h"

namespace backroom::shopkey {

namespace {
QByteArray told(const BackupKey &key, KeyHome home)
{
    JsonWriter json;
    json.object()
        .field("key", key.id().toHex())
        .field("kept_in", home == KeyHome::File ? "file" : "keyring")
        .endObject();
    return json.take();
}
}

Result<> moveTo(Database &shop, const Keyring &keys, const Actor &actor, KeyHome to)
{
    if (auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return allowed;
    const auto key = of(shop, keys);
    if (!key)
        return fail(key.error());
    const KeyHome from = keys.home(shop.secrets().storeId).value_or(KeyHome::File);
    if (from == to)
        return {};
    auto move = KeyMove::begin(keys, shop.secrets().storeId, to);
    if (!move)
        return fail(move.error());
    auto noted = shop.writeNow(actor, [&](Transaction &transaction) -> Result<> {
        transaction.journal({"backups.key_moved", "backups", {}, told(*key, from), told(*key, to), {{Topic::Backups}}});
        return {};
    });
    return noted ? (*move)->finish() : noted;
}

}
