#include "tests/support/apifixture.h"

#include "app/users/token.h"
#include "tests/support/pgserver.h"

using namespace Qt::StringLiterals;

namespace backroom::test {

ApiFixture::ApiFixture(const QString &store, const std::function<void(Settings &)> &adjust,
                       const ServerOptions &options)
    : m_options(options)
{
    m_config.dataDir = m_folder.path();
    if (store == "postgresql"_L1)
        m_config.url = freshPostgresUrl();
    start();
    Settings settings;
    settings.shopName = u"Test shop"_s;
    settings.currency = "EUR";
    settings.country = "DE";
    settings.timezone = "Europe/Berlin";
    settings.languages = {u"de"_s};
    if (adjust)
        adjust(settings);
    write([&](Transaction &transaction) -> Result<> {
        if (const auto created = settings::create(transaction, settings); !created)
            return created;
        transaction.journal({"shop.created", "settings", "1", {}, {}, {{Topic::Settings, 1}}});
        return {};
    });
}

ApiFixture::~ApiFixture() { m_server->stop(); }

void ApiFixture::start()
{
    auto shop = Backroom::open(m_config, m_clock, Database::Open::OrCreate);
    if (!shop)
        qFatal("no shop: %s", qPrintable(shop.error().message));
    m_shop = *std::move(shop);
    ServerOptions options = m_options;
    options.port = 0;
    options.workers = 2;
    m_server = std::make_unique<ApiServer>(*m_shop, options);
    if (const auto started = m_server->start(); !started)
        qFatal("no server: %s", qPrintable(started.error().message));
}

void ApiFixture::restart()
{
    m_server.reset();
    m_shop.reset();
    start();
}

void ApiFixture::write(const std::function<Result<>(Transaction &)> &work)
{
    const Result<> written = database().writeNow(Actor::system(u"Test"_s), work);
    if (!written)
        qFatal("not written: %s", qPrintable(written.error().message));
}

QByteArray ApiFixture::tokenFor(Role role)
{
    const QByteArray token = newToken();
    const QString email = u"person%1@example.com"_s.arg(++m_people);
    write([&](Transaction &transaction) -> Result<> {
        m_lastUser = transaction.insert<UserId>(
            "INSERT INTO users (email, email_key, name, name_key, role, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            email, email, email, email, roleText(role), transaction.now(), transaction.now());
        transaction.exec(
            "INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            m_lastUser, Blob{tokenHash(token)}, transaction.now(), transaction.now(),
            transaction.now() + 30LL * 86'400'000);
        return {};
    });
    return token;
}

QByteArray ApiFixture::apiKey(const QStringList &scopes)
{
    const NewApiKey key = newApiKey();
    write([&](Transaction &transaction) -> Result<> {
        transaction.exec(
            "INSERT INTO api_keys (name, lookup, secret_hash, scopes, created_at, updated_at) VALUES ('Test', ?, ?, ?, ?, ?)",
            key.id, Blob{key.hash}, QString(scopes.join(u'\n')), transaction.now(), transaction.now());
        return {};
    });
    return key.text;
}

}
