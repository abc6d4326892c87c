// How the console feels, offscreen, on a shop of a hundred thousand products and on one of a million products and orders:
// how soon its window is there, how long the event loop stands still while its lists are scrolled, how soon what is typed
// is found. `./dev bench console` runs it; RESULTS.md keeps what was found.
#include "app/backroom.h"
#include "tests/bench/console/watchdog.h"
#include "tests/bench/results.h"
#include "tests/bench/shop.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/products/pages.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
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
double scroll(const Opened &opened, const QString &page, double seconds)
{
    opened.window->goTo(page);
    opened.window->show();
    (void)opened.settle(page);
    TableView *view = opened.table(page);
    QScrollBar *bar = view->verticalScrollBar();
    Watchdog watchdog;
    QElapsedTimer timer;
    timer.start();
    int step = 0;
    while (double(timer.elapsed()) < seconds * 1000) {
        // Mostly by the wheel, now and then somewhere else altogether.
        ++step;
        const int to = step % 40 == 0 ? int(qint64(bar->maximum()) * (step * 7919LL % 1000) / 1000)
                                      : bar->value() + view->rowHeight() * 3;
        bar->setValue(to > bar->maximum() ? 0 : to);
        view->viewport()->repaint();
        watchdog.note();
        QCoreApplication::processEvents();
        watchdog.note();
    }
    return watchdog.longest();
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
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(u"en_GB"_s));
    const Options options = parseOptions(QCoreApplication::arguments());
    Results results(options);
    results.begin();
    const int products = options.quick ? 10'000 : 100'000;
    {
        BenchShop shop;
        shop.fillCatalogue(products);
        shop.database();
        results.add(line(u"window on %1 products"_s.arg(products), windowAfter(shop.folder()), 400));
        const Opened opened(shop.folder());
        results.add(line(u"typed to found, %1 products"_s.arg(products), typeToResult(opened, u"oak"_s), 50));
    }
    {
        BenchShop shop;
        shop.fillCatalogue(options.manyProducts());
        shop.fillOrders(options.manyOrders());
        const Opened opened(shop.folder());
        const QString many = QString::number(options.manyProducts());
        results.add(
            line(u"longest stall, products, "_s + many, scroll(opened, u"products"_s, options.seconds * 3), 16));
        results.add(line(u"longest stall, orders, "_s + many, scroll(opened, u"orders"_s, options.seconds * 3), 16));
    }
    return results.end() ? 0 : 1;
}
