#include "app/users/login.h"
#include "app/users/token.h"
#include "app/users/totp.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const PasswordHasher Hasher(PasswordCost::least());
const QString Password = u"correct horse battery staple"_s;
constexpr Millis Day = 24LL * 3600 * 1000;
constexpr Millis Minute = 60LL * 1000;

User addUser(Database &shop, const QString &email, Role role = Role::Customer)
{
    const auto created = shop.writeNow(Self, [&](Transaction &tx) -> Result<users::Created> {
        return users::create(tx, Self, {email, u"Ann"_s, role, {}, {}, {}, *Hasher.hash(Password)});
    });
    if (!created)
        qFatal("no user: %s", qPrintable(created.error().message));
    return created->user;
}

Credentials credentials(const QString &email, const QString &password = Password,
                        const QString &address = u"192.0.2.1"_s)
{
    return {email, password, {}, {address, u"curl"_s}};
}

Result<SignedIn> signIn(Database &shop, const Credentials &credentials)
{
    return login::signIn(shop, Hasher, credentials);
}

Result<Identity> identify(Database &shop, const QByteArray &token)
{
    return shop.read([&](Reader &reader) { return sessions::authenticate(reader, token); });
}

bool holds(Database &shop, const QByteArray &token) { return identify(shop, token).has_value(); }

ErrorCode codeOf(const auto &result) { return result ? ErrorCode::Internal : result.error().code; }
}

class TestSessions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void signsInAndOut();
    void theStoreHoldsNoToken();
    void unknownAndWrongReadTheSame();
    void tokensSlideAndEnd();
    void tokensDie_data();
    void tokensDie();
    void listsAndRevokesOwnOnes();
    void guessingIsSlowedPerAccount();
    void guessingIsSlowedPerAddress();
    void countsRunDown();
    void knownDevicesDoNotWait();
    void successClearsTheCount();
    void guessesAtOnceAreCountedEach();
    void authenticatorCodes();
    void publishedCodes();
    void oldHashesAreRenewed();
};

void TestSessions::signsInAndOut()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User ann = addUser(shop.database(), u"Ann@example.com"_s, Role::Staff);
    const auto in = signIn(shop.database(), credentials(u" ann@EXAMPLE.com "_s));
    QVERIFY2(in, in ? "" : qPrintable(in.error().message));
    QCOMPARE(in->user.id, ann.id);
    const auto identity = identify(shop.database(), in->session.token);
    QVERIFY(identity);
    QCOMPARE(identity->actor.user, ann.id);
    QCOMPARE(identity->actor.role, Role::Staff);
    QCOMPARE(identity->actor.session, in->session.id);
    QVERIFY(!holds(shop.database(), in->session.token + 'x'));
    QVERIFY(!holds(shop.database(), {}));
    QVERIFY(shop->writeNow(identity->actor, [&](Transaction &tx) { return sessions::logout(tx, identity->actor); }));
    QVERIFY(!holds(shop.database(), in->session.token));
}

void TestSessions::theStoreHoldsNoToken()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    const QByteArray token = signIn(shop.database(), credentials(u"ann@example.com"_s))->session.token;
    const auto hash = shop->read([](Reader &reader) -> Result<QByteArray> {
        Query row = reader.query("SELECT token_hash FROM sessions");
        row.next();
        return row.blob(0);
    });
    QCOMPARE(*hash, tokenHash(token));
    QVERIFY(!hash->contains(token));
}

void TestSessions::unknownAndWrongReadTheSame()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    for (int i = 0; i < 7; ++i) {
        const auto wrong = signIn(shop.database(), credentials(u"ann@example.com"_s, u"guess"_s, {}));
        const auto unknown = signIn(shop.database(), credentials(u"nobody@example.com"_s, u"guess"_s, {}));
        QVERIFY(!wrong && !unknown);
        QCOMPARE(unknown.error().code, wrong.error().code);
        QCOMPARE(unknown.error().message, wrong.error().message);
        QCOMPARE(unknown.error().retryAfter, wrong.error().retryAfter);
    }
}

void TestSessions::tokensSlideAndEnd()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    const QByteArray unused = signIn(shop.database(), credentials(u"ann@example.com"_s))->session.token;
    const QByteArray used = signIn(shop.database(), credentials(u"ann@example.com"_s))->session.token;
    QVERIFY(!identify(shop.database(), used)->touchDue);
    for (int day = 29; day <= 174; day += 29) {
        shop.clock().advance(29 * Day);
        const auto identity = identify(shop.database(), used);
        QVERIFY(identity);
        QVERIFY(identity->touchDue);
        QVERIFY(shop->writeNow(identity->actor, [&](Transaction &tx) -> Result<> {
            sessions::touch(tx, identity->actor);
            return {};
        }));
        QVERIFY(!identify(shop.database(), used)->touchDue);
    }
    QVERIFY(!holds(shop.database(), unused));
    shop.clock().advance(5 * Day); // the 179th
    QVERIFY(holds(shop.database(), used));
    shop.clock().advance(Day);
    QVERIFY(!holds(shop.database(), used));
    QVERIFY(shop->writeNow(Self, [](Transaction &tx) -> Result<> {
        sessions::prune(tx);
        return {};
    }));
    QCOMPARE(*shop->read(
                 [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT count(*) FROM sessions"); }),
             0);
}

void TestSessions::tokensDie_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("dies");
    QTest::newRow("disabled") << u"disabled"_s << true;
    QTest::newRow("role") << u"role"_s << true;
    QTest::newRow("removed") << u"removed"_s << true;
    QTest::newRow("everywhere") << u"everywhere"_s << true;
    QTest::newRow("name") << u"name"_s << false;
}

void TestSessions::tokensDie()
{
    QFETCH_GLOBAL(QString, store);
    QFETCH(QString, what);
    QFETCH(bool, dies);
    TestStore shop(store);
    const User ann = addUser(shop.database(), u"ann@example.com"_s, Role::Staff);
    addUser(shop.database(), u"bob@example.com"_s, Role::Staff);
    const QByteArray token = signIn(shop.database(), credentials(u"ann@example.com"_s))->session.token;
    const QByteArray other = signIn(shop.database(), credentials(u"bob@example.com"_s))->session.token;
    const Actor actor = identify(shop.database(), token)->actor;
    const auto done = shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        UserPatch patch;
        if (what == "removed"_L1)
            return users::remove(tx, Self, ann.id, {});
        if (what == "everywhere"_L1)
            return sessions::logoutEverywhere(tx, actor);
        if (what == "disabled"_L1)
            patch.disabled = true;
        else if (what == "role"_L1)
            patch.role = Role::Viewer;
        else
            patch.name = u"Anna"_s;
        if (const auto updated = users::update(tx, Self, ann.id, patch, {}); !updated)
            return fail(updated.error());
        return {};
    });
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(holds(shop.database(), token), !dies);
    QVERIFY(holds(shop.database(), other));
    const bool gone = what == "disabled"_L1 || what == "removed"_L1;
    QCOMPARE(signIn(shop.database(), credentials(u"ann@example.com"_s)).has_value(), !gone);
}

void TestSessions::listsAndRevokesOwnOnes()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    addUser(shop.database(), u"bob@example.com"_s);
    const auto first = signIn(shop.database(), credentials(u"ann@example.com"_s));
    shop.clock().advance(Minute);
    const auto second = signIn(shop.database(), credentials(u"ann@example.com"_s, Password, u"192.0.2.9"_s));
    const auto bobs = signIn(shop.database(), credentials(u"bob@example.com"_s));
    const Actor ann = identify(shop.database(), first->session.token)->actor;
    const auto list = shop->read([&](Reader &reader) { return sessions::list(reader, ann); });
    QCOMPARE(list->size(), 2);
    QCOMPARE(list->first().id, second->session.id);
    QCOMPARE(list->first().address, u"192.0.2.9"_s);
    QCOMPARE(list->first().agent, u"curl"_s);
    const auto revoke = [&](SessionId id) {
        return shop->writeNow(ann, [&](Transaction &tx) { return sessions::revoke(tx, ann, id); });
    };
    QCOMPARE(codeOf(revoke(bobs->session.id)), ErrorCode::NotFound);
    QVERIFY(revoke(second->session.id));
    QVERIFY(!holds(shop.database(), second->session.token));
    QVERIFY(holds(shop.database(), first->session.token));
    QVERIFY(holds(shop.database(), bobs->session.token));
}

void TestSessions::guessingIsSlowedPerAccount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    int guess = 0;
    // Every guess from somewhere else.
    const auto attempt = [&](const QString &password) {
        return signIn(shop.database(), credentials(u"ann@example.com"_s, password, u"198.51.100.%1"_s.arg(++guess)));
    };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(codeOf(attempt(u"guess"_s)), ErrorCode::Unauthenticated);
    int wait = 0;
    for (int i = 0; i < 12; ++i) {
        const auto refused = attempt(Password);
        QCOMPARE(codeOf(refused), ErrorCode::TooMany);
        QVERIFY(refused.error().retryAfter >= std::min(2 * wait, 300));
        wait = refused.error().retryAfter;
        if (i == 2) {
            shop.reopen(); // a restart forgives nothing
            QCOMPARE(codeOf(attempt(Password)), ErrorCode::TooMany);
        }
        shop.clock().advance(wait * 1000LL);
        QCOMPARE(codeOf(attempt(u"guess"_s)), ErrorCode::Unauthenticated);
    }
    QCOMPARE(wait, 300);
    shop.clock().advance(300'000);
    QVERIFY(attempt(Password));
}

void TestSessions::guessingIsSlowedPerAddress()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    for (int i = 0; i < 10; ++i) // one network of IPv6 counts as one
        QCOMPARE(codeOf(
                     signIn(shop.database(),
                            credentials(u"nobody%1@example.com"_s.arg(i), u"guess"_s, u"2001:db8:1:2::%1"_s.arg(i)))),
                 ErrorCode::Unauthenticated);
    QCOMPARE(codeOf(signIn(shop.database(), credentials(u"ann@example.com"_s, Password, u"2001:db8:1:2:ffff::1"_s))),
             ErrorCode::TooMany);
    QVERIFY(signIn(shop.database(), credentials(u"ann@example.com"_s, Password, u"2001:db8:1:3::1"_s)));
}

void TestSessions::countsRunDown()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    // Somebody behind a shared address mistypes every other minute, all day: nobody there has to wait.
    for (int i = 0; i < 30; ++i) {
        QCOMPARE(codeOf(signIn(shop.database(), credentials(u"nobody%1@example.com"_s.arg(i), u"guess"_s))),
                 ErrorCode::Unauthenticated);
        shop.clock().advance(2 * Minute);
    }
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(codeOf(signIn(shop.database(), credentials(u"ann@example.com"_s, u"guess"_s, {}))),
                 ErrorCode::Unauthenticated);
        shop.clock().advance(30 * Minute);
    }
}

void TestSessions::knownDevicesDoNotWait()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    QVERIFY(signIn(shop.database(), credentials(u"ann@example.com"_s)));
    for (int i = 0; i < 5; ++i)
        QVERIFY(!signIn(shop.database(), credentials(u"ann@example.com"_s, u"guess"_s, u"203.0.113.5"_s)));
    QCOMPARE(codeOf(signIn(shop.database(), credentials(u"ann@example.com"_s, Password, u"203.0.113.6"_s))),
             ErrorCode::TooMany);
    QVERIFY(signIn(shop.database(), credentials(u"ann@example.com"_s)));
}

void TestSessions::successClearsTheCount()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    for (int round = 0; round < 3; ++round) {
        const QString address = u"203.0.113.%1"_s.arg(round);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(codeOf(signIn(shop.database(), credentials(u"ann@example.com"_s, u"guess"_s, address))),
                     ErrorCode::Unauthenticated);
        QVERIFY(signIn(shop.database(), credentials(u"ann@example.com"_s, Password, address)));
    }
}

void TestSessions::guessesAtOnceAreCountedEach()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    // All were let through to the slow part before the first was recorded.
    const Credentials guess = credentials(u"ann@example.com"_s, u"guess"_s, {});
    const auto candidate = shop->read([&](Reader &reader) { return login::load(reader, Hasher, guess); });
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        const auto outcome = shop->writeNow(Self, [&](Transaction &tx) -> Result<Result<SignedIn>> {
            return login::record(tx, login::verify(Hasher, guess, *candidate));
        });
        refused += codeOf(*outcome) == ErrorCode::TooMany ? 1 : 0;
    }
    QCOMPARE(refused, 15);
    const auto right = shop->writeNow(Self, [&](Transaction &tx) -> Result<Result<SignedIn>> {
        return login::record(tx, login::verify(Hasher, credentials(u"ann@example.com"_s, Password, {}), *candidate));
    });
    QCOMPARE(codeOf(*right), ErrorCode::TooMany);
}

void TestSessions::authenticatorCodes()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const User ann = addUser(shop.database(), u"ann@example.com"_s, Role::Owner);
    const QByteArray secret = "JBSWY3DPEHPK3PXP";
    QVERIFY(shop->writeNow(Self, [&](Transaction &tx) -> Result<> {
        tx.exec("UPDATE users SET totp_secret = ? WHERE id = ?", secret, ann.id);
        return {};
    }));
    Credentials entered = credentials(u"ann@example.com"_s);
    const auto missing = signIn(shop.database(), entered);
    QCOMPARE(codeOf(missing), ErrorCode::Unauthenticated);
    QVERIFY(missing.error().extra.contains("totp_required"));
    const qint64 step = shop.clock().now() / 30'000;
    entered.totp = QString::fromLatin1(totp::code(secret, step + 5));
    QCOMPARE(codeOf(signIn(shop.database(), entered)), ErrorCode::Unauthenticated);
    entered.totp = QString::fromLatin1(totp::code(secret, step));
    QVERIFY(signIn(shop.database(), entered));
    QCOMPARE(codeOf(signIn(shop.database(), entered)), ErrorCode::Unauthenticated); // a code serves once
    shop.clock().advance(30'000);
    entered.totp = QString::fromLatin1(totp::code(secret, step + 1));
    entered.password = u"guess"_s;
    const auto wrong = signIn(shop.database(), entered);
    QCOMPARE(codeOf(wrong), ErrorCode::Unauthenticated);
    QVERIFY(wrong.error().extra.isEmpty());
}

void TestSessions::publishedCodes()
{
    // RFC 6238, appendix B, the last six digits; the secret is "12345678901234567890".
    const QByteArray secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    QCOMPARE(totp::code(secret, 59 / 30), "287082"_ba);
    QCOMPARE(totp::code(secret, 1111111109 / 30), "081804"_ba);
    QCOMPARE(totp::code(secret, 20000000000 / 30), "353130"_ba);
}

void TestSessions::oldHashesAreRenewed()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    addUser(shop.database(), u"ann@example.com"_s);
    const PasswordHasher dearer(PasswordCost{2, 16384});
    QVERIFY(login::signIn(shop.database(), dearer, credentials(u"ann@example.com"_s)));
    const auto hash = shop->read([](Reader &reader) -> Result<QByteArray> {
        Query row = reader.query("SELECT password_hash FROM users");
        row.next();
        return row.bytes(0);
    });
    QVERIFY(!dearer.needsRehash(*hash));
    QVERIFY(login::signIn(shop.database(), dearer, credentials(u"ann@example.com"_s)));
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
