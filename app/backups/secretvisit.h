#pragma once
// A visit to the desktop's keyring through libsecret, over a connection of its own that ends when it has taken too long;
// not libsecret's shared one, which learns of a keyring that started anew from GLib's main loop, and nothing here runs
// that. The inside of systemkeyring.h.
#include "app/backups/systemkeyring.h"

#include <chrono>
#include <libsecret/secret.h>
#include <memory>
#include <thread>

namespace backroom::systemkeyring {

struct Unref
{
    void operator()(void *object) const { g_object_unref(object); }
};
struct UnrefSecret
{
    void operator()(SecretValue *secret) const { secret_value_unref(secret); }
};
struct UnrefTable
{
    void operator()(GHashTable *table) const { g_hash_table_unref(table); }
};
template<typename T> using Owned = std::unique_ptr<T, Unref>;
using OwnedSecret = std::unique_ptr<SecretValue, UnrefSecret>;
using Attributes = std::unique_ptr<GHashTable, UnrefTable>;

// What GLib says went wrong.
class Fault {
public:
    Fault() = default;
    ~Fault() { g_clear_error(&m_error); }
    Q_DISABLE_COPY_MOVE(Fault)
    GError **place() { return &m_error; }
    bool isThere() const { return m_error; }
    void tell() const;

private:
    GError *m_error = nullptr;
};

const SecretSchema *schema();
Attributes ofStore(const QByteArray &storeId);
Attributes ofKey(const QByteArray &id);
Attributes of(const QByteArray &storeId, const QByteArray &id);

// What GLib puts off until the next turn of a main loop is done when this ends: nothing else here runs one.
class Turn {
public:
    Turn() { g_main_context_push_thread_default(m_context); }
    ~Turn();
    Q_DISABLE_COPY_MOVE(Turn)

private:
    GMainContext *m_context = g_main_context_new();
};

class Visit {
public:
    // Whatever is asked of the keyring with limit() ends after that time.
    explicit Visit(std::chrono::seconds patience = std::chrono::seconds(5));

    // Null when none answers.
    SecretService *service() const { return m_service.get(); }
    GCancellable *limit() const { return m_limit.get(); }
    Condition condition() const;
    // Where new keys go; null where none was made yet.
    Owned<SecretCollection> collection(GError **fault = nullptr) const;
    // The newest that is given away.
    Found look(const Attributes &attributes) const;

private:
    Turn m_turn; // the last to go
    Owned<GCancellable> m_limit{g_cancellable_new()};
    Owned<GDBusConnection> m_bus;
    Owned<SecretService> m_service;
    std::jthread m_watch; // the first to go
};

}
