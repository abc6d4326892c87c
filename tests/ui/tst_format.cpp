// Money, numbers and times as people read and type them.
#include "ui/shell/format.h"
#include "ui/widgets/chart.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

static const QLocale british(QLocale::English, QLocale::UnitedKingdom);
static const QLocale german(QLocale::German, QLocale::Germany);

static Millis at(const char *text) { return *parseTime(QString::fromLatin1(text)); }

class tst_Format : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void money_data();
    void money();
    void typed_data();
    void typed();
    void percents();
    void near_data();
    void near();
    void steps();
};

void tst_Format::money_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("text");
    QTest::newRow("pounds") << british << "GBP"_ba << qint64(124000) << u"£1,240.00"_s;
    QTest::newRow("minus") << british << "GBP"_ba << qint64(-680) << u"\u2212£6.80"_s;
    QTest::newRow("euros") << german << "EUR"_ba << qint64(124000) << u"1.240,00\u00a0€"_s;
    QTest::newRow("yen") << british << "JPY"_ba << qint64(1240) << u"¥1,240"_s;
    QTest::newRow("dinars") << german << "KWD"_ba << qint64(1500) << u"1,500\u00a0KWD"_s;
    QTest::newRow("largest") << british << "GBP"_ba << qint64(999'999'999'999) << u"£9,999,999,999.99"_s;
}

void tst_Format::money()
{
    QFETCH(QLocale, locale);
    QFETCH(QByteArray, currency);
    QFETCH(qint64, minor);
    const Format format(locale, currency, QTimeZone::utc());
    QTEST(format.money(minor), "text");
    QCOMPARE(format.parseMoney(format.money(minor)), std::optional(minor)); // what is shown can be typed
    QCOMPARE(format.parseMoney(format.moneyPlain(minor)), std::optional(minor));
}

void tst_Format::typed_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<qint64>>("minor");
    const std::optional<qint64> none;
    QTest::newRow("plain") << british << u"16.5"_s << std::optional<qint64>(1650);
    QTest::newRow("comma in German") << german << u"12,50"_s << std::optional<qint64>(1250);
    QTest::newRow("grouped") << british << u" £1,240.00 "_s << std::optional<qint64>(124000);
    QTest::newRow("words") << british << u"abc"_s << none;
    QTest::newRow("nothing") << british << QString() << none;
    QTest::newRow("comma in English") << british << u"12,50"_s << none;
    QTest::newRow("too fine") << british << u"1.005"_s << none;
    QTest::newRow("two points") << british << u"1.0.0"_s << none;
}

void tst_Format::typed()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, text);
    using Amount = std::optional<qint64>;
    QFETCH(Amount, minor);
    QCOMPARE(Format(locale, locale == german ? "EUR"_ba : "GBP"_ba, QTimeZone::utc()).parseMoney(text), minor);
}

void tst_Format::percents()
{
    const Format english(british, "GBP"_ba, QTimeZone::utc()), deutsch(german, "EUR"_ba, QTimeZone::utc());
    QCOMPARE(english.percent(0.124), u"12.4%"_s);
    QCOMPARE(english.percent(-0.094), u"\u22129.4%"_s);
    QCOMPARE(deutsch.percent(0.124), u"12,4\u00a0%"_s);
    QCOMPARE(english.moneyWhole(150000), u"£1,500"_s);
    QCOMPARE(english.moneyWhole(150050), u"£1,500.50"_s);
    QCOMPARE(deutsch.number(48211), u"48.211"_s);
}

void tst_Format::near_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<QString>("text");
    QTest::newRow("today") << "2026-11-20T09:12:00Z"_ba << u"09:12"_s;
    QTest::newRow("yesterday") << "2026-11-19T23:30:00Z"_ba << u"Yesterday"_s;
    QTest::newRow("this week") << "2026-11-16T18:27:00Z"_ba << u"Mon 18:27"_s;
    QTest::newRow("a week ago") << "2026-11-13T18:27:00Z"_ba << u"13 Nov"_s;
    QTest::newRow("last year") << "2025-11-18T18:27:00Z"_ba << u"18 Nov 2025"_s;
    QTest::newRow("summer time") << "2026-07-01T23:30:00Z"_ba << u"2 Jul"_s; // the shop's day, not UTC's
}

void tst_Format::near()
{
    QFETCH(QByteArray, time);
    const Format format(british, "GBP"_ba, QTimeZone("Europe/London"));
    const Millis now = at("2026-11-20T10:42:00Z");
    QTEST(format.near(at(time.constData()), now), "text");
    QCOMPARE(format.exact(at("2026-11-20T10:42:06.918Z")), u"10:42:06.918"_s);
    QCOMPARE(format.full(at("2026-11-19T18:27:00Z")), u"Thu 19 November 2026, 18:27"_s);
    QCOMPARE(format.ago(now - 12 * 60'000, now), u"12 minutes ago"_s);
    QCOMPARE(format.ago(now, now), u"just now"_s);
}

void tst_Format::steps()
{
    QCOMPARE(axisSteps(986), (QList<double>{0, 250, 500, 750, 1000}));
    QCOMPARE(axisSteps(1300).last(), 1500.0);
    for (const double largest : {1.0, 3.0, 7.0, 42.0, 99.0, 100.0, 101.0, 12345.0, 0.3}) {
        const QList<double> steps = axisSteps(largest);
        QVERIFY2(steps.size() >= 3 && steps.size() <= 6, qPrintable(QString::number(largest)));
        QVERIFY(steps.last() >= largest);
    }
    QCOMPARE(axisSteps(0).size(), qsizetype(2));
}

QTEST_MAIN(tst_Format)
#include "tst_format.moc"
