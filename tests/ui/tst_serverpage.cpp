// The server panel over a real server: what is counted appears, off and on again, limits, narrow windows, the keyboard.
#include "app/backroom.h"
#include "server/http/apiserver.h"
#include "tests/support/apiclient.h"
#include "tests/support/smallshop.h"
#include "ui/models/pagedmodel.h"
#include "ui/server/loadcharts.h"
#include "ui/server/serverpage.h"
#include "ui/server/serverwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <future>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::ApiClient;
using test::SmallShop;

namespace {
struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    std::unique_ptr<ApiServer> server;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Ask ask;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        ServerOptions options;
        options.port = 0;
        options.workers = 2;
        server = std::make_unique<ApiServer>(*shop, options);
        desk = std::make_unique<Desk>(*shop, SmallShop::actorOf(UserId{1}, Role::Owner), pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addServerPages(*window, *desk, *server);
        window->resize(1440, 900);
        window->show();
        window->goTo(u"server"_s);
    }
    ~Fixture()
    {
        window.reset();
        server.reset();
        desk.reset();
    }
    void start() { QVERIFY(server->start()); }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    QScrollArea *board() const { return find<QScrollArea>(u"serverBoard"_s); }
    PagedModel *endpoints() const { return find<TableView>(u"endpoints"_s)->pagedModel(); }
    QString cell(int row, int column) const
    {
        return endpoints()->data(endpoints()->index(row, column), Qt::DisplayRole).toString();
    }
    QString fact(const QString &list, const QString &name) const
    {
        for (const Fact &fact : find<FactList>(list)->facts())
            if (fact.name == name)
                return fact.value;
        return {};
    }
    bool says(const QString &text) const
    {
        const auto labels = window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    }
};
}

class TestServerPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobodyHasAskedYet();
    void figuresAreLive();
    void offAndOnAgain();
    void takenPortIsTold();
    void limitsAndWhereTheyStand();
    void worksInNarrowWindows_data();
    void worksInNarrowWindows();
    void worksByKeyboard();
    void waitsForNobody();
    void chartsKeepWhatIsPointedAt();
    void words();
};

void TestServerPage::nobodyHasAskedYet()
{
    Fixture f;
    f.start();
    QTRY_VERIFY(f.says(u"Nobody has asked yet"_s));
    QVERIFY(!f.find<TableView>(u"endpoints"_s)->isVisible());
    QCOMPARE(f.find<QLabel>(u"address"_s)->text(), f.server->address());
    QVERIFY(f.find<QLabel>(u"serverFacts"_s)->text().contains(u"not encrypted"_s));
    f.find<QAction>(u"copyAddress"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), f.server->address());
}

void TestServerPage::figuresAreLive()
{
    Fixture f;
    f.start();
    ApiClient client(f.server->port());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(client.get("/api/v1/shop").status, 200);
    QCOMPARE(client.get("/nowhere").status, 404);
    QCOMPARE(client.post("/api/v1/carts").status, 201);
    QTRY_COMPARE(f.endpoints()->rowCount(), 3);
    QTRY_COMPARE(f.cell(0, 0), u"GET shop"_s);
    QCOMPARE(f.cell(0, 1), u"4"_s);
    QVERIFY(f.cell(0, 4).endsWith(u"s"_s));
    QTRY_COMPARE(f.find<KpiTile>(u"serverTile0"_s)->kpi().before, u"6 since the start"_s);
    QCOMPARE(f.find<KpiTile>(u"serverTile3"_s)->kpi().figure, u"75.0%"_s);
    QCOMPARE(f.find<KpiTile>(u"serverTile3"_s)->kpi().before, u"3 of 4"_s);
    QCOMPARE(f.fact(u"refused"_s, u"Wrong or not allowed"_s), u"1"_s);
    QCOMPARE(f.fact(u"pace"_s, u"Faults of ours"_s), u"0"_s);
    QVERIFY(f.fact(u"pace"_s, u"95% saved to disk within"_s).endsWith(u"s"_s));
    // A call more, and the page knows within its next look.
    client.get("/api/v1/shop");
    QTRY_COMPARE(f.cell(0, 1), u"5"_s);
    // Most refused first.
    f.endpoints()->sort(3, Qt::DescendingOrder);
    QTRY_COMPARE(f.cell(0, 0), u"Addresses that are none"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!f.find<LineChart>(u"requestRate"_s)->data().now.isEmpty(), 20'000);
    QVERIFY(!f.find<LineChart>(u"requestRate"_s)->accessibleDescription().isEmpty());
}

void TestServerPage::offAndOnAgain()
{
    Fixture f;
    f.start();
    ApiClient(f.server->port()).get("/api/v1/shop");
    QTRY_VERIFY(f.find<TableView>(u"endpoints"_s)->isVisible());
    QAction *toggle = f.find<QAction>(u"toggleServer"_s);
    toggle->trigger();
    QVERIFY(!f.server->isRunning());
    QVERIFY(f.says(u"The server is off"_s));
    QVERIFY(f.find<Badge>(u"serverState"_s)->look().filled);
    QVERIFY(!f.find<TableView>(u"endpoints"_s)->isVisible());
    toggle->trigger();
    QVERIFY(f.server->isRunning());
    QVERIFY(f.says(u"Nobody has asked yet"_s)); // counted from the start
}

void TestServerPage::takenPortIsTold()
{
    Fixture f;
    f.start();
    ServerOptions options;
    options.port = f.server->port();
    ApiServer other(*f.shop, options);
    MainWindow window(f.theme, QString());
    addServerPages(window, *f.desk, other);
    window.show();
    window.goTo(u"server"_s);
    window.findChild<QAction *>(u"toggleServer"_s)->trigger();
    auto *fault = window.findChild<QLabel *>(u"serverFault"_s);
    QVERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains(QString::number(options.port)), qPrintable(fault->text()));
}

void TestServerPage::limitsAndWhereTheyStand()
{
    Fixture f;
    f.start();
    const QList<HostLimit> limits = f.server->limits();
    QVERIFY(limits.size() > 5);
    for (const HostLimit &limit : limits)
        QVERIFY2(f.says(limit.meaning) && f.says(limit.value) && f.says(limit.key), qPrintable(limit.key));
    QVERIFY(f.says(u"config.ini"_s));
}

void TestServerPage::worksInNarrowWindows_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("points");
    QTest::newRow("least") << QSize(1024, 640) << 10;
    QTest::newRow("usual") << QSize(1440, 900) << 10;
    QTest::newRow("large text") << QSize(1440, 900) << 15;
}

void TestServerPage::worksInNarrowWindows()
{
    QFETCH(QSize, size);
    QFETCH(int, points);
    const QFont before = QApplication::font();
    QFont font = before;
    font.setPointSize(points);
    QApplication::setFont(font);
    {
        Fixture f;
        f.window->resize(size);
        f.start();
        ApiClient(f.server->port()).get("/api/v1/shop");
        auto *table = f.find<TableView>(u"endpoints"_s);
        QTRY_VERIFY(table->isVisible());
        QTest::qWait(20); // the layout's turn
        QCOMPARE(f.board()->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        const QRect tableAt(table->mapTo(f.window.get(), QPoint()), table->size());
        auto *pace = f.find<FactList>(u"pace"_s);
        const QRect paceAt(pace->mapTo(f.window.get(), QPoint()), pace->size());
        QVERIFY(!tableAt.intersects(paceAt));
        QVERIFY(paceAt.right() <= f.window->width());
    }
    QApplication::setFont(before);
}

void TestServerPage::worksByKeyboard()
{
    Fixture f;
    f.start();
    ApiClient(f.server->port()).get("/api/v1/shop");
    auto *table = f.find<TableView>(u"endpoints"_s);
    QTRY_VERIFY(table->isVisible());
    f.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    f.find<KpiTile>(u"serverTile0"_s)->setFocus();
    QStringList reached;
    for (int i = 0; i < 8; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached << QApplication::focusWidget()->objectName();
    }
    for (const auto &name : {u"serverTile3"_s, u"requestRate"_s, u"answeredWithin"_s, u"endpoints"_s})
        QVERIFY2(reached.contains(name), qPrintable(reached.join(u' ')));
    for (const QWidget *widget : f.board()->widget()->findChildren<QWidget *>()) {
        const bool acted = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const LineChart *>(widget)
            || qobject_cast<const TableView *>(widget);
        if (!acted || !widget->isVisible())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 qPrintable(widget->objectName()));
    }
    auto *page = f.window->findChild<ServerPage *>();
    QStringList wanted;
    connect(page, &ServerPage::wanted, this, [&](const QString &key) { wanted << key; });
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTest::keyClick(f.find<KpiTile>(u"serverTile1"_s), Qt::Key_Space);
    QCOMPARE(wanted, (QStringList{u"logs"_s, u"logs"_s}));
}

// While the store's writer stands still, the panel is drawn as ever.
void TestServerPage::waitsForNobody()
{
    Fixture f;
    f.start();
    ApiClient(f.server->port()).get("/api/v1/shop");
    std::promise<void> begun, release;
    const std::shared_future<void> released = release.get_future().share();
    f.shop->database().write(Actor::system(u"Test"_s),
                             [&begun, released](Transaction &) -> Result<> {
                                 begun.set_value();
                                 released.wait();
                                 return {};
                             },
                             {});
    begun.get_future().wait();
    f.shop->database().write(Actor::system(u"Test"_s), [](Transaction &) -> Result<> { return {}; }, {});
    f.window->findChild<ServerPage *>()->refresh();
    QCOMPARE(f.fact(u"pace"_s, u"Changes waiting now"_s).toInt() >= 1, true);
    release.set_value();
    QTRY_COMPARE(f.fact(u"pace"_s, u"Changes waiting now"_s), u"0"_s);
}

void TestServerPage::chartsKeepWhatIsPointedAt()
{
    const Theme theme(*qApp, Theme::Choice::Light);
    LoadCharts charts(Format(QLocale(u"en_GB"_s), "GBP", QTimeZone::utc()));
    charts.resize(900, 300);
    charts.QWidget::show();
    auto *rate = charts.findChild<LineChart *>(u"requestRate"_s);
    QList<HostSlot> history;
    for (int i = 0; i < 60; ++i)
        history << HostSlot{1'795'166'130'000 + i * 5000LL, i * 10, 0, 1000};
    charts.show(history);
    QCOMPARE(rate->data().now.size(), 60);
    QCOMPARE(rate->data().now.at(30), 60.0);
    QCOMPARE(rate->data().ticks.size(), 5);
    rate->point(30);
    history.removeFirst();
    history << HostSlot{history.last().end + 5000, 7, 0, 1000};
    charts.show(history);
    QCOMPARE(rate->pointed(), 29); // the same moment
    QCOMPARE(rate->data().now.at(29), 60.0);
    charts.show(history);
    QCOMPARE(rate->pointed(), 29);
}

void TestServerPage::words()
{
    const QLocale english(u"en_GB"_s), german(u"de_DE"_s);
    QCOMPARE(serverwords::durationOnAxis(english, 0, 180), u"0"_s);
    QCOMPARE(serverwords::durationOnAxis(english, 150, 180), u"150 µs"_s);
    QCOMPARE(serverwords::durationOnAxis(german, 2'500, 9'000), u"2,5 ms"_s);
    QCOMPARE(serverwords::durationOnAxis(english, 100'000, 420'000), u"100 ms"_s);
    QCOMPARE(serverwords::durationOnAxis(english, 1'500'000, 2'000'000), u"1.5 s"_s);
    QCOMPARE(serverwords::duration(english, 0), u"0 µs"_s);
    QCOMPARE(serverwords::duration(english, 42), u"42 µs"_s);
    QCOMPARE(serverwords::duration(english, 420), u"0.42 ms"_s);
    QCOMPARE(serverwords::duration(german, 4'200), u"4,2 ms"_s);
    QCOMPARE(serverwords::duration(english, 420'000), u"420 ms"_s);
    QCOMPARE(serverwords::duration(english, 999'600), u"1.0 s"_s);
    QCOMPARE(serverwords::duration(english, 1'234'000), u"1.2 s"_s);
    QCOMPARE(serverwords::size(english, 12'400'000), u"12.4 MB"_s);
    QCOMPARE(serverwords::runningFor(english, 59), u"59 s"_s);
    QCOMPARE(serverwords::runningFor(english, 3 * 3600 + 720), u"3 h 12 min"_s);
    QCOMPARE(serverwords::perSecond(english, 1240), u"1,240"_s);
    QCOMPARE(serverwords::perSecond(german, 0.4), u"0,4"_s);
}

QTEST_MAIN(TestServerPage)
#include "tst_serverpage.moc"
