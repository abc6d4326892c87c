// "Test my server" in the window: begun, watched, stopped, and its result in words, over a real shop and its server.
#include "app/selftest/history.h"
#include "server/http/apiserver.h"
#include "tests/support/smallshop.h"
#include "ui/server/selftestpanel.h"
#include "ui/server/serverpage.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Ask ask;
    std::unique_ptr<ApiServer> host;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        test::SmallShop small(shop->database());
        small.addVariant("MUG", 1400, 50);
        ServerOptions options;
        options.port = 0;
        host = std::make_unique<ApiServer>(*shop, options);
        desk = std::make_unique<Desk>(*shop, Actor::system(u"Test"_s), pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addServerPages(*window, *desk, *host);
        window->resize(1280, 800);
    }
    void show()
    {
        window->show();
        window->start();
    }
    ~Fixture()
    {
        window.reset();
        host->stop();
        host.reset();
        desk.reset();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    SelfTestPanel *panel() const { return window->findChild<SelfTestPanel *>(); }
    QString said() const { return find<QLabel>(u"selfTestSaid"_s)->text(); }
    bool isCopyThere() const { return QDir(folder.path()).exists(u"selftest.tmp"_s); }
    void keep(const SelfTestReport &report)
    {
        const Result<> kept =
            shop->database().writeNow(Actor::system(u"Test"_s), [&report](Transaction &transaction) -> Result<> {
                selftest::keep(transaction, report);
                return {};
            });
        QVERIFY(kept);
    }
};

SelfTestReport reportAt(Millis at, const QByteArray &version, double orders)
{
    SelfTestReport report;
    report.at = at;
    report.version = version;
    report.store = "sqlite";
    report.customers = 32;
    report.keptLists = {21'000, 3.2, 43'000, 0, {}};
    report.freshLists = {9'000, 6.5, 18'000, 0, {}};
    report.checkouts = {orders, 31, 7'000, 0, {}};
    report.ordersAnswered = report.ordersFound = 8'000;
    report.race = {50, 10, 10, 40, 10, 0, 0, 10};
    report.repeat = {21, 1, 21, 0, 1};
    report.attacks = {{"two-readings", 400, true, true}};
    return report;
}
}

class TestSelfTestPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsWithoutAResult();
    void saysWhatWasSeen();
    void testsAndShows();
    void canBeStopped();
    void endsWithTheWindow();
    void saysWhyItCannot();
};

void TestSelfTestPanel::beginsWithoutAResult()
{
    Fixture f;
    f.show();
    QTRY_VERIFY(f.said().contains(u"Not tested yet"_s));
    QVERIFY(!f.find<Badge>(u"selfTestResult"_s)->isVisible());
    auto *button = f.panel()->findChild<QPushButton *>(u"testServer"_s);
    QVERIFY(button->isVisible() && button->isEnabled());
    QVERIFY(!button->accessibleName().isEmpty());
    QVERIFY(f.window->menu(MenuPlace::Tools)->actions().contains(f.find<QAction>(u"testServer"_s)));
    QVERIFY(!f.find<QProgressBar>(u"selfTestBar"_s)->isVisible());
}

void TestSelfTestPanel::saysWhatWasSeen()
{
    Fixture f;
    SelfTestReport failed = reportAt(f.clock.now() - 3'600'000, "0.2.0", 500);
    failed.race.sold = 11;
    failed.race.orders = 11;
    f.keep(reportAt(f.clock.now() - 17LL * 86'400'000, "0.1.0", 1000));
    f.keep(failed);
    f.show();
    QTRY_VERIFY(f.said().startsWith(u"Tested last today at 08:15"_s));
    QCOMPARE(f.find<Badge>(u"selfTestResult"_s)->look().text, u"Failed"_s);
    const auto row = [&f](const char *name) { return f.find<QWidget>(u"selfTest-"_s + QLatin1StringView(name)); };
    QVERIFY(row("race")->accessibleName().contains(u"failed"_s));
    QVERIFY(row("race")->accessibleDescription().contains(u"11 were told"_s));
    QVERIFY(row("orders")->accessibleName().contains(u"look at it"_s));
    QVERIFY(row("orders")->accessibleDescription().contains(u"Half as fast as on 3 November (version 0.1.0)."_s));
    QVERIFY(row("lists")->accessibleName().contains(u"holds"_s));
    const auto labels = f.panel()->findChildren<QLabel *>();
    for (const QLabel *label : labels) { // nothing is cut: what wraps has the height that it needs
        if (label->isVisible() && label->wordWrap())
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }
}

void TestSelfTestPanel::testsAndShows()
{
    Fixture f;
    f.show();
    QTRY_VERIFY(!f.said().isEmpty());
    f.panel()->start(true);
    QVERIFY(f.panel()->isTesting());
    QVERIFY(!f.find<QAction>(u"testServer"_s)->isEnabled());
    QTRY_VERIFY(f.said().contains(u" s left"_s));
    QTRY_VERIFY(f.find<QProgressBar>(u"selfTestBar"_s)->value() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(!f.panel()->isTesting(), 60'000);
    QVERIFY(f.find<QAction>(u"testServer"_s)->isEnabled());
    QTRY_VERIFY(f.said().startsWith(u"Tested last today at 09:15"_s));
    QCOMPARE(f.find<Badge>(u"selfTestResult"_s)->look().text, u"Passed"_s);
    QTRY_VERIFY(f.find<QWidget>(u"selfTest-books"_s)->isVisible());
    QVERIFY(!f.isCopyThere());
}

void TestSelfTestPanel::canBeStopped()
{
    Fixture f;
    f.show();
    f.find<QAction>(u"testServer"_s)->trigger();
    QTRY_VERIFY(f.isCopyThere());
    auto *cancel = f.find<QPushButton>(u"stopSelfTest"_s);
    QVERIFY(cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!f.panel()->isTesting(), 30'000);
    QVERIFY(!f.isCopyThere());
    QVERIFY(!f.find<QLabel>(u"selfTestFault"_s)->isVisible()); // who stops it need not be told
    QTRY_VERIFY(f.said().contains(u"Not tested yet"_s));
}

void TestSelfTestPanel::endsWithTheWindow()
{
    Fixture f;
    f.show();
    f.find<QAction>(u"testServer"_s)->trigger();
    QTRY_VERIFY(f.isCopyThere());
    f.window.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!f.isCopyThere(), 30'000);
}

void TestSelfTestPanel::saysWhyItCannot()
{
    Fixture f;
    QFile inTheWay(f.folder.filePath(u"selftest.tmp"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    f.show();
    f.find<QAction>(u"testServer"_s)->trigger();
    auto *fault = f.find<QLabel>(u"selfTestFault"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(u"selftest.tmp"_s), qPrintable(fault->text()));
    QVERIFY(!f.panel()->isTesting());
}

QTEST_MAIN(TestSelfTestPanel)
#include "tst_selftestpanel.moc"
