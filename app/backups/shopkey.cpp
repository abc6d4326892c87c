#include "app/backups/shopkey.h"

#include "app/base/json.h"
#include "app/store/database.h"

#include <QCoreApplication>

namespace backroom::shopkey {

namespace {
constexpr char Name[] = "backup_key"; // in meta

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<QByteArray> nameIn(Database &shop)
{
    return shop.read([](Reader &reader) -> Result<QByteArray> {
        Query row = reader.query("SELECT value FROM meta WHERE name = ?", Name);
        return row.next() ? QByteArray::fromHex(row.bytes(0)) : QByteArray();
    });
}

Result<BackupKey> named(Database &shop, const Keyring &keys, const QByteArray &name)
{
    // What stands under the shop's own name may be unreadable, and be the one.
    const auto own = keys.kept(shop.secrets().storeId);
    if (!own)
        return fail(own.error());
    if (*own && (*own)->id() == name)
        return **own;
    const auto found = keys.find(name);
    if (found)
        return *found;
    if (found.error().code == ErrorCode::Unavailable)
        return fail(found.error());
    return fail(ErrorCode::Unauthenticated,
                tr("The key of this shop's backups is kept by another account or computer. Type the words of the "
                   "recovery sheet on the backups page, or name a file that holds them: “backroomd recovery-words "
                   "FILE”."));
}

JournalEntry entry(const char *action, const QByteArray &before, const QByteArray &after)
{
    const auto told = [](const QByteArray &name) {
        JsonWriter json;
        json.object().field("key", name.toHex()).endObject();
        return name.isEmpty() ? QByteArray() : json.take();
    };
    return {action, "backups", {}, told(before), told(after), {{Topic::Backups}}};
}

void write(Transaction &transaction, const QByteArray &name)
{
    transaction.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
                     "excluded.value",
                     Name, name.toHex());
}

// Gives the name that stands there: this one, unless somebody was quicker.
Result<QByteArray> note(Database &shop, const QByteArray &name)
{
    return shop.writeNow(Actor::system(QStringLiteral("backups")),
                         [&name](Transaction &transaction) -> Result<QByteArray> {
                             if (transaction.exec("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                                                  Name, name.toHex())
                                 > 0) {
                                 transaction.journal(entry("backups.key_made", {}, name));
                                 return name;
                             }
                             Query row = transaction.query("SELECT value FROM meta WHERE name = ?", Name);
                             return row.next() ? QByteArray::fromHex(row.bytes(0)) : QByteArray();
                         });
}
}

Result<BackupKey> ofUnchanged(Database &shop, const Keyring &keys)
{
    const auto name = nameIn(shop);
    if (!name)
        return fail(name.error());
    return name->isEmpty() ? keys.keyOf(shop.secrets().storeId) : named(shop, keys, *name);
}

Result<BackupKey> of(Database &shop, const Keyring &keys)
{
    const auto name = nameIn(shop);
    if (!name)
        return fail(name.error());
    if (!name->isEmpty())
        return named(shop, keys, *name);
    auto key = keys.keyOf(shop.secrets().storeId);
    if (!key)
        return key;
    const auto noted = note(shop, key->id());
    if (!noted)
        return fail(noted.error());
    return *noted == key->id() ? key : named(shop, keys, *noted);
}

std::optional<Error> fault(Database &shop, const Keyring &keys)
{
    const auto name = nameIn(shop);
    if (!name || name->isEmpty())
        return std::nullopt; // a store that does not answer has its own ways to say so
    const auto key = named(shop, keys, *name);
    return key ? std::nullopt : std::optional(key.error());
}

Result<> type(Database &shop, const Keyring &keys, const Actor &actor, const QString &words)
{
    if (auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return allowed;
    const auto wrong = [](const QString &sentence) {
        return fail({ErrorCode::Invalid, sentence, {{QStringLiteral("words"), sentence}}});
    };
    const auto key = BackupKey::fromText(words);
    if (!key)
        return wrong(key.error().message);
    if (key->kind() != BackupKey::Kind::Kept)
        return wrong(tr("These are not the words of a recovery sheet: it has eighteen, of five letters each."));
    const auto name = nameIn(shop);
    if (!name)
        return fail(name.error());
    if (!name->isEmpty() && key->id() != *name)
        return wrong(tr("These are the words of another key. Use the newest recovery sheet of this shop."));
    if (auto kept = keys.keep(shop.secrets().storeId, *key); !kept)
        return kept;
    const auto noted = note(shop, key->id());
    return noted ? Result<>() : fail(noted.error());
}

Result<BackupKey> replace(Database &shop, const Keyring &keys, const Actor &actor)
{
    if (const auto allowed = actor.require({Area::Backups, Verb::Write}); !allowed)
        return fail(allowed.error());
    const BackupKey key = BackupKey::makeKept();
    // Kept first: a name in the store that nobody has the key of would stop all backups.
    if (const auto kept = keys.keep(shop.secrets().storeId, key); !kept)
        return fail(kept.error());
    const auto noted = shop.writeNow(actor, [&key](Transaction &transaction) -> Result<> {
        QByteArray before;
        {
            Query row = transaction.query("SELECT value FROM meta WHERE name = ?", Name);
            if (row.next())
                before = QByteArray::fromHex(row.bytes(0));
        }
        write(transaction, key.id());
        transaction.journal(entry("backups.key_replaced", before, key.id()));
        return {};
    });
    return noted ? Result<BackupKey>(key) : fail(noted.error());
}

void keepOn(Transaction &transaction, const BackupKey &key)
{
    if (key.kind() == BackupKey::Kind::Kept)
        write(transaction, key.id());
}

}
