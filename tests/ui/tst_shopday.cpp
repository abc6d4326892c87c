// A whole day of a shop, in the real console with its server: first run, import, an order over the API, seen, paid, sent,
// refunded, stock moved, a wrong price found and taken back, a backup; then the shop is opened again.
#include "app/apihost.h"
#include "app/orders/orders.h"
#include "server/http/apiserver.h"
#include "server/http/serverconfig.h"
#include "tests/support/apiclient.h"
#include "tests/support/smallshop.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/products/importwizard.h"
#include "ui/products/productspage.h"
#include "ui/shell/console.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
constexpr int Patience = 20'000;

template<typename T> T *found(const QString &name)
{
    const QWidgetList tops = QApplication::topLevelWidgets();
    for (QWidget *top : tops) {
        if (top->objectName() == name && qobject_cast<T *>(top) && top->isVisible())
            return qobject_cast<T *>(top);
        if (T *inside = top->findChild<T *>(name))
            return inside;
    }
    return nullptr;
}

void fill(const QString &name, const QString &text)
{
    auto *field = found<QLineEdit>(name);
    QVERIFY2(field, qPrintable(name));
    field->clear();
    QTest::keyClicks(field, text);
}

std::unique_ptr<Console> open(const QString &folder)
{
    auto console = std::make_unique<Console>(
        *qApp, ConsoleOptions{{folder, {}}, false}, [](Backroom &shop, Backups &backups) -> std::unique_ptr<ApiHost> {
            ServerOptions options;
            options.port = 0;
            auto server = std::make_unique<ApiServer>(shop, [options]() -> Result<ServerOptions> { return options; });
            server->setBackups(&backups);
            return server;
        });
    console->begin();
    return console;
}
}

class TestShopDay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_GB"_s)); }
    void aDay();

private:
    QAction *action(const Console &console, const QString &name)
    {
        return console.window()->findChild<QAction *>(name);
    }
};

void TestShopDay::aDay()
{
    QTemporaryDir folder;
    auto console = open(folder.filePath(u"shop"_s));

    // The first questions.
    QTRY_VERIFY_WITH_TIMEOUT(found<QDialog>(u"firstRun"_s), Patience);
    fill(u"shop_name"_s, u"Harbour Lane"_s);
    auto *country = found<QComboBox>(u"country"_s);
    country->setCurrentIndex(country->findData(u"GB"_s) >= 0 ? country->findData(u"GB"_s) : country->findData("GB"_ba));
    fill(u"owner_email"_s, u"mara@example.com"_s);
    fill(u"owner_password"_s, u"kelp and driftwood"_s);
    QTest::mouseClick(found<QPushButton>(u"open"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(console->window() && console->window()->isVisible(), Patience);
    MainWindow &window = *console->window();

    // What the shop has, out of a spreadsheet.
    window.goTo(u"products"_s);
    QFile csv(folder.filePath(u"stock.csv"_s));
    QVERIFY(csv.open(QIODevice::WriteOnly));
    csv.write("Item,Price,Qty,SKU\nOat mug,12.00,5,MUG\nPlate,18.50,3,PLATE\n");
    csv.close();
    action(*console, u"importProducts"_s)->trigger();
    QTRY_VERIFY(found<QDialog>(u"importWizard"_s));
    auto *wizard = qobject_cast<ImportWizard *>(found<QDialog>(u"importWizard"_s));
    wizard->setFile(csv.fileName());
    QTRY_VERIFY(wizard->findChild<QComboBox *>(u"column-Item"_s));
    QTest::mouseClick(wizard->findChild<QPushButton *>(u"importNext"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(wizard->findChild<QLabel *>(u"importOutcome"_s)->text().contains(u"2 "_s), Patience);
    QTest::mouseClick(wizard->findChild<QPushButton *>(u"importNext"_s), Qt::LeftButton);
    auto *products = window.findChild<TableView *>(u"productsTable"_s)->pagedModel();
    QTRY_COMPARE_WITH_TIMEOUT(products->rowCount(), 2, Patience);

    // A customer buys two mugs over the API.
    QTRY_VERIFY_WITH_TIMEOUT(console->host()->isRunning(), Patience);
    test::ApiClient customer(quint16(QUrl(console->host()->address()).port()));
    const auto listed = customer.get("/api/v1/products");
    const QJsonArray items = listed.json()["items"_L1].toArray();
    QCOMPARE(items.size(), 2);
    QByteArray variant;
    for (const QJsonValue &item : items)
        if (item["title"_L1].toString() == "Oat mug"_L1)
            variant = customer.get("/api/v1/products/" + item["id"_L1].toString().toUtf8())
                          .json()["variants"_L1][0]["id"_L1]
                          .toString()
                          .toUtf8();
    const QByteArray cart = "/api/v1/carts/" + customer.post("/api/v1/carts").json()["id"_L1].toString().toUtf8();
    QCOMPARE(customer.post(cart + "/lines", R"({"variant_id":")" + variant + R"(","quantity":2})").status, 201);
    QCOMPARE(customer
                 .put(cart + "/shipping-address",
                      R"({"name":"Ann","line1":"1 Quay","city":"Ryde","postal_code":"PO33 1AA","country":"GB"})")
                 .status,
             200);
    const auto options = customer.get(cart + "/shipping-options").json()["items"_L1].toArray();
    if (!options.isEmpty())
        customer.put(cart + "/shipping-option", R"({"id":")" + options[0]["id"_L1].toString().toUtf8() + R"("})");
    const auto placed =
        customer.post(cart + "/checkout", R"({"email":"ann@example.com","payment_method":"bank_transfer"})");
    QVERIFY2(placed.status == 201, placed.body.constData());
    const QByteArray number = placed.json()["order"_L1]["number"_L1].toString().toUtf8();
    QVERIFY2(!number.isEmpty(), placed.body.constData());

    // It stands in the list, is paid and sent.
    window.goTo(u"orders"_s);
    auto *orders = qobject_cast<OrdersPage *>(window.page(u"orders"_s));
    QTRY_COMPARE_WITH_TIMEOUT(orders->table()->pagedModel()->rowCount(), 1, Patience);
    orders->open(number);
    const auto step = [&](const QString &name) {
        QTRY_VERIFY2(window.findChild<QAction *>(name)->isVisible(),
                     qPrintable(window.findChild<QLabel *>(u"orderFault"_s)->text()));
        window.findChild<QAction *>(name)->trigger();
        QTRY_VERIFY(QApplication::activeModalWidget());
        QPointer<QWidget> dialog = QApplication::activeModalWidget();
        if (auto *all = dialog->findChild<QPushButton *>(u"refundAll"_s))
            QTest::mouseClick(all, Qt::LeftButton); // nothing is chosen at first
        auto *done = dialog->findChild<QPushButton *>(u"done"_s);
        QVERIFY2(done && done->isEnabled(), qPrintable(dialog->objectName()));
        QTest::mouseClick(done, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog || !dialog->isVisible(), Patience);
    };
    const auto orderNow = [&] {
        return console->shop()
            ->database()
            .read([&](Reader &reader) { return orders::find(reader, Actor::system(u"Test"_s), number); })
            .value_or(Order());
    };
    step(u"payOrder"_s);
    QTRY_COMPARE(orderNow().payment, PaymentStatus::Paid);
    step(u"sendOrder"_s);
    QTRY_COMPARE(orderNow().fulfilment, FulfilmentStatus::Fulfilled);
    QCOMPARE(orderNow().status, OrderStatus::Completed);

    // Sent by mistake: taken back by the keys, and done again.
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.setFocus();
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(orderNow().fulfilment, FulfilmentStatus::Unfulfilled, Patience);
    QTest::qWait(200);
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE_WITH_TIMEOUT(orderNow().fulfilment, FulfilmentStatus::Fulfilled, Patience);

    // The customer sends it back.
    step(u"refundOrder"_s);
    QTRY_VERIFY(orderNow().refunded > 0);

    // A backup, and everything agrees.
    window.goTo(u"backups"_s);
    action(*console, u"backUpNow"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(console->shop()->database().read([](Reader &reader) -> Result<qint64> {
        return *reader.number("SELECT COUNT(*) FROM journal WHERE action = 'backup.made'");
    }) == 1,
                             Patience);
    QCOMPARE(test::SmallShop::faultsOf(console->shop()->database()), QStringList());

    // Closed and opened again, it is where it was, with what it had.
    window.quit();
    console.reset();
    console = open(folder.filePath(u"shop"_s));
    QTRY_VERIFY_WITH_TIMEOUT(console->window() && console->window()->isVisible(), Patience);
    QCOMPARE(console->window()->currentPage()->key(), u"backups"_s);
    QTRY_VERIFY_WITH_TIMEOUT(console->host()->isRunning(), Patience);
}

QTEST_MAIN(TestShopDay)
#include "tst_shopday.moc"
