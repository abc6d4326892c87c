// How the console feels, offscreen, on a shop of a hundred thousand products and on one of a million products and orders:
// how soon its window is there, how long the event loop stands still while its lists are scrolled and its pages are come
// to, how soon what is typed is found. `./dev bench console` runs it; RESULTS.md keeps what was found.
#include "app/backroom.h"
#include "tests/bench/console/watchedapplication.h"
#include "tests/bench/results.h"
#include "tests/bench/shop.h"
#include "tests/support/openconsole.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/products/pages.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace backroom;
using namespace backroom::bench;

namespace {
constexpr int Patience = 60'000;

WatchedApplication &watched() { return *static_cast<WatchedApplication *>(QCoreApplication::instance()); }

ResultLine line(const QString &name, double value, double floor)
{
    ResultLine line;
    line.name = name;
    line.value = value;
    line.unit = u"ms"_s;
    line.floor = floor;
    line.lessIsBetter = true;
    return line;
}

// Since the watch was told to forget.
ResultLine stall(const QString &where)
{
    ResultLine stall = line(u"longest stall, "_s + where, watched().longest(), 16);
    stall.cpu = watched().cpu();
    stall.what = watched().worst();
    return stall;
}

// The window of a shop, with its lists.
struct Opened
{
    SystemClock clock;
    std::unique_ptr<Backroom> shop;
    Actor owner;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Ask ask;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    explicit Opened(const QString &folder)
    {
        auto opened = Backroom::open({folder, {}}, clock, Database::Open::Existing);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        shop = *std::move(opened);
        owner.kind = Actor::Kind::User;
        owner.role = Role::Owner;
        owner.user = UserId{1};
        owner.name = u"Owner"_s;
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        window->setDesk(*desk);
        addOrdersPages(*window, *desk);
        addProductsPages(*window, *desk);
        window->resize(1440, 900);
    }
    TableView *table(const QString &page) const
    {
        return window->findChild<TableView *>(page == "products"_L1 ? u"productsTable"_s : u"orders"_s);
    }
    // Waits until the rows in view are there; how long that took.
    qint64 settle(const QString &page) const
    {
        QElapsedTimer timer;
        timer.start();
        const TableView *view = table(page);
        const auto there = [view] {
            const PagedModel *rows = view->pagedModel();
            const int first = view->rowAt(0);
            return rows->state() == PagedModel::State::Ready && rows->rowCount() > 0 && first >= 0
                && rows->valueAt(first).isValid();
        };
        while (!there() && timer.elapsed() < Patience)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
        return timer.elapsed();
    }
};

// From one end to the other in steps of a wheel and of the scroll bar, drawing each.
ResultLine scroll(const Opened &opened, const QString &page, const QString &many, double seconds)
{
    opened.window->goTo(page);
    opened.window->show();
    if (auto *which = opened.window->findChild<Segmented *>(u"orderKind"_s); which && page == "orders"_L1)
        which->setCurrent(int(OrdersPage::Tab::All));
    (void)opened.settle(page);
    TableView *view = opened.table(page);
    QScrollBar *bar = view->verticalScrollBar();
    watched().forget();
    QElapsedTimer timer;
    timer.start();
    int step = 0;
    while (double(timer.elapsed()) < seconds * 1000) {
        // Mostly by the wheel, now and then somewhere else altogether.
        ++step;
        const int to = step % 40 == 0 ? int(qint64(bar->maximum()) * (step * 7919LL % 1000) / 1000)
                                      : bar->value() + view->rowHeight() * 3;
        watched().work([&] {
            bar->setValue(to > bar->maximum() ? 0 : to);
            view->viewport()->repaint();
        });
        QTest::qWait(2);
    }
    if (bar->maximum() == 0 || !view->isVisible())
        qFatal("there was nothing to scroll");
    return stall(page + u", "_s + many);
}

double typeToResult(const Opened &opened, const QString &text)
{
    opened.window->goTo(u"products"_s);
    opened.window->show();
    (void)opened.settle(u"products"_s);
    auto *field = qobject_cast<QLineEdit *>(opened.window->currentPage()->searchField());
    PagedModel *model = opened.table(u"products"_s)->pagedModel();
    QList<double> times;
    for (int round = 0; round < 5; ++round) {
        field->clear();
        QTest::keyClick(field, Qt::Key_Return);
        while (model->state() != PagedModel::State::Ready)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        field->setText(text);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(field, Qt::Key_Return); // at once, as the hands' rest is not the program's time
        do
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
        while (model->state() != PagedModel::State::Ready);
        (void)opened.settle(u"products"_s);
        times << double(timer.nsecsElapsed()) / 1e6;
    }
    return median(times);
}

double windowAfter(const QString &folder)
{
    QElapsedTimer timer;
    timer.start();
    const Opened opened(folder);
    opened.window->goTo(u"products"_s);
    opened.window->show();
    QCoreApplication::processEvents();
    opened.window->repaint();
    return double(timer.nsecsElapsed()) / 1e6;
}

// The whole console, as a person opens it: how soon its window is drawn.
std::unique_ptr<Console> openWhole(Results &results, const QString &folder, const QString &many)
{
    QElapsedTimer timer;
    timer.start();
    auto console = test::openConsole(folder);
    if (!console)
        qFatal("the console did not open");
    console->window()->resize(1440, 900);
    QCoreApplication::processEvents();
    console->window()->repaint();
    results.add(line(u"whole console, "_s + many, double(timer.nsecsElapsed()) / 1e6, 400));
    return console;
}

// Each page, first come to and come back to: how long the event loop stands still while it fills.
void visitPages(Results &results, const Console &console, const QString &many, double seconds)
{
    QStringList keys;
    for (const ConsolePage *page : console.window()->findChildren<ConsolePage *>())
        keys << page->key();
    for (const QString &key : std::as_const(keys)) {
        watched().forget();
        for (int visit = 0; visit < 2; ++visit) {
            watched().work([&] { console.window()->goTo(key); });
            QTest::qWait(int(seconds * 1000));
            console.window()->goTo(key == "products"_L1 ? u"orders"_s : u"products"_s);
            QTest::qWait(200);
        }
        results.add(stall(u"page "_s + key + u", "_s + many));
    }
}

// Words in the finder, letter by letter.
void find(Results &results, const Console &console, const QString &many)
{
    watched().forget();
    QTest::keyClick(console.window(), Qt::Key_K, Qt::ControlModifier);
    QTest::qWait(200);
    if (QWidget *field = QApplication::focusWidget())
        for (const QChar letter : u"walnut lantern"_s) {
            QTest::keyClick(field, letter.toLatin1());
            QTest::qWait(60);
        }
    QTest::qWait(1000);
    results.add(stall(u"finder, "_s + many));
}

}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // its loop does not tell when a turn begins
    const WatchedApplication application(argc, argv);
    QLocale::setDefault(QLocale(u"en_GB"_s));
    const Options options = parseOptions(QCoreApplication::arguments());
    Results results(options);
    results.begin();
    const auto wants = [&options](QLatin1StringView part) {
        return options.names.isEmpty() || options.names.contains(part);
    };
    if (wants("lookup"_L1)) {
        const int products = options.quick ? 10'000 : 100'000;
        BenchShop shop;
        shop.fillCatalogue(products);
        shop.database();
        results.add(line(u"window on %1 products"_s.arg(products), windowAfter(shop.folder()), 400));
        const Opened opened(shop.folder());
        results.add(line(u"typed to found, %1 products"_s.arg(products), typeToResult(opened, u"oak"_s), 50));
    }
    if (wants("scroll"_L1) || wants("pages"_L1)) {
        BenchShop shop;
        shop.fillCatalogue(options.manyProducts());
        shop.fillOrders(options.manyOrders());
        const QString many = QString::number(options.manyProducts());
        if (wants("scroll"_L1)) {
            const Opened opened(shop.folder());
            results.add(scroll(opened, u"products"_s, many, options.seconds * 3));
            results.add(scroll(opened, u"orders"_s, many, options.seconds * 3));
        }
        if (wants("pages"_L1)) {
            const auto console = openWhole(results, shop.folder(), many);
            visitPages(results, *console, many, std::max(2.0, options.seconds));
            find(results, *console, many);
        }
    }
    return results.end() ? 0 : 1;
}
