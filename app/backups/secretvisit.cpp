#include "app/backups/secretvisit.h"

#include <QFileInfo>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace backroom::systemkeyring {

namespace {
struct FreeItems
{
    void operator()(GList *items) const { g_list_free_full(items, g_object_unref); }
};

// Without a session there is no keyring, and GLib would look for a bus with programs of its own.
bool hasSession()
{
    if (qEnvironmentVariable("BACKROOM_KEYRING") == "off"_L1)
        return false;
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime % "/bus"_L1);
}

std::optional<BackupKey> keyIn(SecretItem *item)
{
    const OwnedSecret secret(secret_item_get_secret(item));
    const gchar *words = secret ? secret_value_get_text(secret.get()) : nullptr;
    const auto key = BackupKey::fromText(QString::fromUtf8(words));
    return key && key->kind() == BackupKey::Kind::Kept ? std::optional(*key) : std::nullopt;
}
}

void Fault::tell() const
{
    if (m_error)
        qWarning("the computer's keyring: %s", m_error->message);
}

Turn::~Turn()
{
    while (g_main_context_iteration(m_context, FALSE)) {}
    g_main_context_pop_thread_default(m_context);
    g_main_context_unref(m_context);
}

const SecretSchema *schema()
{
    static const SecretSchema made = [] {
        SecretSchema schema{};
        schema.name = "backroom.BackupKey";
        schema.attributes[0] = {"store", SECRET_SCHEMA_ATTRIBUTE_STRING};
        schema.attributes[1] = {"key", SECRET_SCHEMA_ATTRIBUTE_STRING};
        return schema;
    }();
    return &made;
}

Attributes ofStore(const QByteArray &storeId)
{
    return Attributes(secret_attributes_build(schema(), "store", storeId.constData(), nullptr));
}

Attributes ofKey(const QByteArray &id)
{
    return Attributes(secret_attributes_build(schema(), "key", id.toHex().constData(), nullptr));
}

Attributes of(const QByteArray &storeId, const QByteArray &id)
{
    return Attributes(
        secret_attributes_build(schema(), "store", storeId.constData(), "key", id.toHex().constData(), nullptr));
}

Visit::Visit(std::chrono::seconds patience)
{
    if (!hasSession())
        return;
    m_watch = std::jthread([patience, limit = limit()](const std::stop_token &ended) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any wait;
        wait.wait_for(lock, ended, patience, [] { return false; });
        if (!ended.stop_requested())
            g_cancellable_cancel(limit);
    });
    m_bus.reset(g_bus_get_sync(G_BUS_TYPE_SESSION, limit(), nullptr));
    if (!m_bus)
        return;
    // Or the program would end with the desktop's session.
    g_dbus_connection_set_exit_on_close(m_bus.get(), FALSE);
    m_service.reset(
        secret_service_open_sync(SECRET_TYPE_SERVICE, nullptr, SECRET_SERVICE_OPEN_SESSION, limit(), nullptr));
}

Condition Visit::condition() const
{
    if (!m_service)
        return Condition::Absent;
    Fault fault;
    const auto where = collection(fault.place());
    if (fault.isThere())
        return Condition::Absent;
    return where && !secret_collection_get_locked(where.get()) ? Condition::Open : Condition::Locked;
}

Owned<SecretCollection> Visit::collection(GError **fault) const
{
    return Owned<SecretCollection>(
        secret_collection_for_alias_sync(service(), SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, limit(), fault));
}

Found Visit::look(const Attributes &attributes) const
{
    if (!m_service)
        return {};
    Fault fault;
    const auto flags = static_cast<SecretSearchFlags>(SECRET_SEARCH_ALL | SECRET_SEARCH_LOAD_SECRETS);
    const std::unique_ptr<GList, FreeItems> items(
        secret_service_search_sync(service(), schema(), attributes.get(), flags, limit(), fault.place()));
    if (fault.isThere())
        return {};
    Found found{condition(), {}};
    guint64 newest = 0;
    for (const GList *entry = items.get(); entry; entry = entry->next) {
        auto *item = static_cast<SecretItem *>(entry->data);
        const guint64 made = secret_item_get_created(item);
        if (secret_item_get_locked(item)) {
            found.condition = Condition::Locked;
        } else if (const auto key = keyIn(item); key && made >= newest) {
            newest = made;
            found.key = key;
        }
    }
    return found;
}

}
