#include "app/base/crypto.h"
#include "app/users/token.h"

#include <QSet>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestToken : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokensDiffer();
    void hashesAsPublished();
    void keysParse();
    void keysWithTypingMistakesDoNot();
    void sealsAndOpens();
    void randomBytesAreNoKey();
};

void TestToken::tokensDiffer()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray token = newToken();
        QCOMPARE(token.size(), 43);
        seen.insert(token);
    }
    QCOMPARE(seen.size(), 1000);
}

void TestToken::hashesAsPublished()
{
    // BLAKE2b-512 of "abc", RFC 7693, appendix A.
    QCOMPARE(blake2b("abc"_ba, {}, 64).toHex().left(32), "ba80a53f981c4d0d6a2797b69f12f6e9"_ba);
    QCOMPARE(tokenHash("abc").size(), 32);
    QVERIFY(blake2b("abc"_ba, "key"_ba) != blake2b("abc"_ba));
    QVERIFY(blake2b("abc"_ba, QByteArray(100, 'k')) != blake2b("abc"_ba, QByteArray(101, 'k')));
    QVERIFY(equalConstantTime("same"_ba, "same"_ba));
    QVERIFY(!equalConstantTime("same"_ba, "some"_ba));
    QVERIFY(!equalConstantTime("same"_ba, "sam"_ba));
}

void TestToken::keysParse()
{
    const NewApiKey key = newApiKey();
    QVERIFY(key.text.startsWith(QByteArray("bk_live_" + key.id + '_')));
    const auto parts = parseApiKey(key.text);
    QVERIFY(parts.has_value());
    QCOMPARE(parts->id, key.id);
    QCOMPARE(parts->hash, key.hash);
}

void TestToken::keysWithTypingMistakesDoNot()
{
    const QByteArray text = newApiKey().text;
    for (qsizetype i = 0; i < text.size(); ++i) {
        QByteArray wrong = text;
        wrong[i] = wrong[i] == 'x' ? 'y' : 'x';
        QVERIFY2(!parseApiKey(wrong), wrong.constData());
    }
    QVERIFY(!parseApiKey(text.chopped(1)));
    QVERIFY(!parseApiKey(QByteArray(text + 'x')));
    QVERIFY(!parseApiKey(""));
    QVERIFY(looksLikeApiKey(text.chopped(1)));
}

void TestToken::sealsAndOpens()
{
    const QByteArray box = seal("the reply", "secret", "context");
    QVERIFY(!box.contains("reply"));
    QCOMPARE(openSealed(box, "secret", "context"), std::optional("the reply"_ba));
    QVERIFY(!openSealed(box, "other", "context"));
    QVERIFY(!openSealed(box, "secret", "other"));
    for (qsizetype i = 0; i < box.size(); ++i) {
        QByteArray altered = box;
        altered[i] = char(altered[i] ^ 1);
        QVERIFY(!openSealed(altered, "secret", "context"));
    }
    QCOMPARE(openSealed(seal("", "s"), "s"), std::optional(""_ba));
    QVERIFY(seal("x", "s") != seal("x", "s"));
}

void TestToken::randomBytesAreNoKey()
{
    for (int size = 0; size < 200; ++size) {
        const QByteArray bytes = randomBytes(size);
        QVERIFY(!parseApiKey(bytes));
        QVERIFY(!openSealed(bytes, "secret"));
    }
}

QTEST_GUILESS_MAIN(TestToken)
#include "tst_token.moc"
