// Two steps to sign in, on both stores: set up with the digits of an authenticator, asked for from then on, taken off.
#include "app/users/login.h"
#include "app/users/totp.h"
#include "app/users/twosteps.h"
#include "app/users/users.h"
#include "tests/support/teststore.h"

using namespace backroom;
using namespace Qt::StringLiterals;
using test::TestStore;

namespace {
const Actor Self = Actor::system(u"Test"_s);
const PasswordHasher Hasher(PasswordCost::least());
const QString Password = u"correct horse battery staple"_s;

User add(Database &shop, const QString &email, Role role, const std::optional<QByteArray> &hash)
{
    return shop
        .writeNow(Self,
                  [&](Transaction &tx) {
                      return users::create(tx, Self, {email, u"Ann"_s, role, {}, {}, {}, hash});
                  })
        ->user;
}

Actor actorOf(const User &user)
{
    Actor actor;
    actor.kind = Actor::Kind::User;
    actor.role = user.role;
    actor.user = user.id;
    return actor;
}

Result<SignedIn> signIn(Database &shop, const QString &email, const QString &digits = {})
{
    return login::signIn(shop, Hasher, {email, Password, digits, {u"192.0.2.1"_s, u"curl"_s}});
}

QString digits(const QByteArray &secret, Millis at) { return QString::fromLatin1(totp::code(secret, at / 30'000)); }
}

class TestTwoSteps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data() { test::bothStores(); }
    void setUpAskedForAndTakenOff();
    void whoMay();
    void secretsAreWhatAuthenticatorsTake();
};

void TestTwoSteps::setUpAskedForAndTakenOff()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const Actor owner = actorOf(add(shop.database(), u"owner@example.com"_s, Role::Owner, *Hasher.hash(Password)));
    const User tom = add(shop.database(), u"tom@example.com"_s, Role::Staff, *Hasher.hash(Password));
    const QByteArray secret = twosteps::newSecret();
    const auto turnOn = [&](const QString &code) {
        return shop->writeNow(owner,
                              [&](Transaction &tx) { return twosteps::turnOn(tx, owner, tom.id, secret, code); });
    };
    const Millis now = shop.clock().now();
    const auto wrong = turnOn(digits(secret, now + 300'000));
    QCOMPARE(wrong.error().code, ErrorCode::Invalid);
    QCOMPARE(wrong.error().fields.constFirst().field, u"code"_s);
    QVERIFY(signIn(shop.database(), tom.email));
    const auto on = turnOn(digits(secret, now));
    QVERIFY2(on, qPrintable(on ? QString() : on.error().message));
    QVERIFY(on->user.hasTotp);
    QCOMPARE(on->user.revision, tom.revision + 1);
    QCOMPARE(turnOn(digits(secret, now)).error().code, ErrorCode::Conflict);
    // Asked for from now on; the digits that set it up have served.
    QVERIFY(signIn(shop.database(), tom.email).error().extra.contains("totp_required"));
    QVERIFY(!signIn(shop.database(), tom.email, digits(secret, now)));
    shop.clock().advance(30'000);
    QVERIFY(signIn(shop.database(), tom.email, digits(secret, shop.clock().now())));
    // Without the telephone a code on paper does, however it is written, and each of them once.
    QCOMPARE(on->codes.size(), 10);
    QVERIFY(signIn(shop.database(), tom.email, on->codes.at(3)));
    QVERIFY(!signIn(shop.database(), tom.email, on->codes.at(3)));
    QVERIFY(signIn(shop.database(), tom.email, QString(on->codes.at(4)).remove(u'-').toLower()));
    QVERIFY(!signIn(shop.database(), tom.email, u"0000-0000-0000"_s));
    // Neither the journal nor what is shown of a person holds the secret.
    const auto kept = shop->read([&](Reader &reader) -> Result<qint64> {
        return *reader.number("SELECT count(*) FROM journal_payloads WHERE after_json LIKE ? OR before_json LIKE ?",
                              QByteArray('%' + secret + '%'), QByteArray('%' + secret + '%'));
    });
    QCOMPARE(kept, 0);
    const auto off = shop->writeNow(owner, [&](Transaction &tx) { return twosteps::turnOff(tx, owner, tom.id); });
    QVERIFY(off && !off->hasTotp);
    const auto left = shop->read(
        [](Reader &reader) -> Result<qint64> { return *reader.number("SELECT count(*) FROM recovery_codes"); });
    QCOMPARE(left, 0);
    QVERIFY(signIn(shop.database(), tom.email));
    QCOMPARE(shop->writeNow(owner, [&](Transaction &tx) { return twosteps::turnOff(tx, owner, tom.id); }).error().code,
             ErrorCode::Conflict);
    const auto entries = shop->read([](Reader &reader) -> Result<qint64> {
        return *reader.number(
            "SELECT count(*) FROM journal WHERE action IN ('user.two_steps_on', 'user.two_steps_off')");
    });
    QCOMPARE(entries, 2);
}

void TestTwoSteps::whoMay()
{
    QFETCH_GLOBAL(QString, store);
    TestStore shop(store);
    const QByteArray hash = *Hasher.hash(Password);
    const User owner = add(shop.database(), u"owner@example.com"_s, Role::Owner, hash);
    const User manager = add(shop.database(), u"mara@example.com"_s, Role::Manager, hash);
    const User tom = add(shop.database(), u"tom@example.com"_s, Role::Staff, hash);
    const User invited = add(shop.database(), u"new@example.com"_s, Role::Staff, std::nullopt);
    const QByteArray secret = twosteps::newSecret();
    const auto turnOn = [&](const User &by, const User &whom) {
        const Actor actor = actorOf(by);
        return shop->writeNow(actor, [&](Transaction &tx) {
            return twosteps::turnOn(tx, actor, whom.id, secret, digits(secret, tx.now()));
        });
    };
    QCOMPARE(turnOn(tom, tom).error().code, ErrorCode::Forbidden);
    QCOMPARE(turnOn(manager, owner).error().code, ErrorCode::Forbidden);
    QCOMPARE(turnOn(owner, invited).error().code, ErrorCode::Conflict); // no first step
    QVERIFY(turnOn(manager, tom));
    QVERIFY(turnOn(owner, owner));
    const Actor byManager = actorOf(manager);
    QCOMPARE(shop->writeNow(byManager, [&](Transaction &tx) { return twosteps::turnOff(tx, byManager, owner.id); })
                 .error()
                 .code,
             ErrorCode::Forbidden);
}

void TestTwoSteps::secretsAreWhatAuthenticatorsTake()
{
    const QByteArray secret = twosteps::newSecret();
    QCOMPARE(secret.size(), 32); // 160 bits
    for (const char letter : secret)
        QVERIFY((letter >= 'A' && letter <= 'Z') || (letter >= '2' && letter <= '7'));
    QVERIFY(secret != twosteps::newSecret());
    QCOMPARE(twosteps::address(u"Fern & Tide"_s, u"tom@example.com"_s, "ABC"),
             u"otpauth://totp/Fern%20%26%20Tide:tom%40example.com?secret=ABC&issuer=Fern%20%26%20Tide"_s);
}

QTEST_GUILESS_MAIN(TestTwoSteps)
#include "tst_twosteps.moc"
