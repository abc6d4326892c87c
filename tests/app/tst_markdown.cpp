#include "app/base/crypto.h"
#include "app/base/markdown.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestMarkdown : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void renders_data();
    void renders();
    void randomTextStaysSafe();
};

void TestMarkdown::renders_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QByteArray>("html");
    QTest::newRow("emphasis") << u"A **fine** mug"_s << "<p>A <strong>fine</strong> mug</p>\n"_ba;
    QTest::newRow("list") << u"- a\n- é"_s << "<ul>\n<li>a</li>\n<li>é</li>\n</ul>\n"_ba;
    QTest::newRow("raw HTML is text")
        << u"<script>alert(1)</script> <b onclick=\"x\">"_s
        << "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=&quot;x&quot;&gt;</p>\n"_ba;
    QTest::newRow("web link") << u"[a](https://x.example/?a:b)"_s
                              << "<p><a href=\"https://x.example/?a:b\">a</a></p>\n"_ba;
    QTest::newRow("link inside the site") << u"[a](/mug?x=1&y=2)"_s << "<p><a href=\"/mug?x=1&amp;y=2\">a</a></p>\n"_ba;
    QTest::newRow("mail link") << u"<a@x.example>"_s << "<p><a href=\"mailto:a@x.example\">a@x.example</a></p>\n"_ba;
    QTest::newRow("script link") << u"[a](JavaScript:alert(1))"_s << "<p><a href=\"#\">a</a></p>\n"_ba;
    QTest::newRow("script link as an entity") << u"[a](javascript&#58;alert(1))"_s << "<p><a href=\"#\">a</a></p>\n"_ba;
    QTest::newRow("script autolink") << u"<javascript:alert(1)>"_s
                                     << "<p><a href=\"#\">javascript:alert(1)</a></p>\n"_ba;
    QTest::newRow("data image") << u"![a](data:text/html,x)"_s << "<p><img src=\"#\" alt=\"a\"></p>\n"_ba;
    QTest::newRow("address in text") << u"say href=\"javascript:x\""_s
                                     << "<p>say href=&quot;javascript:x&quot;</p>\n"_ba;
    QTest::newRow("empty") << QString() << ""_ba;
}

void TestMarkdown::renders()
{
    QFETCH(QString, markdown);
    QTEST(markdownToHtml(markdown), "html");
}

void TestMarkdown::randomTextStaysSafe()
{
    const QByteArray alphabet = "[]()<>!*_`\n\"'& jsx:/"_ba;
    for (int round = 0; round < 500; ++round) {
        QByteArray data = randomBytes(200);
        for (char &c : data)
            c = alphabet[uchar(c) % alphabet.size()];
        const QByteArray html = markdownToHtml(QString(QString::fromLatin1(data) + u"<script>[x](javascript:y)"_s));
        QVERIFY(!html.contains("<script"));
        QVERIFY(!html.contains("href=\"javascript"));
    }
}

QTEST_GUILESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"
