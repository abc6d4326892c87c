#include "app/base/clock.h"
#include "app/base/money.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

class TestMoney : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundsHalfAwayFromZero_data();
    void roundsHalfAwayFromZero();
    void parsesDecimals_data();
    void parsesDecimals();
    void writesDecimals();
    void writesTimes();
    void countsDaysAcrossDaylightSaving();
};

void TestMoney::roundsHalfAwayFromZero_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<qint64>("numerator");
    QTest::addColumn<qint64>("denominator");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("half up") << 5LL << 1LL << 10LL << 1LL;
    QTest::newRow("half down when negative") << -5LL << 1LL << 10LL << -1LL;
    QTest::newRow("under half") << 4LL << 1LL << 10LL << 0LL;
    QTest::newRow("odd denominator below") << 1LL << 1LL << 3LL << 0LL;
    QTest::newRow("odd denominator above") << 2LL << 1LL << 3LL << 1LL;
    QTest::newRow("beyond 64 bits inside") << 1'000'000'000'000LL << 190'000LL << 1'000'000LL << 190'000'000'000LL;
}

void TestMoney::roundsHalfAwayFromZero()
{
    QFETCH(qint64, value);
    QFETCH(qint64, numerator);
    QFETCH(qint64, denominator);
    QTEST(mulDiv(value, numerator, denominator), "expected");
}

void TestMoney::parsesDecimals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("plain") << u"12.50"_s << 2 << true << 1250LL;
    QTest::newRow("whole") << u"12"_s << 2 << true << 1200LL;
    QTest::newRow("negative") << u"-0.5"_s << 2 << true << -50LL;
    QTest::newRow("further zeros") << u"1.2000"_s << 2 << true << 120LL;
    QTest::newRow("further digits") << u"1.234"_s << 2 << false << 0LL;
    QTest::newRow("comma") << u"12,50"_s << 2 << false << 0LL;
    QTest::newRow("word") << u"abc"_s << 2 << false << 0LL;
    QTest::newRow("exponent") << u"1e3"_s << 2 << false << 0LL;
    QTest::newRow("empty") << u""_s << 2 << false << 0LL;
    QTest::newRow("huge") << u"99999999999999999"_s << 2 << false << 0LL;
}

void TestMoney::parsesDecimals()
{
    QFETCH(QString, text);
    QFETCH(int, digits);
    QFETCH(bool, ok);
    QFETCH(qint64, expected);
    const Result<qint64> value = parseDecimal(text, digits);
    QCOMPARE(value.has_value(), ok);
    if (ok)
        QCOMPARE(*value, expected);
}

void TestMoney::writesDecimals()
{
    QCOMPARE(decimalText(1999, 2), "19.99"_ba);
    QCOMPARE(decimalText(-5, 2), "-0.05"_ba);
    QCOMPARE(decimalText(1999, 0), "1999"_ba);
}

void TestMoney::writesTimes()
{
    QCOMPARE(timeText(0), "1970-01-01T00:00:00.000Z"_ba);
    QCOMPARE(timeText(1795166130123), "2026-11-20T09:15:30.123Z"_ba);
    QCOMPARE(parseTime(u"2026-11-20T09:15:30.123Z"), std::optional<Millis>(1795166130123));
    QVERIFY(!parseTime(u"20 Nov"));
}

void TestMoney::countsDaysAcrossDaylightSaving()
{
    const QTimeZone berlin("Europe/Berlin");
    const int day = dateDay(QDate(2026, 3, 29)); // 23 hours long
    QCOMPARE(dayStart(day + 1, berlin) - dayStart(day, berlin), 23 * 3'600'000LL);
    QCOMPARE(shopDay(dayStart(day, berlin), berlin), day);
    QCOMPARE(shopDay(dayStart(day, berlin) - 1, berlin), day - 1);
    QCOMPARE(shopDay(dayStart(day + 1, berlin) - 1, berlin), day);
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
