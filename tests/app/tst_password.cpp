#include "app/users/email.h"
#include "app/users/password.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestPassword : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hashesAndVerifies();
    void verifiesAnyNormalForm();
    void knowsOldCosts();
    void dummyFitsNothingAtTheSameCost();
    void refusesHashesThatAreNone_data();
    void refusesHashesThatAreNone();
    void policy_data();
    void policy();
    void refusesTheOwnersAddress();
    void emails_data();
    void emails();
};

void TestPassword::hashesAndVerifies()
{
    const PasswordHasher hasher;
    const Result<QByteArray> hash = hasher.hash(u"correct horse battery staple");
    QVERIFY(hash.has_value());
    QVERIFY(hash->startsWith("$argon2id$v=19$m=65536,t=3,p=1$"));
    QVERIFY(hasher.verify(u"correct horse battery staple", *hash));
    QVERIFY(!hasher.verify(u"correct horse battery stapl", *hash));
    QVERIFY(!hasher.needsRehash(*hash));
    QVERIFY(*hasher.hash(u"correct horse battery staple") != *hash);
}

void TestPassword::verifiesAnyNormalForm()
{
    const PasswordHasher hasher(PasswordCost::least());
    const QByteArray hash = *hasher.hash(u"caf\u00e9 cr\u00e8me");
    QVERIFY(hasher.verify(u"cafe\u0301 cre\u0300me", hash));
    QVERIFY(!hasher.verify(u"cafe creme", hash));
}

void TestPassword::knowsOldCosts()
{
    const QByteArray old = *PasswordHasher(PasswordCost::least()).hash(u"something long");
    QVERIFY(PasswordHasher().needsRehash(old));
    QVERIFY(PasswordHasher().verify(u"something long", old));
}

void TestPassword::dummyFitsNothingAtTheSameCost()
{
    const PasswordHasher hasher;
    QVERIFY(!hasher.needsRehash(hasher.dummy())); // well formed, and the cost is today's
    QVERIFY(!hasher.verify(u"", hasher.dummy()));
    QVERIFY(!hasher.verify(u"password", hasher.dummy()));
}

void TestPassword::refusesHashesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("hash");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("plain") << "secret password"_ba;
    QTest::newRow("long") << QByteArray(5000, '$');
    QTest::newRow("cut") << "$argon2id$v=19$m=65536,t=3,p=1$AAAA"_ba;
}

void TestPassword::refusesHashesThatAreNone()
{
    QFETCH(QByteArray, hash);
    const PasswordHasher hasher;
    QVERIFY(!hasher.verify(u"secret password", hash));
    QVERIFY(hasher.needsRehash(hash));
}

void TestPassword::policy_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("taken");
    QTest::newRow("seven") << u"x7#qLm2"_s << false;
    QTest::newRow("eight") << u"x7#qLm2v"_s << true;
    QTest::newRow("common") << u"password"_s << false;
    QTest::newRow("common with digits") << u"password1234"_s << false;
    QTest::newRow("digits in a row") << u"12345678"_s << false;
    QTest::newRow("one letter") << u"aaaaaaaaaa"_s << false;
    QTest::newRow("words") << u"correct horse battery staple"_s << true;
    QTest::newRow("emoji are one character each") << u"🐙🦑🐙🦑🐙🦑🐙"_s << false;
    QTest::newRow("longest") << u"kT9-"_s.repeated(32) << true;
    QTest::newRow("too long") << QString(u"kT9-"_s.repeated(32) + u'x') << false;
}

void TestPassword::policy()
{
    QFETCH(QString, password);
    QFETCH(bool, taken);
    const Result<> result = checkPassword(password);
    QCOMPARE(result.has_value(), taken);
    if (!taken)
        QCOMPARE(result.error().fields.first().field, u"password"_s);
}

void TestPassword::refusesTheOwnersAddress()
{
    QVERIFY(checkPassword(u"zorvandil7").has_value());
    QVERIFY(!checkPassword(u"zorvandil7", {u"zorvandil7@example.com"_s}).has_value());
}

void TestPassword::emails_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("taken");
    QTest::addColumn<QString>("key");
    QTest::newRow("plain") << u"Ann@Example.COM"_s << true << u"ann@example.com"_s;
    QTest::newRow("blanks around") << u"  ann@example.com\n"_s << true << u"ann@example.com"_s;
    QTest::newRow("plus and dots") << u"a.b+c@mail.example.co.uk"_s << true << u"a.b+c@mail.example.co.uk"_s;
    QTest::newRow("international") << u"jörg@bücher.example"_s << true << u"jörg@bücher.example"_s;
    QTest::newRow("no at") << u"ann.example.com"_s << false << QString();
    QTest::newRow("no name") << u"@example.com"_s << false << QString();
    QTest::newRow("no dot") << u"ann@example"_s << false << QString();
    QTest::newRow("two ats") << u"a@b@example.com"_s << false << QString();
    QTest::newRow("blank inside") << u"an n@example.com"_s << false << QString();
    QTest::newRow("line break inside") << u"ann@exa\r\nmple.com"_s << false << QString();
    QTest::newRow("double dot") << u"ann@example..com"_s << false << QString();
    QTest::newRow("hyphen") << u"ann@-example.com"_s << false << QString();
    QTest::newRow("address") << u"ann@127.0.0.1"_s << false << QString();
    QTest::newRow("brackets") << u"Ann <ann@example.com>"_s << false << QString();
    QTest::newRow("long") << QString(u"ann@"_s + u"example."_s.repeated(32) + u"com"_s) << false << QString();
    QTest::newRow("empty") << QString() << false << QString();
}

void TestPassword::emails()
{
    QFETCH(QString, text);
    QFETCH(bool, taken);
    QFETCH(QString, key);
    QCOMPARE(checkEmail(text).has_value(), taken);
    if (taken)
        QCOMPARE(emailKey(text), key);
}

QTEST_GUILESS_MAIN(TestPassword)
#include "tst_password.moc"
