#pragma once
// A shop with its real server on a free port, for one test, on either database.
#include "app/backroom.h"
#include "server/http/apiserver.h"
#include "tests/support/apiclient.h"

#include <QTemporaryDir>

namespace backroom::test {

class ApiFixture {
public:
    // "sqlite" or "postgresql"; a German shop in EUR with prices that include tax unless `settings` says otherwise.
    explicit ApiFixture(const QString &store, const std::function<void(Settings &)> &settings = {},
                        const ServerOptions &options = {});
    ~ApiFixture();

    Backroom &shop() { return *m_shop; }
    Database &database() { return m_shop->database(); }
    ManualClock &clock() { return m_clock; }
    ApiServer &server() { return *m_server; }
    quint16 port() const { return m_server->port(); }
    ApiClient client(const QByteArray &token = {}) { return ApiClient(m_server->port(), token); }
    // A new person of that role, signed in.
    QByteArray tokenFor(Role role);
    UserId lastUser() const { return m_lastUser; }
    // A new key with these scopes.
    QByteArray apiKey(const QStringList &scopes);
    // Runs in a transaction as the program itself; ends the test's program when it fails.
    void write(const std::function<Result<>(Transaction &)> &work);
    // Ends server and store and takes both up again, as a restart does.
    void restart();

private:
    void start();
    QTemporaryDir m_folder;
    StoreConfig m_config;
    ServerOptions m_options;
    ManualClock m_clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> m_shop;
    std::unique_ptr<ApiServer> m_server;
    UserId m_lastUser;
    int m_people = 0;
};

}
