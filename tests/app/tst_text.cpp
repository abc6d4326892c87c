#include "app/base/crypto.h"
#include "app/base/spokenlocale.h"
#include "app/base/text.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void folds_data();
    void folds();
    void foldingTwiceChangesNothing();
    void splitsQueries();
    void slugs_data();
    void slugs();
    void tellsSlugs();
    void localeMayChangeMeanwhile();
};

void TestText::folds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("folded");
    QTest::newRow("ascii") << u"  White\tHANGING  heart "_s << u"white hanging heart"_s;
    QTest::newRow("accents") << u"Crème BRÛLÉE"_s << u"creme brulee"_s;
    QTest::newRow("composed apart") << u"cafe\u0301"_s << u"cafe"_s;
    QTest::newRow("sharp s") << u"Straße STRASSE"_s << u"strasse strasse"_s;
    QTest::newRow("capital sharp s") << u"GROẞ"_s << u"gross"_s;
    QTest::newRow("letters of the north") << u"Ærø Łódź Þór"_s << u"aero lodz thor"_s;
    QTest::newRow("turkish") << u"İstanbul ışık"_s << u"istanbul isik"_s;
    QTest::newRow("ligature and width") << u"ﬁne ＡＢＣ"_s << u"fine abc"_s;
    QTest::newRow("no-break space") << u"a\u00a0b"_s << u"a b"_s;
    QTest::newRow("greek") << u"Ωραία ΣΊΣΥΦΟΣ"_s << u"ωραια σισυφοσ"_s;
    QTest::newRow("korean stays whole") << u"한국"_s << u"한국"_s;
    QTest::newRow("kana voicing stays") << u"が"_s << u"が"_s;
    QTest::newRow("hindi vowels stay") << u"कीमत"_s << u"कीमत"_s;
    QTest::newRow("emoji") << u"🎁 Gift"_s << u"🎁 gift"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestText::folds()
{
    QFETCH(QString, text);
    QTEST(foldText(text), "folded");
}

void TestText::foldingTwiceChangesNothing()
{
    for (int round = 0; round < 300; ++round) {
        const QByteArray bytes = randomBytes(64);
        const QString text = QString::fromUtf16(reinterpret_cast<const char16_t *>(bytes.constData()), 32);
        const QString once = foldText(text);
        QCOMPARE(foldText(QString(once + u' ')), once);
        QVERIFY(isSlug(slugify(text)) || slugify(text).isEmpty());
        searchWords(text);
    }
}

void TestText::splitsQueries()
{
    QCOMPARE(searchWords(u"T-Shirt, \"Größe\" t*"), QStringList({u"t"_s, u"shirt"_s, u"grosse"_s}));
    QCOMPARE(searchWords(u"  \"*' OR -- "), QStringList({u"or"_s}));
    QVERIFY(searchWords(u"").isEmpty());
    QString many;
    for (int i = 0; i < 100; ++i)
        many += u"w%1 "_s.arg(i);
    QCOMPARE(searchWords(many).size(), MaxSearchWords);
}

void TestText::slugs_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("slug");
    QTest::newRow("plain") << u"Ocean Blue Shirt"_s << u"ocean-blue-shirt"_s;
    QTest::newRow("punctuation") << u"  Women's T-Shirt (red) & more! "_s << u"womens-t-shirt-red-more"_s;
    QTest::newRow("accents") << u"Crème Brûlée Straße"_s << u"creme-brulee-strasse"_s;
    QTest::newRow("emoji") << u"🎁🎄"_s << QString();
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("japanese") << u"日本"_s << QString();
    QTest::newRow("long") << u"a"_s.repeated(300) << u"a"_s.repeated(100);
    QTest::newRow("cut at a hyphen") << QString(u"a"_s.repeated(99) + u" b"_s) << u"a"_s.repeated(99);
}

void TestText::slugs()
{
    QFETCH(QString, title);
    QTEST(slugify(title), "slug");
}

void TestText::tellsSlugs()
{
    QVERIFY(isSlug(u"a"));
    QVERIFY(isSlug(u"t-shirt-2"));
    for (const QStringView text : {u"", u"-a", u"a-", u"a--b", u"A", u"a b", u"ü", u"🎁", u"a/b"})
        QVERIFY2(!isSlug(text), qPrintable(text.toString()));
    QVERIFY(!isSlug(u"a"_s.repeated(101)));
}

// Read by threads while another is chosen, it is always one of them.
void TestText::localeMayChangeMeanwhile()
{
    const QLocale before = spokenLocale();
    const QLocale german(QLocale::German, QLocale::Germany), french(QLocale::French, QLocale::France);
    setSpokenLocale(german);
    std::atomic<bool> ended = false;
    std::atomic<int> strange = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!ended) {
                const QString size = spokenLocale().formattedDataSize(1'500'000, 1, QLocale::DataSizeSIFormat);
                if (size != u"1,5 MB" && size != u"1,5 Mo")
                    ++strange;
            }
        });
    for (int i = 0; i < 2000; ++i)
        setSpokenLocale(i % 2 ? german : french);
    ended = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(strange.load(), 0);
    QCOMPARE(QLocale(), german); // Qt's own as well
    setSpokenLocale(before);
}

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
