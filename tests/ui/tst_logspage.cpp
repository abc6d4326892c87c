// Logs on a real shop: requests as they come in, filtered and paused; faults alike together; what the program said, and
// from one to the other.
#include "app/backroom.h"
#include "app/log/logreader.h"
#include "app/reports/requestlog.h"
#include "app/reports/requeststats.h"
#include "tests/support/smallshop.h"
#include "ui/logs/logspage.h"
#include "ui/logs/requestsview.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/depthchart.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Ask ask;
    Actor owner;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        add({{clock.now() - 3000, "GET", "/api/v1/products", 200, 4'000, 900, "guest", "req_one", "203.0.113.1"},
             {clock.now() - 2000, "POST", "/api/v1/carts", 422, 6'000, 300, "guest", "req_two", "203.0.113.1"},
             {clock.now() - 1000, "POST", "/api/v1/carts", 422, 5'000, 300, "key:1", "req_three", "203.0.113.2"},
             {clock.now() - 500, "GET", "/api/v1/orders", 500, 250'000, 200, "user:1", "req_four", "203.0.113.2"}});
        QDir(folder.path()).mkpath(u"logs"_s);
        say("info", "The shop is open", {});
        say("error", "Something broke: 42", "req_four");
        say("warning", "Slow disk", {});
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addLogPages(*window, *desk);
        window->resize(1280, 800);
        window->show();
        window->goTo(u"logs"_s);
    }
    ~Fixture()
    {
        window.reset();
        desk.reset();
    }
    void add(const std::vector<RequestRow> &rows)
    {
        const auto written = shop->database().writeNow(Actor::system(u"Test"_s), [&](Transaction &tx) -> Result<> {
            requestlog::insert(tx, rows);
            RequestStats stats;
            for (const RequestRow &row : rows)
                stats.add({RequestStats::hourOf(row.at, QTimeZone("Europe/London")), row.method, row.path}, row.status,
                          row.micros, row.bytes);
            requeststats::store(tx, stats);
            return {};
        });
        if (!written)
            qFatal("%s", qPrintable(written.error().message));
    }
    void say(const QByteArray &level, const QByteArray &message, const QByteArray &request)
    {
        QFile file(folder.filePath(u"logs/backroom.log"_s));
        if (!file.open(QIODevice::Append))
            qFatal("no log");
        file.write(R"({"time":"2026-11-20T09:15:30.000Z","level":")" + level + R"(","message":")" + message
                   + R"(","thread":"main")"
                   + (request.isEmpty() ? QByteArray() : R"(,"request_id":")" + request + R"(","actor":"user:1")")
                   + "}\n");
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    TableView *requests() const { return find<TableView>(u"requests"_s); }
    TableView *faults() const { return find<TableView>(u"faultGroups"_s); }
    TableView *program() const { return find<TableView>(u"appLog"_s); }
    RequestsView &view() const { return qobject_cast<LogsPage *>(window->page(u"logs"_s))->requests(); }
    int rows(TableView *table) const { return table->pagedModel()->rowCount(); }
    Segmented *tabs() const { return find<Segmented>(u"logTabs"_s); }
};
}

class TestLogsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsComeInAndArePaused();
    void filters();
    void percentiles();
    void faultsAlikeTogether();
    void whatTheProgramSaid();
    void fromALineToItsRequestAndBack();
    void logIsReadThroughItsFiles();
};

void TestLogsPage::requestsComeInAndArePaused()
{
    Fixture f;
    QTRY_COMPARE(f.rows(f.requests()), 4);
    f.add({{f.clock.now(), "GET", "/api/v1/shop", 200, 1'000, 10, "guest", "req_five", "203.0.113.9"}});
    QTRY_COMPARE(f.rows(f.requests()), 5);
    f.find<QAction>(u"pauseLog"_s)->trigger();
    QVERIFY(f.view().isPaused());
    f.add({{f.clock.now(), "GET", "/api/v1/shop", 200, 1'000, 10, "guest", "req_six", "203.0.113.9"}});
    QTest::qWait(1800); // a look has passed
    QCOMPARE(f.rows(f.requests()), 5);
    f.find<QAction>(u"pauseLog"_s)->trigger();
    QTRY_COMPARE(f.rows(f.requests()), 6);
}

void TestLogsPage::filters()
{
    Fixture f;
    QTRY_COMPARE(f.rows(f.requests()), 4);
    auto *kind = f.find<Segmented>(u"requestKind"_s);
    kind->setCurrent(2);
    QTRY_COMPARE(f.rows(f.requests()), 2);
    kind->setCurrent(3);
    QTRY_COMPARE(f.rows(f.requests()), 1);
    kind->setCurrent(1);
    QTRY_COMPARE(f.rows(f.requests()), 1);
    kind->setCurrent(0);
    QTRY_COMPARE(f.rows(f.requests()), 4);
    // From the row's own menu: only by whom, then only this endpoint; chips say so and take it away.
    f.requests()->setCurrentIndex(f.requests()->pagedModel()->index(0, 0));
    QTRY_VERIFY(f.requests()->pagedModel()->valueAt(1).isValid());
    Q_EMIT f.requests()->customContextMenuRequested(
        f.requests()->visualRect(f.requests()->pagedModel()->index(1, 0)).center());
    auto *menu = f.find<QMenu>(u"requestMenu"_s);
    QVERIFY(menu);
    menu->findChild<QAction *>(u"onlyEndpoint"_s)->trigger();
    menu->close();
    QTRY_COMPARE(f.rows(f.requests()), 2);
    QCOMPARE(f.view().query().path, QByteArray("/api/v1/carts"));
    RequestQuery both = f.view().query();
    both.address = "203.0.113.2";
    f.view().showOnly(both);
    QTRY_COMPARE(f.rows(f.requests()), 1);
    int chips = 0;
    for (Chip *chip : f.window->findChildren<Chip *>())
        chips += chip->isVisible() ? 1 : 0;
    QCOMPARE(chips, 2);
    auto *address = f.find<Chip>(u"requestChip3"_s);
    QVERIFY(address);
    address->setFocus();
    QTest::keyClick(address, Qt::Key_Delete);
    QTRY_COMPARE(f.rows(f.requests()), 2);
    f.view().showOnly({});
    auto *search = f.find<QLineEdit>(u"searchRequests"_s);
    search->setFocus();
    QTest::keyClicks(search, u"req_two"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(f.rows(f.requests()), 1);
}

void TestLogsPage::percentiles()
{
    Fixture f;
    auto *chart = f.find<DepthChart>(u"trendChart"_s);
    QTRY_COMPARE(chart->data().lines.size(), 3);
    QTRY_COMPARE(chart->data().lines.first().values.size(), 24); // hours
    const auto &slowest = chart->data().lines.at(2).values.last();
    QVERIFY(slowest && *slowest > 200'000);
    QVERIFY(!chart->data().lines.first().values.first()); // nobody had asked: a gap, not a zero
    QVERIFY(*chart->data().lines.first().values.last() < *slowest);
    // One endpoint alone, by minutes.
    f.find<Segmented>(u"trendWindow"_s)->setCurrent(0);
    RequestQuery only;
    only.method = "GET";
    only.path = "/api/v1/products";
    f.view().showOnly(only);
    QTRY_COMPARE(chart->data().lines.first().values.size(), 60);
    QTRY_VERIFY(chart->data().lines.at(2).values.last() && *chart->data().lines.at(2).values.last() < 10'000);
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Left);
    QCOMPARE(chart->pointed(), 59);
    QTest::keyClick(chart, Qt::Key_Return);
    QTRY_COMPARE(f.rows(f.requests()), 1);
    QVERIFY(f.view().query().from.has_value());
}

void TestLogsPage::faultsAlikeTogether()
{
    Fixture f;
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QTest::keyClick(f.requests(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(f.tabs()->current(), 1);
    QTRY_COMPARE(f.rows(f.faults()), 2);
    const auto cell = [&](int row, int column) {
        return f.faults()->pagedModel()->data(f.faults()->pagedModel()->index(row, column), Qt::DisplayRole).toString();
    };
    QTRY_COMPARE(cell(0, 2), u"2"_s);
    QCOMPARE(cell(0, 5), u"req_three"_s); // the newest of them
    f.faults()->setFocus();
    f.faults()->setCurrentIndex(f.faults()->pagedModel()->index(0, 0));
    QTest::keyClick(f.faults(), Qt::Key_Return);
    QTRY_COMPARE(f.tabs()->current(), 0);
    QTRY_COMPARE(f.rows(f.requests()), 2);
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    QTRY_COMPARE(f.tabs()->current(), 1);
}

void TestLogsPage::whatTheProgramSaid()
{
    Fixture f;
    f.tabs()->setCurrent(2);
    QTRY_COMPARE(f.rows(f.program()), 3);
    f.find<Segmented>(u"appLogLevel"_s)->setCurrent(1);
    QTRY_COMPARE(f.rows(f.program()), 2);
    f.find<Segmented>(u"appLogLevel"_s)->setCurrent(0);
    QTRY_COMPARE(f.rows(f.program()), 3);
    f.say("info", "One more line", {});
    QTRY_COMPARE(f.rows(f.program()), 4); // it follows
    auto *search = f.find<QLineEdit>(u"searchAppLog"_s);
    search->setFocus();
    QTest::keyClicks(search, u"disk"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(f.rows(f.program()), 1);
}

void TestLogsPage::fromALineToItsRequestAndBack()
{
    Fixture f;
    f.tabs()->setCurrent(2);
    QTRY_COMPARE(f.rows(f.program()), 3);
    f.program()->setFocus();
    f.program()->setCurrentIndex(f.program()->pagedModel()->index(1, 0));
    QTest::keyClick(f.program(), Qt::Key_Return);
    QTRY_COMPARE(f.tabs()->current(), 0);
    QTRY_COMPARE(f.rows(f.requests()), 1);
    QTRY_VERIFY(f.requests()->pagedModel()->valueAt(0).isValid());
    QCOMPARE(f.requests()->pagedModel()->valueAt(0).value<RequestRow>().requestId, QByteArray("req_four"));
    f.requests()->setFocus();
    f.requests()->setCurrentIndex(f.requests()->pagedModel()->index(0, 0));
    QTest::keyClick(f.requests(), Qt::Key_Return);
    QTRY_COMPARE(f.tabs()->current(), 2);
    QTRY_COMPARE(f.rows(f.program()), 1);
}

void TestLogsPage::logIsReadThroughItsFiles()
{
    QTemporaryDir folder;
    const auto write = [&](const QString &name, int from, int to, const QByteArray &end = {}) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = from; i < to; ++i)
            file.write(R"({"time":"2026-11-20T09:15:30.000Z","level":"info","message":"line )" + QByteArray::number(i)
                       + R"( )" + QByteArray(i % 97, 'x')
                       + R"("})"
                         "\n");
        file.write(end);
    };
    write(u"backroom.log.1"_s, 0, 5'000);
    write(u"backroom.log"_s, 5'000, 12'000, R"({"time":"2026-11-20T09:15)"); // torn at its end
    LogQuery query;
    query.limit = 20'000;
    const QList<LogLine> all = logreader::newest(folder.path(), query);
    QCOMPARE(all.size(), 12'000); // each once, whatever stands across the parts that are read
    for (int i = 0; i < all.size(); ++i)
        if (!all.at(i).message.startsWith(u"line %1 "_s.arg(11'999 - i)))
            QFAIL(qPrintable(u"%1: %2"_s.arg(i).arg(all.at(i).message)));
    QSet<qint64> ids;
    for (const LogLine &line : all)
        ids << line.id;
    QCOMPARE(ids.size(), all.size());
    query.limit = 10;
    QCOMPARE(logreader::newest(folder.path(), query).size(), 10);
    query.text = u"LINE 4077 "_s;
    QCOMPARE(logreader::newest(folder.path(), query).size(), 1);
    QVERIFY(logreader::newest(folder.filePath(u"none"_s), query).isEmpty());
}

QTEST_MAIN(TestLogsPage)
#include "tst_logspage.moc"
