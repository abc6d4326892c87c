// A new shop: what it begins with, what it refuses, and that nothing is left where none came to be.
#include "app/init.h"

#include "app/base/money.h"
#include "app/journal/journal.h"
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "app/store/database.h"
#include "app/store/storelock.h"
#include "app/users/password.h"
#include "tests/support/pgserver.h"
#include "tests/support/teststore.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom;

namespace {
NewShop giftHouse()
{
    NewShop shop;
    shop.settings = init::suggestedSettings(u"Gift House"_s, "GB", "GBP");
    shop.ownerEmail = u"owner@example.com"_s;
    shop.ownerPassword = u"correct horse battery staple"_s;
    return shop;
}

QStringList everythingIn(const QString &folder)
{
    QStringList found;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext())
        found << entries.next();
    found.sort();
    return found;
}
}

class TestInit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_parent = std::make_unique<QTemporaryDir>();
        m_config = {m_parent->filePath(u"shop"_s), store == "postgresql"_L1 ? test::freshPostgresUrl() : QString()};
    }

    void cleanup()
    {
        if (m_config.kind() == StoreKind::Postgres)
            test::dropPostgres(m_config.url);
    }

    void holdsWhatACheckoutNeeds()
    {
        const auto made = init::makeShop(m_config, m_clock, giftHouse());
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
        const auto database = Database::open(m_config, m_clock);
        QVERIFY(database);
        const auto looked = (*database)->read([](Reader &reader) -> Result<> {
            const Settings settings = settings::load(reader);
            [&] {
                QCOMPARE(settings.shopName, u"Gift House"_s);
                QCOMPARE(settings.currency, "GBP"_ba);
                QCOMPARE(settings.timezone, "Europe/London"_ba);
                QVERIFY(settings.pricesIncludeTax);
                const auto rules = taxes::rulesFor(reader, "GB", {});
                QCOMPARE(rules.size(), 1);
                QCOMPARE(rules.first().rate, 200000);
                QCOMPARE(rules.first().name, "VAT 20%"_ba);
                QCOMPARE(shipping::optionsFor(reader, {"GB", 500, 1000}).size(), 1);
                QCOMPARE(reader.number("SELECT count(*) FROM users WHERE role = 'owner'"), 1);
                Query owner = reader.query("SELECT email, name, password_hash FROM users");
                QVERIFY(owner.next());
                QCOMPARE(owner.text(0), u"owner@example.com"_s);
                QCOMPARE(owner.text(1), u"owner"_s);
                QVERIFY(PasswordHasher().verify(u"correct horse battery staple", owner.bytes(2)));
                QVERIFY(journal::verify(reader).whole);
                QCOMPARE(reader.number("SELECT count(*) FROM journal WHERE action = 'shop.created'"), 1);
            }();
            return {};
        });
        QVERIFY(looked);
    }

    void namesThingsAsItsCustomersDo()
    {
        NewShop shop = giftHouse();
        shop.settings = init::suggestedSettings(u"Geschenkehaus"_s, "DE", {});
        QVERIFY(init::makeShop(m_config, m_clock, shop));
        const auto database = Database::open(m_config, m_clock);
        const auto looked = (*database)->read([](Reader &reader) -> Result<> {
            [&] {
                QCOMPARE(taxes::rulesFor(reader, "DE", {}).constFirst().name, "MwSt. 19\u00a0%"_ba);
                QCOMPARE(shipping::optionsFor(reader, {"DE", 500, 1000}).constFirst().name, u"Standardversand"_s);
            }();
            return {};
        });
        QVERIFY(looked);
    }

    void keepsWhatItMakesToItsOwner()
    {
        QVERIFY(init::makeShop(m_config, m_clock, giftHouse()));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
            | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(m_config.dataDir) & others));
        for (const QString &name : {u"images"_s, u"backups"_s, u"logs"_s})
            QVERIFY(!(QFile::permissions(m_config.dataDir % u'/' % name) & others));
        const auto resolved = StoreConfig::resolve(m_config.dataDir, {});
        QVERIFY(resolved);
        QCOMPARE(resolved->kind(), m_config.kind());
    }

    void refusesASecondShop()
    {
        QVERIFY(init::makeShop(m_config, m_clock, giftHouse()));
        NewShop other = giftHouse();
        other.settings.shopName = u"Other"_s;
        const auto made = init::makeShop(m_config, m_clock, other);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Conflict);
        const auto database = Database::open(m_config, m_clock);
        QVERIFY(database);
        const auto name =
            (*database)->read([](Reader &reader) -> Result<QString> { return settings::load(reader).shopName; });
        QCOMPARE(name.value(), u"Gift House"_s);
    }

    void refusesFaults_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::newRow("no name") << u"shop_name"_s << u"  "_s;
        QTest::newRow("currency") << u"currency"_s << u"XYZ"_s;
        QTest::newRow("small currency") << u"currency"_s << u"eur"_s;
        QTest::newRow("country") << u"country"_s << u"Germany"_s;
        QTest::newRow("zone") << u"timezone"_s << u"Mars/Olympus"_s;
        QTest::newRow("e-mail") << u"owner_email"_s << u"owner at example"_s;
        QTest::newRow("no e-mail") << u"owner_email"_s << QString();
        QTest::newRow("short password") << u"owner_password"_s << u"short"_s;
        QTest::newRow("known password") << u"owner_password"_s << u"password123"_s;
        QTest::newRow("no password") << u"owner_password"_s << QString();
    }

    void refusesFaults()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        NewShop shop = giftHouse();
        shop.ownerName = u"Olive Owner"_s;
        if (field == "shop_name"_L1)
            shop.settings.shopName = value;
        else if (field == "currency"_L1)
            shop.settings.currency = value.toLatin1();
        else if (field == "country"_L1)
            shop.settings.country = value.toLatin1();
        else if (field == "timezone"_L1)
            shop.settings.timezone = value.toLatin1();
        else if (field == "owner_email"_L1)
            shop.ownerEmail = value;
        else
            shop.ownerPassword = value;
        const auto made = init::makeShop(m_config, m_clock, shop);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Invalid);
        QCOMPARE(made.error().fields.size(), 1);
        QCOMPARE(made.error().fields.first().field, field);
        QVERIFY(!QFile::exists(m_config.dataDir));
    }

    void leavesNothingBehind()
    {
        // Another program's data stand where the shop is to be.
        StoreConfig config = m_config;
        QStringList before;
        if (config.kind() == StoreKind::Postgres) {
            config.url = u"postgresql://backroom@127.0.0.1:1/nowhere"_s;
        } else {
            QVERIFY(QDir().mkpath(config.dataDir));
            QFile file(config.sqliteFile());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("these are my recipes\n");
            file.close();
            before = everythingIn(config.dataDir);
        }
        QVERIFY(!init::makeShop(config, m_clock, giftHouse()));
        QCOMPARE(everythingIn(config.dataDir), before);
        QCOMPARE(QFile::exists(config.dataDir), !before.isEmpty());
    }

    void isHeldByOneProgram()
    {
        QVERIFY(init::makeShop(m_config, m_clock, giftHouse()));
        auto held = StoreLock::take(m_config, StoreLock::Holder::Console);
        QVERIFY(held);
        const auto second = StoreLock::take(m_config, StoreLock::Holder::Server);
        if (m_config.kind() == StoreKind::Postgres) {
            QVERIFY(second);
            return;
        }
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        QVERIFY(
            second.error().message.contains(u"in the console (process %1)"_s.arg(QCoreApplication::applicationPid())));
        held->reset();
        QVERIFY(StoreLock::take(m_config, StoreLock::Holder::Server));
    }

private:
    std::unique_ptr<QTemporaryDir> m_parent;
    StoreConfig m_config;
    ManualClock m_clock{1'795'166'130'000};
};

QTEST_GUILESS_MAIN(TestInit)
#include "tst_init.moc"
