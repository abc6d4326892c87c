// The key of a shop's backups in the computer's keyring: moved there and back, found, and told of when the keyring is
// locked, hangs or is gone. The keyring is a real one.
#include "app/backups/keymove.h"
#include "app/backups/proof.h"
#include "app/backups/shopkey.h"
#include "app/backups/snapshot.h"
#include "app/backups/systemkeyring.h"
#include "app/reports/doctor.h"
#include "tests/support/desktopkeyring.h"
#include "tests/support/smallshop.h"

#include <QDir>
#include <QTemporaryDir>
#include <atomic>
#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::test;
using systemkeyring::Condition;

class TestSystemKeyring : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { bothStores(); }
    void init();
    void cleanup();
    void movedThereAndBack();
    void opensWhatWasMadeBefore();
    void olderKeysTravelAlong();
    void nothingHappensTwice();
    void whoMayNot();
    void givenUpHalfway();
    void anotherProgramIsAtIt();
    void foundWhileItIsMoved();
    void lockedIsTold();
    void goneIsTold();
    void removedByHandIsTold();
    void noSession();
    void leavesNothingOpen();
    void newKeyStaysThere();
    void wordsAreKeptInAFileWhereItIsLocked();
    void noteLost();
    void doctorTells();

private:
    static const char *message(const auto &result)
    {
        static QByteArray text;
        text = result ? QByteArray() : result.error().message.toUtf8();
        return text.constData();
    }
    Keyring keys() const { return Keyring(m_folder->filePath(u"keys"_s)); }
    QStringList files(const QString &pattern) const
    {
        return QDir(keys().folder()).entryList({pattern}, QDir::Files, QDir::Name);
    }
    Database &shop() { return m_store->database(); }
    QByteArray storeId() { return shop().secrets().storeId; }
    Result<> moveTo(KeyHome home) { return shopkey::moveTo(shop(), keys(), m_owner, home); }
    // "keyring", or nothing: of every move that the journal tells of.
    QByteArrayList moves()
    {
        return *shop().read([](Reader &reader) -> Result<QByteArrayList> {
            QByteArrayList all;
            Query row = reader.query("SELECT after_json FROM journal JOIN journal_payloads USING (seq) "
                                     "WHERE action = 'backups.key_moved' ORDER BY seq");
            while (row.next())
                all << row.bytes(0).split('"').value(7);
            return all;
        });
    }

    std::unique_ptr<DesktopKeyring> m_desktop;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SmallShop> m_shop;
    Actor m_owner;
};

void TestSystemKeyring::init()
{
    QFETCH_GLOBAL(QString, store);
    m_desktop = std::make_unique<DesktopKeyring>();
    m_store = std::make_unique<TestStore>(store);
    m_folder = std::make_unique<QTemporaryDir>();
    m_shop = std::make_unique<SmallShop>(m_store->database());
    m_owner = SmallShop::actorOf(m_shop->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
}

void TestSystemKeyring::cleanup()
{
    m_shop.reset();
    m_store.reset();
    m_folder.reset();
    m_desktop.reset();
}

void TestSystemKeyring::movedThereAndBack()
{
    QVERIFY(!keys().home(storeId()));
    const BackupKey key = *shopkey::of(shop(), keys());
    QCOMPARE(keys().home(storeId()), KeyHome::File); // what is made begins there
    QVERIFY(!systemkeyring::find(key.id()).key);

    const auto there = moveTo(KeyHome::Keyring);
    QVERIFY2(there, message(there));
    QCOMPARE(files(u"*.key"_s), QStringList());
    QCOMPARE(systemkeyring::find(key.id()).key->secret(), key.secret());
    QCOMPARE(keys().home(storeId()), KeyHome::Keyring);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
    QCOMPARE(keys().keyOf(storeId())->secret(), key.secret()); // and no other was made
    QVERIFY(!shopkey::fault(shop(), keys()));
    const QStringList notes = files(u"*.in-keyring"_s);
    QCOMPARE(notes.size(), 1);
    struct stat note = {};
    QCOMPARE(::stat(QFile::encodeName(QDir(keys().folder()).filePath(notes.first())).constData(), &note), 0);
    QCOMPARE(note.st_mode & 0777U, 0600U);
    // It is the keyring that remembers.
    m_desktop->lock();
    m_desktop->open();
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());

    const auto back = moveTo(KeyHome::File);
    QVERIFY2(back, message(back));
    QCOMPARE(files(u"*"_s), QStringList(QString::fromLatin1(storeId()) % ".key"_L1));
    QCOMPARE(systemkeyring::find(key.id()).condition, Condition::Open);
    QVERIFY(!systemkeyring::find(key.id()).key);
    QCOMPARE(keys().home(storeId()), KeyHome::File);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
    QCOMPARE(moves(), (QByteArrayList{"keyring", "file"}));
}

void TestSystemKeyring::opensWhatWasMadeBefore()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    const QString file = m_folder->filePath(u"old.backroom"_s);
    const auto made = makeBackup(shop(), {file, key, u"manual"_s});
    QVERIFY2(made, message(made));
    QVERIFY(moveTo(KeyHome::Keyring));
    const auto opens = openingKey(keys(), file);
    QVERIFY2(opens, message(opens));
    const auto proved = proveBackup(file, *opens, m_folder->filePath(u"scratch"_s));
    QVERIFY2(proved, message(proved));
    // Its words open it also where the keyring does not.
    m_desktop->lock();
    const auto locked = openingKey(keys(), file);
    QCOMPARE(locked.error().code, ErrorCode::Unauthenticated);
    QVERIFY2(locked.error().message.contains(u"locked"_s), message(locked));
    QVERIFY(openingKey(keys(), file, key));
}

void TestSystemKeyring::olderKeysTravelAlong()
{
    const BackupKey first = *shopkey::of(shop(), keys());
    const BackupKey second = *shopkey::replace(shop(), keys(), m_owner);
    const QStringList before = files(u"*.key"_s);
    QCOMPARE(before.size(), 2);
    const auto there = moveTo(KeyHome::Keyring);
    QVERIFY2(there, message(there));
    QCOMPARE(files(u"*.key"_s), QStringList());
    QCOMPARE(keys().find(first.id())->secret(), first.secret());
    QCOMPARE(shopkey::of(shop(), keys())->id(), second.id());
    m_desktop->lock();
    QCOMPARE(keys().find(first.id()).error().code, ErrorCode::Unavailable);
    m_desktop->open();
    const auto back = moveTo(KeyHome::File);
    QVERIFY2(back, message(back));
    QCOMPARE(files(u"*"_s), before);
    QCOMPARE(keys().kept(storeId())->value().id(), second.id());
    QCOMPARE(keys().find(first.id())->secret(), first.secret());
}

void TestSystemKeyring::nothingHappensTwice()
{
    QVERIFY(moveTo(KeyHome::File)); // where the first one is made
    QVERIFY(moveTo(KeyHome::Keyring));
    const auto again = moveTo(KeyHome::Keyring);
    QVERIFY2(again, message(again));
    QCOMPARE(moves(), QByteArrayList{"keyring"});
    QVERIFY(shopkey::of(shop(), keys()));
}

void TestSystemKeyring::whoMayNot()
{
    QVERIFY(shopkey::of(shop(), keys()));
    const auto moved = shopkey::moveTo(shop(), keys(), Actor::anonymous(), KeyHome::Keyring);
    QCOMPARE(moved.error().code, ErrorCode::Unauthenticated);
    QCOMPARE(keys().home(storeId()), KeyHome::File);
}

// As when the journal cannot be written.
void TestSystemKeyring::givenUpHalfway()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    const QStringList before = files(u"*"_s);
    {
        const auto move = KeyMove::begin(keys(), storeId(), KeyHome::Keyring);
        QVERIFY2(move, message(move));
        QVERIFY(systemkeyring::find(key.id()).key); // in both
        QCOMPARE(keys().home(storeId()), KeyHome::File);
    }
    QCOMPARE(files(u"*"_s), before);
    QVERIFY(!systemkeyring::find(key.id()).key);
    QVERIFY(moveTo(KeyHome::Keyring));
    const QStringList note = files(u"*"_s);
    {
        const auto move = KeyMove::begin(keys(), storeId(), KeyHome::File);
        QVERIFY2(move, message(move));
        QVERIFY(keys().files().find(key.id()) && systemkeyring::find(key.id()).key);
    }
    QCOMPARE(files(u"*"_s), note);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
}

void TestSystemKeyring::anotherProgramIsAtIt()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    const auto held = keys().files().hold();
    QVERIFY2(held, message(held));
    QCOMPARE(moveTo(KeyHome::Keyring).error().code, ErrorCode::Busy);
    QCOMPARE(shopkey::replace(shop(), keys(), m_owner).error().code, ErrorCode::Busy);
    QCOMPARE(shopkey::of(shop(), keys())->id(), key.id());
}

// By whoever looks at whatever moment.
void TestSystemKeyring::foundWhileItIsMoved()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    std::atomic<bool> isOver = false;
    std::atomic<int> found = 0, missed = 0;
    std::thread other([&, store = storeId()] {
        while (!isOver) {
            const auto kept = keys().kept(store);
            ++(kept && *kept && keys().find(key.id()) ? found : missed);
        }
    });
    QStringList faults;
    for (int round = 0; round < 6; ++round)
        for (const KeyHome home : {KeyHome::Keyring, KeyHome::File})
            if (const auto moved = moveTo(home); !moved)
                faults << moved.error().message;
    isOver = true;
    other.join();
    QCOMPARE(faults, QStringList());
    QCOMPARE(missed.load(), 0);
    QVERIFY(found > 0);
}

void TestSystemKeyring::lockedIsTold()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    m_desktop->lock();
    const auto moved = moveTo(KeyHome::Keyring);
    QCOMPARE(moved.error().code, ErrorCode::Unavailable);
    QVERIFY2(moved.error().message.contains(u"locked"_s), message(moved));
    QCOMPARE(keys().home(storeId()), KeyHome::File);
    QCOMPARE(moves(), QByteArrayList());
    m_desktop->open();
    QVERIFY(moveTo(KeyHome::Keyring));
    m_desktop->lock();
    QCOMPARE(keys().home(storeId()), KeyHome::Keyring);
    const auto fault = shopkey::fault(shop(), keys());
    QVERIFY(fault);
    QCOMPARE(fault->code, ErrorCode::Unavailable);
    QVERIFY2(fault->message.contains(u"locked"_s), qPrintable(fault->message));
    QVERIFY(!shopkey::of(shop(), keys()));
    QVERIFY(!keys().keyOf(storeId()));
    QVERIFY(!moveTo(KeyHome::File));
    QCOMPARE(files(u"*.key"_s), QStringList()); // none was made in its place
    m_desktop->open();
    QCOMPARE(shopkey::of(shop(), keys())->id(), key.id());
}

void TestSystemKeyring::goneIsTold()
{
    // A shop whose key is in a file has nothing to do with it.
    const BackupKey key = *shopkey::of(shop(), keys());
    m_desktop->freeze();
    QVERIFY(!shopkey::fault(shop(), keys()));
    QCOMPARE(shopkey::of(shop(), keys())->id(), key.id());
    m_desktop->thaw();
    QVERIFY(moveTo(KeyHome::Keyring));
    const auto tells = [&] {
        const auto fault = shopkey::fault(shop(), keys());
        return fault && fault->code == ErrorCode::Unavailable && fault->message.contains(u"does not answer"_s);
    };
    m_desktop->freeze();
    QVERIFY(tells());
    m_desktop->thaw();
    QVERIFY(!shopkey::fault(shop(), keys()));
    m_desktop->kill();
    QVERIFY(tells());
    QVERIFY(!moveTo(KeyHome::File));
    m_desktop->open();
    QCOMPARE(shopkey::of(shop(), keys())->id(), key.id());
    m_desktop->endSession(); // and this program goes on
    QVERIFY(tells());
    QCOMPARE(files(u"*.key"_s), QStringList());
}

void TestSystemKeyring::removedByHandIsTold()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    QVERIFY(moveTo(KeyHome::Keyring));
    QVERIFY(systemkeyring::remove(storeId(), key.id()));
    const auto fault = shopkey::fault(shop(), keys());
    QVERIFY(fault);
    QVERIFY2(fault->message.contains(u"not there any more"_s), qPrintable(fault->message));
    const auto typed = shopkey::type(shop(), keys(), m_owner, key.recoveryWords());
    QVERIFY2(typed, message(typed));
    QCOMPARE(keys().home(storeId()), KeyHome::Keyring);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
}

void TestSystemKeyring::noSession()
{
    QVERIFY(moveTo(KeyHome::Keyring));
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS"), runtime = qgetenv("XDG_RUNTIME_DIR");
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qputenv("XDG_RUNTIME_DIR", m_folder->path().toUtf8());
    QCOMPARE(systemkeyring::condition(), Condition::Absent);
    QVERIFY(shopkey::fault(shop(), keys()));
    qputenv("XDG_RUNTIME_DIR", runtime);
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QVERIFY(!shopkey::fault(shop(), keys()));
    qputenv("BACKROOM_KEYRING", "off");
    QCOMPARE(systemkeyring::condition(), Condition::Absent);
    qunsetenv("BACKROOM_KEYRING");
    QCOMPARE(systemkeyring::condition(), Condition::Open);
}

// A server looks every minute, for years.
void TestSystemKeyring::leavesNothingOpen()
{
    const auto open = [] {
        QStringList all;
        for (const QFileInfo &one : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
            all << one.symLinkTarget();
        return all;
    };
    const BackupKey key = *shopkey::of(shop(), keys());
    QVERIFY(moveTo(KeyHome::Keyring));
    const QStringList before = open();
    for (int i = 0; i < 30; ++i)
        QVERIFY(systemkeyring::find(key.id()).key);
    QTRY_VERIFY2(open().size() < before.size() + 10, qPrintable(before.join(u'\n') % "\n\n"_L1 % open().join(u'\n')));
}

void TestSystemKeyring::newKeyStaysThere()
{
    const BackupKey first = *shopkey::of(shop(), keys());
    QVERIFY(moveTo(KeyHome::Keyring));
    const auto second = shopkey::replace(shop(), keys(), m_owner);
    QVERIFY2(second, message(second));
    QCOMPARE(files(u"*.key"_s), QStringList());
    QCOMPARE(shopkey::of(shop(), keys())->secret(), second->secret());
    QCOMPARE(keys().kept(storeId())->value().id(), second->id());
    QCOMPARE(keys().find(first.id())->secret(), first.secret());
    QVERIFY(moveTo(KeyHome::File));
    QCOMPARE(files(u"*.key"_s).size(), 2);
    QCOMPARE(keys().kept(storeId())->value().id(), second->id());
}

// Backups go on without it.
void TestSystemKeyring::wordsAreKeptInAFileWhereItIsLocked()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    QVERIFY(moveTo(KeyHome::Keyring));
    m_desktop->lock();
    const auto typed = shopkey::type(shop(), keys(), m_owner, key.recoveryWords());
    QVERIFY2(typed, message(typed));
    QCOMPARE(keys().home(storeId()), KeyHome::File);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
    m_desktop->open();
    QVERIFY(moveTo(KeyHome::Keyring)); // where it is still
    QCOMPARE(files(u"*.key"_s), QStringList());
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
}

// As on a home folder that was made anew.
void TestSystemKeyring::noteLost()
{
    const BackupKey key = *shopkey::of(shop(), keys());
    QVERIFY(moveTo(KeyHome::Keyring));
    for (const QString &note : files(u"*.in-keyring"_s))
        QVERIFY(QFile::remove(QDir(keys().folder()).filePath(note)));
    QCOMPARE(keys().home(storeId()), KeyHome::Keyring);
    QCOMPARE(shopkey::of(shop(), keys())->secret(), key.secret());
    QCOMPARE(keys().keyOf(storeId())->id(), key.id());
    const auto back = moveTo(KeyHome::File);
    QVERIFY2(back, message(back));
    QCOMPARE(files(u"*.key"_s).size(), 1);
    QVERIFY(!systemkeyring::find(key.id()).key);
}

void TestSystemKeyring::doctorTells()
{
    if (shop().config().dataDir.isEmpty())
        return;
    QVERIFY(moveTo(KeyHome::Keyring));
    QVERIFY(doctor::backupKey(shop(), keys()).ok);
    m_desktop->lock();
    const Finding finding = doctor::backupKey(shop(), keys());
    QVERIFY(!finding.ok);
    QVERIFY2(finding.detail.contains(u"locked"_s), qPrintable(finding.detail));
}

QTEST_GUILESS_MAIN(TestSystemKeyring)
#include "tst_systemkeyring.moc"
