#pragma once
// A shop on a PostgreSQL server of its own that lets itself be followed, and moments of it: for tests of the time machine.
#include "app/backups/pgsetup.h"
#include "app/backups/pgshopat.h"
#include "app/backups/pgtimemachine.h"
#include "app/backups/tabledigest.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"

#include <QDir>

namespace backroom::test {

struct Noted
{
    Millis at = 0;
    QList<TableDigest> digests;
};

inline const QByteArray WasDone = "it was done";
// What it says against it, or WasDone.
inline QByteArray message(const auto &result) { return result ? WasDone : result.error().message.toUtf8(); }

inline QList<TableDigest> digestsIn(const StoreConfig &config)
{
    const auto connection = Connection::open(config);
    return *digestTables(**connection, shopTables(**connection), {});
}

// Looks ten times a second.
inline PgTimeMachine::Timing hasty()
{
    using namespace std::chrono_literals;
    return {100ms, {200ms, 1000ms}, 200ms};
}

class FollowedShop {
public:
    explicit FollowedShop(PgServer &server)
        : config{m_folder.filePath(QStringLiteral("data")), server.freshUrl()},
          // A shell has its own idea of each of these.
          place(m_folder.filePath(QStringLiteral("disk/machine, 100% safe's")))
    {
        server.executeAsAdmin(QStringLiteral("ALTER ROLE backroom REPLICATION"));
        QDir().mkpath(config.dataDir);
        QDir().mkpath(folder(QStringLiteral("disk")));
        if (!config.remember())
            qFatal("no config.ini");
        shop = *Database::open(config, m_clock, Database::Open::OrCreate);
        m_small = std::make_unique<SmallShop>(*shop);
        m_tea = m_small->addVariant("TEA", 499, 10'000);
    }
    ~FollowedShop()
    {
        m_small.reset();
        (void)turnOff(*shop);
        shop.reset();
        dropPostgres(config.url);
    }
    Q_DISABLE_COPY_MOVE(FollowedShop)

    QString folder(const QString &name) const { return m_folder.filePath(name); }
    Millis now() const { return m_clock.now(); }
    Result<PgStretch> turnOnHere() { return turnOn(*shop, {place, {}}, {}); }
    // The moment after the last of them.
    Noted placeOrders(int count)
    {
        for (int i = 0; i < count; ++i)
            m_small->order({{m_tea, 1}});
        Noted noted{m_clock.now(), digestsIn(config)};
        QThread::msleep(5);
        return noted;
    }
    Result<std::unique_ptr<ProvedBackup>> at(Millis moment)
    {
        return pgShopAt({place, moment, folder(QStringLiteral("scratch"))});
    }

private:
    const SystemClock m_clock;
    QTemporaryDir m_folder;

public:
    const StoreConfig config;
    const QString place; // of the time machine
    std::unique_ptr<Database> shop;

private:
    std::unique_ptr<SmallShop> m_small;
    VariantId m_tea;
};

}
