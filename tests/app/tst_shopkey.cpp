// One key for a shop's backups, whatever accounts and computers work on its store: two folders of keys stand for them.
#include "app/backups/proof.h"
#include "app/backups/restore.h"
#include "app/backups/shopkey.h"
#include "app/backups/snapshot.h"
#include "app/reports/doctor.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;

class TestShopKey : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }

    void init()
    {
        QFETCH_GLOBAL(QString, store);
        m_store = std::make_unique<TestStore>(store);
        m_folder = std::make_unique<QTemporaryDir>();
        m_shop = std::make_unique<SmallShop>(m_store->database());
        m_owner = SmallShop::actorOf(m_shop->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
    }

    void cleanup()
    {
        m_shop.reset();
        m_store.reset();
        m_folder.reset();
    }

    void oneKeyAndNoSecond()
    {
        const Keyring here = keyring("here"), there = keyring("there");
        QVERIFY(!shopkey::fault(shop(), there)); // there is none yet
        const auto key = shopkey::of(shop(), here);
        QVERIFY2(key, message(key));
        QCOMPARE(shopkey::of(shop(), here)->id(), key->id());
        const auto other = shopkey::of(shop(), there);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Unauthenticated);
        QVERIFY2(other.error().message.contains(u"recovery sheet"_s), qPrintable(other.error().message));
        QVERIFY(shopkey::fault(shop(), there));
        QVERIFY(QDir(there.folder()).entryList({u"*.key"_s}, QDir::Files).isEmpty()); // and none was made
        QCOMPARE(shopkey::ofUnchanged(shop(), there).error().code, ErrorCode::Unauthenticated);
        QVERIFY(!shopkey::fault(shop(), here));
    }

    void itsWordsAreTypedThere()
    {
        const Keyring here = keyring("here"), there = keyring("there");
        const BackupKey key = *shopkey::of(shop(), here);
        const auto says = [&](const QString &words) { return shopkey::type(shop(), there, m_owner, words); };
        QVERIFY(!says(u"a passphrase of somebody"_s));
        QVERIFY(!says(BackupKey::makeKept().recoveryWords()));
        QString mistyped = key.recoveryWords();
        mistyped[0] = mistyped.at(0) == u'b' ? u'd' : u'b';
        QCOMPARE(says(mistyped).error().code, ErrorCode::Invalid);
        QCOMPARE(shopkey::type(shop(), there, Actor::anonymous(), key.recoveryWords()).error().code,
                 ErrorCode::Unauthenticated);
        QVERIFY(shopkey::fault(shop(), there));
        const auto typed = says(key.recoveryWords().toUpper());
        QVERIFY2(typed, message(typed));
        QCOMPARE(shopkey::of(shop(), there)->secret(), key.secret());
    }

    // Each made a key before the store knew of any: the first that backs up wins, the other is told.
    void twoThatWereMadeBefore()
    {
        const Keyring here = keyring("here"), there = keyring("there");
        const QByteArray store = shop().secrets().storeId;
        const BackupKey first = *here.keyOf(store), second = *there.keyOf(store);
        QVERIFY(first.id() != second.id());
        QCOMPARE(shopkey::ofUnchanged(shop(), there)->id(), second.id());
        QCOMPARE(shopkey::of(shop(), here)->id(), first.id());
        QCOMPARE(shopkey::of(shop(), there).error().code, ErrorCode::Unauthenticated);
        QVERIFY(shopkey::type(shop(), there, m_owner, first.recoveryWords()));
        QCOMPARE(shopkey::of(shop(), there)->id(), first.id());
        QCOMPARE(there.find(second.id())->secret(), second.secret()); // opens what it made
    }

    void anotherInItsPlace()
    {
        const Keyring here = keyring("here"), there = keyring("there");
        const BackupKey first = *shopkey::of(shop(), here);
        const auto second = shopkey::replace(shop(), there, m_owner);
        QVERIFY2(second, message(second));
        QVERIFY(second->id() != first.id());
        QCOMPARE(shopkey::of(shop(), there)->id(), second->id());
        QCOMPARE(shopkey::of(shop(), here).error().code, ErrorCode::Unauthenticated);
        QVERIFY(shopkey::type(shop(), here, m_owner, second->recoveryWords()));
        QCOMPARE(shopkey::of(shop(), here)->id(), second->id());
        QCOMPARE(here.find(first.id())->secret(), first.secret());
    }

    // What is restored goes on with the key of now.
    void afterARestore()
    {
        const Keyring here = keyring("here");
        const QString old = m_folder->filePath(u"old.backroom"_s);
        const BackupKey passphrase = *BackupKey::fromPassphrase(u"oat stoneware mug"_s);
        const auto made = makeBackup(shop(), {old, passphrase, u"manual"_s});
        QVERIFY2(made, message(made));
        const BackupKey first = *shopkey::of(shop(), here);
        const BackupKey second = *shopkey::replace(shop(), here, m_owner);
        auto proved = proveBackup(old, passphrase, m_folder->filePath(u"scratch"_s));
        QVERIFY2(proved, message(proved));
        const auto restored =
            restoreInto(shop(), *std::move(proved), m_owner, m_folder->filePath(u"safety.backroom"_s), second);
        QVERIFY2(restored, message(restored));
        const auto key = shopkey::of(shop(), here);
        QVERIFY2(key, message(key));
        QCOMPARE(key->id(), second.id());
        QVERIFY(key->id() != first.id());
    }

    void doctorTells()
    {
        const Keyring here = keyring("here"), there = keyring("there");
        QVERIFY(shopkey::of(shop(), here));
        if (shop().config().dataDir.isEmpty())
            return;
        QVERIFY(doctor::backupKey(shop(), here).ok);
        const Finding finding = doctor::backupKey(shop(), there);
        QVERIFY(!finding.ok);
        QVERIFY2(finding.detail.contains(u"another account"_s), qPrintable(finding.detail));
        QVERIFY(!finding.advice.isEmpty());
    }

private:
    static const char *message(const auto &result)
    {
        static QByteArray text;
        text = result ? QByteArray() : result.error().message.toUtf8();
        return text.constData();
    }
    Keyring keyring(const char *account) const { return Keyring(m_folder->filePath(QString::fromLatin1(account))); }
    Database &shop() { return m_store->database(); }

    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallShop> m_shop;
    Actor m_owner;
};

QTEST_GUILESS_MAIN(TestShopKey)
#include "tst_shopkey.moc"
