// What a test of the server says about what it saw: facts that are wrong are told as failures, slower speeds are compared
// with the right test before, and what was kept comes back as it was.
#include "app/selftest/history.h"
#include "app/selftest/trend.h"
#include "app/selftest/trendwords.h"
#include "app/selftest/verdict.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using Kind = SpeedTrend::Kind;

namespace {
constexpr Millis November20 = 1'795'166'130'000; // 2026-11-20T09:15:30Z
constexpr Millis Day = 86'400'000;

const selftest::Manner British{QLocale(QLocale::English, QLocale::UnitedKingdom), QTimeZone("Europe/London")};

SelfTestReport good()
{
    SelfTestReport report;
    report.at = November20;
    report.version = "0.2.0";
    report.machine = "one";
    report.cores = 2;
    report.store = "sqlite";
    report.seconds = 13.5;
    report.products = 1200;
    report.orders = 340;
    report.customers = 32;
    report.keptLists = {21'456, 3.21, 43'000, 0, {}};
    report.freshLists = {9'012, 6.5, 18'000, 0, {}};
    report.checkouts = {1'843, 31.4, 7'300, 0, {}};
    report.ordersAnswered = report.ordersFound = 8'211;
    report.race = {50, 10, 10, 40, 10, 0, 0, 10};
    report.repeat = {21, 1, 21, 0, 1};
    report.attacks = {{"two-readings", 400, true, true}, {"slow-head", 408, true, true}};
    report.journalEntries = 9'000;
    return report;
}

SelfTestReport earlier(const QByteArray &version, Millis at, double orders)
{
    SelfTestReport report = good();
    report.version = version;
    report.at = at;
    report.checkouts.perSecond = orders;
    return report;
}

using Spoil = std::function<void(SelfTestReport &)>;
}
Q_DECLARE_METATYPE(Spoil)

class TestSelfTestVerdict : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allIsWell();
    void tellsWhatFailed_data();
    void tellsWhatFailed();
    void tellsOfADatabaseThatDoesNotWait();
    void comparesWithTheTestBefore_data();
    void comparesWithTheTestBefore();
    void comparesOnlyWhatCanBeCompared();
    void keepsSlowerVersionsInSight();
    void namesDays();
    void comesBackAsItWasKept_data() { test::bothStores(); }
    void comesBackAsItWasKept();
};

void TestSelfTestVerdict::allIsWell()
{
    const auto lines = selftest::judge(good(), {}, British);
    QCOMPARE(lines.size(), 6);
    for (const SelfTestLine &line : lines) {
        QCOMPARE(line.verdict, SelfTestVerdict::Good);
        QVERIFY(!line.what.isEmpty() && !line.figure.isEmpty() && line.detail.endsWith(u'.'));
        QVERIFY2(!line.detail.contains(u'%'), qPrintable(line.detail));
        QVERIFY(line.advice.isEmpty() && line.trend.isEmpty());
    }
    QVERIFY(selftest::passed(lines));
    QCOMPARE(selftest::summary(lines), u"All 6 tests passed."_s);
    QCOMPARE(lines.at(0).figure, u"21,500 a second"_s); // measured to three figures
    QCOMPARE(lines.at(1).figure, u"1,840 a second"_s);
    QCOMPARE(selftest::subject(good(), British),
             u"A copy of the shop with 1,200 products and 340 orders. SQLite, version 0.2.0, 2 processors."_s);
}

void TestSelfTestVerdict::tellsWhatFailed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &line, const Spoil &spoil, const QString &says) {
        QTest::newRow(name) << line << spoil << says;
    };
    row(
        "lists that fail", "lists",
        [](SelfTestReport &r) { r.freshLists.failures = 3, r.freshLists.failure = u"500"_s; },
        u"3 lists of products were not answered"_s);
    row(
        "no lists", "lists", [](SelfTestReport &r) { r.keptLists = {}; }, u"not answered"_s);
    row(
        "no orders", "orders", [](SelfTestReport &r) { r.checkouts = {}; }, u"not answered"_s);
    row(
        "lost orders", "orders", [](SelfTestReport &r) { r.ordersFound -= 2; }, u"2 of 8,211 orders"_s);
    row(
        "sold twice", "race", [](SelfTestReport &r) { r.race = {50, 10, 11, 39, 11, -1, -1, 11}; },
        u"11 were told that they got one, and there are 11 orders."_s);
    row(
        "told but not ordered", "race", [](SelfTestReport &r) { r.race.orders = 9; }, u"there are 9 orders"_s);
    row(
        "unfriendly refusal", "race", [](SelfTestReport &r) { r.race.refused = 38; },
        u"38 were told that it is sold out, where it should have been 40."_s);
    row(
        "pieces left", "race", [](SelfTestReport &r) { r.race.level = 1; }, u"The stock is 1"_s);
    row(
        "ledger of another opinion", "race", [](SelfTestReport &r) { r.race.ledger = 3; }, u"movements 3"_s);
    row(
        "a gap in the numbers", "race", [](SelfTestReport &r) { r.race.numbers = 12; }, u"12 order numbers"_s);
    row(
        "nobody raced", "race", [](SelfTestReport &r) { r.race = {}; }, u"0 customers"_s);
    row(
        "ordered twice", "repeat", [](SelfTestReport &r) { r.repeat.orders = 2; }, u"there are 2 orders"_s);
    row(
        "other answers", "repeat", [](SelfTestReport &r) { r.repeat.different = 1; }, u"1 of them differently"_s);
    row(
        "refused repeats", "repeat", [](SelfTestReport &r) { r.repeat.answered = 20; }, u"20 answers"_s);
    row(
        "let through", "attacks", [](SelfTestReport &r) { r.attacks[0].refused = false; },
        u"Not refused as it should be: a request that hides another one."_s);
    row(
        "others left alone", "attacks", [](SelfTestReport &r) { r.attacks[1].othersServed = false; },
        u"A customer was not served during: one that is sent a letter at a time."_s);
    row(
        "nothing sent", "attacks", [](SelfTestReport &r) { r.attacks.clear(); }, u"No hostile request"_s);
    row(
        "books", "books", [](SelfTestReport &r) { r.bookFaults = QStringList{u"The stock of MUG is 3."_s}; },
        u"The stock of MUG is 3."_s);
}

void TestSelfTestVerdict::tellsWhatFailed()
{
    QFETCH(QByteArray, line);
    QFETCH(Spoil, spoil);
    QFETCH(QString, says);
    SelfTestReport report = good();
    spoil(report);
    const auto lines = selftest::judge(report, {}, British);
    QVERIFY(!selftest::passed(lines));
    for (const SelfTestLine &judged : lines) {
        QCOMPARE(judged.verdict, judged.name == line ? SelfTestVerdict::Failed : SelfTestVerdict::Good);
        if (judged.name != line)
            continue;
        QVERIFY2(judged.detail.contains(says), qPrintable(judged.detail));
        QVERIFY(!judged.advice.isEmpty());
        QVERIFY2(selftest::summary(lines).startsWith("1 of 6 tests failed: "_L1 % judged.what),
                 qPrintable(selftest::summary(lines)));
    }
}

void TestSelfTestVerdict::tellsOfADatabaseThatDoesNotWait()
{
    SelfTestReport report = good();
    report.waitsForDisk = false;
    const auto lines = selftest::judge(report, {}, British);
    QCOMPARE(lines.at(1).verdict, SelfTestVerdict::Look);
    QVERIFY(lines.at(1).advice.contains("fsync"_L1));
    QVERIFY(selftest::passed(lines));
    QCOMPARE(selftest::summary(lines), u"All 6 tests passed; look at this: Orders."_s);
}

void TestSelfTestVerdict::comparesWithTheTestBefore_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("says");
    const QString then = u" on 3 November (version 0.1.0)."_s;
    QTest::newRow("same") << 1.0 << Kind::Same << QString(u"As fast as"_s + then);
    QTest::newRow("noise below") << 0.8 << Kind::Same << QString(u"As fast as"_s + then);
    QTest::newRow("noise above") << 1.2 << Kind::Same << QString(u"As fast as"_s + then);
    const QString since = u" It has been since version 0.2.0."_s;
    QTest::newRow("a quarter") << 0.73 << Kind::Slower << QString(u"A quarter slower than"_s + then + since);
    QTest::newRow("a third") << 0.66 << Kind::Slower << QString(u"A third slower than"_s + then + since);
    QTest::newRow("half") << 0.5 << Kind::Slower << QString(u"Half as fast as"_s + then + since);
    QTest::newRow("far less") << 0.05 << Kind::Slower << QString(u"Less than a third as fast as"_s + then + since);
    QTest::newRow("a third more") << 1.34 << Kind::Faster << QString(u"A third faster than"_s + then);
    QTest::newRow("twice") << 2.1 << Kind::Faster << QString(u"Twice as fast as"_s + then);
}

void TestSelfTestVerdict::comparesWithTheTestBefore()
{
    QFETCH(double, ratio);
    QFETCH(Kind, kind);
    QFETCH(QString, says);
    SelfTestReport report = good();
    report.checkouts.perSecond = 1000 * ratio;
    const QList history{earlier("0.1.0", November20 - 17 * Day, 1000)};
    const auto lines = selftest::judge(report, history, British);
    QCOMPARE(lines.at(1).trend, says);
    QCOMPARE(lines.at(1).verdict, kind == Kind::Slower ? SelfTestVerdict::Look : SelfTestVerdict::Good);
    QCOMPARE(lines.at(1).advice.isEmpty(), kind != Kind::Slower);
    QVERIFY(selftest::passed(lines)); // slower is worth a look, and no failure
    QCOMPARE(lines.at(0).trend, u"As fast as on 3 November (version 0.1.0)."_s); // the lists are
}

void TestSelfTestVerdict::comparesOnlyWhatCanBeCompared()
{
    const auto trendAfter = [](const Spoil &spoil) {
        SelfTestReport before = earlier("0.1.0", November20 - Day, 1);
        spoil(before);
        return selftest::judge(good(), {before}, British).at(1).trend;
    };
    QVERIFY(!trendAfter([](SelfTestReport &) {}).isEmpty());
    QVERIFY(trendAfter([](SelfTestReport &r) { r.machine = "another"; }).isEmpty());
    QVERIFY(trendAfter([](SelfTestReport &r) { r.store = "postgresql"; }).isEmpty());
    QVERIFY(trendAfter([](SelfTestReport &r) { r.quick = true; }).isEmpty());
    QVERIFY(trendAfter([](SelfTestReport &r) { r.at = November20 + Day; }).isEmpty());
    QVERIFY(trendAfter([](SelfTestReport &r) { r.checkouts = {}; }).isEmpty());
}

// However often the slower version is tested, the faster one is what it is measured by.
void TestSelfTestVerdict::keepsSlowerVersionsInSight()
{
    QList<EarlierSpeed> before; // newest first
    const auto tested = [&before](const QByteArray &version, double speed) {
        before.prepend({November20 + before.size() * Day, version, speed});
    };
    tested("1", 1000);
    tested("1", 1040);
    tested("1", 400); // a noisy day does not make the usual speed
    tested("2", 990);
    tested("3", 610);
    tested("3", 630);
    SpeedTrend seen = selftest::trend(600, "3", before);
    QCOMPARE(seen.kind, Kind::Slower);
    QCOMPARE(seen.thenVersion, "1"_ba);
    QCOMPARE(seen.since, "3"_ba);
    seen = selftest::trend(600, "4", before);
    QCOMPARE(seen.since, "3"_ba); // it began there
    seen = selftest::trend(980, "4", before);
    QCOMPARE(seen.kind, Kind::Faster); // than the last one
    QCOMPARE(seen.thenVersion, "3"_ba);
    seen = selftest::trend(600, "1", before);
    QCOMPARE(seen.kind, Kind::Slower);
    QCOMPARE(seen.since, QByteArray()); // the same version was faster: it is not the version
    seen = selftest::trend(600, "2", before);
    QCOMPARE(seen.since, QByteArray());
    QCOMPARE(selftest::trend(1, "1", {}).kind, Kind::First);
}

void TestSelfTestVerdict::namesDays()
{
    QCOMPARE(selftest::when(November20, November20 + 3'600'000, British), u"today at 09:15"_s);
    QCOMPARE(selftest::when(November20, November20 + Day, British), u"on 20 November"_s);
    QCOMPARE(selftest::when(November20, November20 + 60 * Day, British), u"on 20 November 2026"_s);
}

void TestSelfTestVerdict::comesBackAsItWasKept()
{
    QFETCH(QString, store);
    test::TestStore shop(store);
    SelfTestReport report = good();
    report.bookFaults = QStringList{u"Die Zahl für „Ærø“ stimmt nicht."_s};
    report.quick = true;
    report.ordersCopied = report.waitsForDisk = false;
    report.checkouts.failure = u"503"_s;
    const auto keep = [&](const SelfTestReport &kept) {
        const Result<> written =
            shop->writeNow(Actor::system(u"Test"_s), [&kept](Transaction &transaction) -> Result<> {
                selftest::keep(transaction, kept);
                return {};
            });
        QVERIFY(written);
    };
    const auto history = [&] {
        return *shop->read([](Reader &reader) -> Result<QList<SelfTestReport>> { return selftest::history(reader); });
    };
    QVERIFY(history().isEmpty());
    keep(report);
    QCOMPARE(selftest::toJson(history().constFirst()), selftest::toJson(report));
    for (int i = 1; i <= selftest::MostKept; ++i) {
        report.at += 1000;
        keep(report);
    }
    const auto all = history();
    QCOMPARE(all.size(), selftest::MostKept);
    QCOMPARE(all.constFirst().at, report.at);
    QCOMPARE(all.constLast().at, November20 + 1000);
    QVERIFY(!selftest::fromJson("{}") && !selftest::fromJson("nonsense"));
}

QTEST_GUILESS_MAIN(TestSelfTestVerdict)
#include "tst_selftestverdict.moc"
