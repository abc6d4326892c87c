// Orders and dashboard on a real shop: what is placed elsewhere appears, the dialogs change the store as the owner, and
// figures are those of the reports.
#include "app/backroom.h"
#include "app/orders/counter.h"
#include "app/orders/orderwork.h"
#include "app/reports/series.h"
#include "app/settings/settings.h"
#include "tests/support/smallshop.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/orders/orderview.h"
#include "ui/orders/orderwords.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/linechart.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/timeline.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPrinter>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
class Yes final : public Ask {
public:
    void fileToSave(QWidget *, const QString &, const QString &suggestion, const QString &,
                    std::function<void(const QString &)> done) override
    {
        names << suggestion;
        done(path);
    }
    void printer(QWidget *, const QString &, std::function<void(const std::shared_ptr<QPrinter> &)> done) override
    {
        const auto printer = std::make_shared<QPrinter>();
        printer->setOutputFormat(QPrinter::PdfFormat);
        printer->setOutputFileName(path);
        done(printer);
    }
    QString path;
    void question(QWidget *, const Question &asked, std::function<void(bool)> done) override
    {
        names << asked.name;
        done(true);
    }
    QStringList names;
};

struct Fixture
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    VariantId mug;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Yes ask;
    Actor owner;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    Fixture()
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), {}}, clock, Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        mug = small->addVariant("MUG", 1400, 50);
        owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        addDashboardPage(*window, *desk);
        addOrdersPages(*window, *desk);
        window->resize(1280, 800);
        window->show();
    }
    ~Fixture()
    {
        window.reset();
        desk.reset();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    TableView *table() const { return find<TableView>(u"orders"_s); }
    OrderView *view() const { return window->findChild<OrderView *>(); }
    Order stored(const QByteArray &number)
    {
        return *shop->database().read([&](Reader &reader) { return orders::find(reader, owner, number); });
    }
    // Opens the newest order.
    Order openOrder(qint64 pieces)
    {
        Order order = small->order({{mug, pieces}});
        window->goTo(u"orders"_s);
        [&] { QTRY_COMPARE(table()->pagedModel()->rowCount(), 1); }();
        [&] {
            QTRY_VERIFY(
                table()->pagedModel()->data(table()->pagedModel()->index(0, 0), PagedModel::LoadedRole).toBool());
        }();
        table()->setFocus();
        table()->setCurrentIndex(table()->pagedModel()->index(0, 0));
        QTest::keyClick(table(), Qt::Key_Return);
        [&] { QTRY_COMPARE(view()->order().number, order.number); }();
        return order;
    }
    // Triggers the action of that name and gives the dialog it opens.
    QDialog *dialog(const QString &action, const QString &name)
    {
        view()->findChild<QAction *>(action)->trigger();
        [&] { QTRY_VERIFY(find<QDialog>(name)); }();
        return find<QDialog>(name);
    }
};
}

class TestOrdersPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void orderPlacedElsewhereAppears();
    void showsWhatItCameTo();
    void sendsInPartsThenTheRest();
    void paysAndGivesBack();
    void wrongAmountStaysBesideItsField();
    void wrongRefundIsSaidAtOnce();
    void cancelIsDoneAtOnce();
    void changeElsewhereIsShown();
    void notesStandOnTop();
    void tabsShowWhatWaits();
    void changesTheAddress();
    void savesPapers();
    void saysWhatAnInvoiceLacks();
    void handsOverWhatIsCollected();
    void onlyTheOrdersBehindAFigure();
    void dashboardEqualsTheReports();
};

void TestOrdersPage::orderPlacedElsewhereAppears()
{
    Fixture f;
    f.window->goTo(u"orders"_s);
    QTRY_COMPARE(f.table()->pagedModel()->state(), PagedModel::State::Ready);
    QCOMPARE(f.table()->pagedModel()->rowCount(), 0);
    std::thread([&] { (void)f.small->order({{f.mug, 2}}); }).join();
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 1);
    QTRY_COMPARE(f.window->page(u"orders"_s)->waiting(), 1);
    QTRY_VERIFY(f.table()->isVisible());
}

void TestOrdersPage::showsWhatItCameTo()
{
    Fixture f;
    const Order order = f.openOrder(3);
    QCOMPARE(order.total, 3 * 1400 + 490);
    const QList<Fact> facts = f.find<FactList>(u"orderTotals"_s)->facts();
    QCOMPARE(facts.first().value, u"£42.00"_s);
    const auto total = std::find_if(facts.begin(), facts.end(), [](const Fact &fact) { return fact.sum; });
    QVERIFY(total != facts.end());
    QCOMPARE(total->value, u"£46.90"_s);
    QVERIFY(f.find<QLabel>(u"orderAddress"_s)->text().contains(SmallShop::address().line1));
    // Back by the keyboard.
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(f.table()->isVisible());
}

void TestOrdersPage::sendsInPartsThenTheRest()
{
    Fixture f;
    const Order order = f.openOrder(3);
    QDialog *dialog = f.dialog(u"sendOrder"_s, u"sendDialog"_s);
    auto *pieces = dialog->findChild<QSpinBox *>();
    QCOMPARE(pieces->value(), 3);
    pieces->setValue(1);
    dialog->findChild<QLineEdit *>(u"tracking"_s)->setText(u"JD 0002"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).fulfilment, FulfilmentStatus::PartlyFulfilled);
    QCOMPARE(f.stored(order.number).fulfilments.first().tracking, u"JD 0002"_s);
    QTRY_COMPARE(f.view()->order().fulfilment, FulfilmentStatus::PartlyFulfilled);
    QTRY_VERIFY(!f.find<QDialog>(u"sendDialog"_s));
    dialog = f.dialog(u"sendOrder"_s, u"sendDialog"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).fulfilment, FulfilmentStatus::Fulfilled);
    const auto events =
        f.shop->database().read([&](Reader &reader) { return orders::timeline(reader, f.owner, order.number); });
    QCOMPARE(events->size(), 3);
    QCOMPARE(events->last().action, "order.fulfilled"_ba);
    QCOMPARE(f.small->faults(), QStringList());
}

void TestOrdersPage::paysAndGivesBack()
{
    Fixture f;
    const Order order = f.openOrder(2);
    QDialog *dialog = f.dialog(u"payOrder"_s, u"payDialog"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"amount"_s)->text(), u"32.90"_s);
    dialog->findChild<QLineEdit *>(u"amount"_s)->setText(u"10"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.view()->order().paid, 1000);
    QCOMPARE(orderwords::payment(f.view()->order()).text, u"Partly paid"_s);
    QTRY_VERIFY(!f.find<QDialog>(u"payDialog"_s));
    dialog = f.dialog(u"payOrder"_s, u"payDialog"_s);
    QCOMPARE(dialog->findChild<QLineEdit *>(u"amount"_s)->text(), u"22.90"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).payment, PaymentStatus::Paid);
    QTRY_COMPARE(f.view()->order().payment, PaymentStatus::Paid);
    dialog = f.dialog(u"refundOrder"_s, u"refundDialog"_s);
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    auto *amount = dialog->findChild<QLineEdit *>(u"amount"_s);
    QVERIFY(!done->isEnabled());
    dialog->findChild<QPushButton *>(u"refundAll"_s)->click();
    QCOMPARE(dialog->findChild<QSpinBox *>()->value(), 2);
    QCOMPARE(amount->text(), u"32.90"_s); // with the delivery
    QCOMPARE(done->text(), u"Refund all £32.90"_s);
    amount->clear();
    QCOMPARE(done->text(), u"Refund £28.00"_s);
    dialog->findChild<QSpinBox *>()->setValue(1);
    QCOMPARE(done->text(), u"Refund £14.00"_s);
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).refunded, 1400);
    QTRY_VERIFY(!f.find<QDialog>(u"refundDialog"_s));
    QTRY_COMPARE(f.view()->order().refunded, 1400);
    dialog = f.dialog(u"refundOrder"_s, u"refundDialog"_s);
    dialog->findChild<QPushButton *>(u"refundAll"_s)->click();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).refunded, 3290);
    QCOMPARE(f.stored(order.number).payment, PaymentStatus::Refunded);
    QCOMPARE(f.small->faults(), QStringList());
}

void TestOrdersPage::wrongAmountStaysBesideItsField()
{
    Fixture f;
    const Order order = f.openOrder(1);
    QDialog *dialog = f.dialog(u"payOrder"_s, u"payDialog"_s);
    auto *amount = dialog->findChild<QLineEdit *>(u"amount"_s);
    auto *message = dialog->findChild<QLabel *>(u"amountMessage"_s);
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    const auto *field = qobject_cast<FormField *>(amount->parentWidget());
    QVERIFY(done->isEnabled());
    for (const QString &typed : {u"abc"_s, u"99999.00"_s, u"-1"_s}) {
        amount->setText(typed);
        QVERIFY(!field->error().isEmpty());
        QCOMPARE(message->text(), field->error());
        QVERIFY(!done->isEnabled());
        QCOMPARE(amount->text(), typed);
    }
    amount->setText(u"5"_s);
    QVERIFY(field->error().isEmpty() && done->isEnabled());
    QCOMPARE(f.stored(order.number).paid, 0);
}

void TestOrdersPage::wrongRefundIsSaidAtOnce()
{
    Fixture f;
    const Order order = f.openOrder(2);
    (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
        return orderwork::pay(tx, f.owner, order.number, {"card", {}, {}});
    });
    QTRY_COMPARE(f.view()->order().payment, PaymentStatus::Paid);
    QDialog *dialog = f.dialog(u"refundOrder"_s, u"refundDialog"_s);
    auto *amount = dialog->findChild<QLineEdit *>(u"amount"_s);
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    const auto *field = qobject_cast<FormField *>(amount->parentWidget());
    dialog->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), dialog);
    amount->setFocus();
    QTest::keyClicks(amount, u"32.9"_s);
    QVERIFY(field->error().isEmpty() && done->isEnabled());
    QTest::keyClicks(amount, u"1"_s); // a penny more than was paid
    QVERIFY2(field->error().contains(u"£32.90"_s), qPrintable(field->error()));
    QVERIFY(!done->isEnabled());
    for (const QString &typed : {u"-3"_s, u"all"_s}) {
        amount->clear();
        QTest::keyClicks(amount, typed);
        QVERIFY2(!field->error().isEmpty(), qPrintable(typed));
        QVERIFY(!done->isEnabled());
    }
    // On the way to an amount nothing is said; once it was left so, it is.
    for (const QString &typed : {u"0"_s, u"3."_s}) {
        amount->clear();
        QTest::keyClicks(amount, typed);
        QVERIFY2(field->error().isEmpty(), qPrintable(typed));
    }
    amount->clear();
    QTest::keyClicks(amount, u"0"_s);
    QVERIFY(!done->isEnabled());
    dialog->findChild<QLineEdit *>(u"reason"_s)->setFocus();
    QVERIFY(!field->error().isEmpty());
    amount->setFocus();
    QTest::keyClicks(amount, u".50"_s);
    QVERIFY(field->error().isEmpty());
    QCOMPARE(done->text(), u"Refund £0.50"_s);
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_COMPARE(f.stored(order.number).refunded, 50);
    // Pieces that cost more than what is left need an amount.
    QTRY_COMPARE(f.view()->order().refunded, 50);
    dialog = f.dialog(u"refundOrder"_s, u"refundDialog"_s);
    dialog->findChild<QLineEdit *>(u"amount"_s)->setText(u"10"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.view()->order().refunded, 1050);
    dialog = f.dialog(u"refundOrder"_s, u"refundDialog"_s);
    dialog->findChild<QSpinBox *>()->setValue(2);
    QVERIFY(!dialog->findChild<QPushButton *>(u"done"_s)->isEnabled());
    QVERIFY(dialog->findChild<QLabel *>(u"amountMessage"_s)->text().contains(u"£22.40"_s));
    dialog->findChild<QLineEdit *>(u"amount"_s)->setText(u"22.40"_s);
    QVERIFY(dialog->findChild<QPushButton *>(u"done"_s)->isEnabled());
}

void TestOrdersPage::cancelIsDoneAtOnce()
{
    Fixture f;
    const Order order = f.openOrder(5);
    QCOMPARE(f.small->level(f.mug), 45);
    f.view()->findChild<QAction *>(u"cancelOrder"_s)->trigger();
    QTRY_COMPARE(f.stored(order.number).status, OrderStatus::Cancelled);
    QCOMPARE(f.ask.names, QStringList()); // it can be taken back
    QCOMPARE(f.small->level(f.mug), 50);
    QTRY_VERIFY(!f.view()->findChild<QAction *>(u"sendOrder"_s)->isVisible());
}

void TestOrdersPage::changeElsewhereIsShown()
{
    Fixture f;
    const Order order = f.openOrder(1);
    std::thread([&] {
        (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
            return orderwork::cancel(tx, f.owner, order.number);
        });
    }).join();
    QTRY_COMPARE(f.view()->order().status, OrderStatus::Cancelled);
    // What cannot be done any more is refused in words where it is tried all the same.
    f.view()->findChild<QAction *>(u"cancelOrder"_s)->trigger();
    QTRY_VERIFY(f.find<QLabel>(u"orderFault"_s)->isVisible());
}

void TestOrdersPage::notesStandOnTop()
{
    Fixture f;
    const Order order = f.openOrder(1);
    auto *note = f.find<QLineEdit>(u"orderNote"_s);
    auto *events = f.find<TimeLine>(u"orderEvents"_s);
    QTRY_COMPARE(events->entries().size(), 1);
    QVERIFY(!f.find<QPushButton>(u"addNote"_s)->isEnabled());
    note->setFocus();
    QTest::keyClicks(note, u"Rang, comes on Friday"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QTRY_COMPARE(events->entries().size(), 2);
    QCOMPARE(events->entries().first().second, u"Rang, comes on Friday"_s);
    QVERIFY(events->entries().first().said);
    QTRY_COMPARE(note->text(), QString());
    // Half typed when somebody else does something: it stays.
    QTest::keyClicks(note, u"and bri"_s);
    std::thread([&] {
        (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
            return orderwork::pay(tx, f.owner, order.number, {"card", {}, {}});
        });
    }).join();
    QTRY_COMPARE(events->entries().size(), 3);
    QCOMPARE(note->text(), u"and bri"_s);
}

void TestOrdersPage::tabsShowWhatWaits()
{
    Fixture f;
    const Order sent = f.small->order({{f.mug, 1}});
    const Order waiting = f.small->order({{f.mug, 2}});
    (void)f.shop->database().writeNow(f.owner,
                                      [&](Transaction &tx) { return orderwork::fulfil(tx, f.owner, sent.number, {}); });
    f.window->goTo(u"orders"_s);
    auto *kind = f.find<Segmented>(u"orderKind"_s);
    const auto *model = f.table()->pagedModel();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->idAt(0), waiting.id.value);
    kind->setFocus();
    QTest::keyClick(kind, Qt::Key_Right);
    QTRY_COMPARE(model->rowCount(), 2); // neither is paid
    QTest::keyClick(kind, Qt::Key_Right);
    QTest::keyClick(kind, Qt::Key_Right);
    QTRY_COMPARE(model->rowCount(), 0); // cancelled
    auto *from = f.find<QComboBox>(u"orderFrom"_s);
    kind->setCurrent(int(OrdersPage::Tab::All));
    QTRY_COMPARE(model->rowCount(), 2);
    from->setCurrentIndex(from->findData("counter"_ba));
    QTRY_COMPARE(model->rowCount(), 0);
    OrderQuery only;
    only.text = QString::fromUtf8(sent.number);
    showOrders(*f.window, only, u"a figure"_s);
    QTRY_COMPARE(model->rowCount(), 2); // text is the field's; the rest of the query stands
    only = {};
    only.fulfilment = FulfilmentStatus::Fulfilled;
    showOrders(*f.window, only, u"a figure"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(f.find<Chip>(u"onlyOrders"_s)->value(), u"a figure"_s);
}

void TestOrdersPage::changesTheAddress()
{
    Fixture f;
    const Order order = f.openOrder(1);
    QDialog *dialog = f.dialog(u"changeAddress"_s, u"addressDialog"_s);
    auto *city = dialog->findChild<QLineEdit *>(u"shipping_address.city"_s);
    city->clear();
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    auto *message = dialog->findChild<QLabel *>(u"shipping_address.cityMessage"_s);
    QTRY_VERIFY(!message->text().isEmpty());
    QTest::keyClicks(city, u"Whitby"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_VERIFY(f.stored(order.number).shippingAddress.contains("Whitby"));
    QTRY_VERIFY(f.find<QLabel>(u"orderAddress"_s)->text().contains(u"Whitby"_s));
}

void TestOrdersPage::savesPapers()
{
    Fixture f;
    const Order order = f.openOrder(2);
    f.ask.path = f.folder.filePath(u"invoice.pdf"_s);
    f.find<QAction>(u"printOrder"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"paperDialog"_s));
    auto *missing = f.find<QWidget>(u"addressMissing"_s);
    auto *noTaxNumber = f.find<QWidget>(u"taxNumberMissing"_s);
    QVERIFY(missing->isVisible() && noTaxNumber->isVisible());
    f.find<Segmented>(u"paperKind"_s)->setCurrent(int(DocumentKind::PackingSlip));
    QVERIFY(!missing->isVisible() && !noTaxNumber->isVisible());
    f.find<Segmented>(u"paperKind"_s)->setCurrent(int(DocumentKind::Invoice));
    QTest::mouseClick(f.find<QDialog>(u"paperDialog"_s)->findChild<QPushButton *>(u"savePdf"_s), Qt::LeftButton);
    QTRY_VERIFY(!f.find<QDialog>(u"paperDialog"_s));
    QCOMPARE(f.ask.names.last(), u"Invoice %1.pdf"_s.arg(QString::fromUtf8(order.number)));
    QFile saved(f.ask.path);
    QVERIFY(saved.open(QIODevice::ReadOnly) && saved.readAll().startsWith("%PDF-"));
    // On paper; where it cannot be written, the dialog says so and stays.
    f.ask.path = f.folder.filePath(u"printed.pdf"_s);
    f.find<QAction>(u"printOrder"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"paperDialog"_s));
    QTest::mouseClick(f.find<QDialog>(u"paperDialog"_s)->findChild<QPushButton *>(u"print"_s), Qt::LeftButton);
    QTRY_VERIFY(!f.find<QDialog>(u"paperDialog"_s));
    QFile printed(f.ask.path);
    QVERIFY(printed.open(QIODevice::ReadOnly) && printed.readAll().startsWith("%PDF-"));
    f.ask.path = u"/nowhere/at/all.pdf"_s;
    f.find<QAction>(u"printOrder"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"paperDialog"_s));
    QDialog *dialog = f.find<QDialog>(u"paperDialog"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"savePdf"_s), Qt::LeftButton);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"fault"_s)->isVisible());
    // Tab goes from button to button as they stand.
    QList<QPushButton *> buttons = dialog->findChild<QDialogButtonBox *>()->findChildren<QPushButton *>();
    std::sort(buttons.begin(), buttons.end(), [](QWidget *a, QWidget *b) { return a->x() < b->x(); });
    buttons.first()->setFocus();
    for (qsizetype i = 1; i < buttons.size(); ++i) {
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        QCOMPARE(dialog->focusWidget(), buttons.at(i));
    }
}

void TestOrdersPage::saysWhatAnInvoiceLacks()
{
    Fixture f;
    (void)f.openOrder(1);
    const auto lacks = [&](const QString &name) {
        f.find<QAction>(u"printOrder"_s)->trigger();
        [&] { QTRY_VERIFY(f.find<QDialog>(u"paperDialog"_s)); }();
        QDialog *dialog = f.find<QDialog>(u"paperDialog"_s);
        return dialog->findChild<QWidget *>(name)->isVisible();
    };
    const auto closed = [&] { return !f.find<QDialog>(u"paperDialog"_s); };
    QVERIFY(lacks(u"taxNumberMissing"_s));
    QString asked;
    connect(qobject_cast<OrdersPage *>(f.window->page(u"orders"_s)), &OrdersPage::settingAsked, f.window.get(),
            [&asked](const QString &title) { asked = title; });
    QTest::mouseClick(f.find<QPushButton>(u"taxNumberWrite"_s), Qt::LeftButton);
    QCOMPARE(asked, u"Tax number"_s);
    QTRY_VERIFY(closed());
    SettingsPatch patch;
    patch.taxNumber = u"GB 123 4567 89"_s;
    QVERIFY(f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
        return settings::update(tx, f.owner, patch, settings::load(tx).revision);
    }));
    QTRY_COMPARE(f.shop->settings()->taxNumber, u"GB 123 4567 89"_s);
    QVERIFY(!lacks(u"taxNumberMissing"_s));
}

// Nothing is sent of what somebody fetches.
void TestOrdersPage::handsOverWhatIsCollected()
{
    Fixture f;
    CounterOrder given;
    given.lines = {{f.mug, 2}};
    given.delivery = CounterOrder::Delivery::Collected;
    const auto order =
        f.shop->database().writeNow(f.owner, [&](Transaction &tx) { return counter::place(tx, f.owner, given); });
    QVERIFY(order.has_value());
    f.window->goTo(u"orders"_s);
    auto *page = qobject_cast<OrdersPage *>(f.window->page(u"orders"_s));
    page->open(order->number);
    auto *send = f.view()->findChild<QAction *>(u"sendOrder"_s);
    QTRY_VERIFY(send->isVisible());
    QCOMPARE(send->text(), u"Hand over…"_s);
    QDialog *dialog = f.dialog(u"sendOrder"_s, u"sendDialog"_s);
    QVERIFY(!dialog->findChild<QLineEdit *>(u"tracking"_s));
    auto *done = dialog->findChild<QPushButton *>(u"done"_s);
    QCOMPARE(done->text(), u"Mark as handed over"_s);
    dialog->findChild<QSpinBox *>()->setValue(0);
    QVERIFY(!done->isEnabled());
    dialog->findChild<QSpinBox *>()->setValue(1);
    QTest::mouseClick(done, Qt::LeftButton);
    QTRY_COMPARE(send->text(), u"Hand over the rest…"_s);
    dialog = f.dialog(u"sendOrder"_s, u"sendDialog"_s);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"done"_s), Qt::LeftButton);
    QTRY_COMPARE(f.view()->order().fulfilment, FulfilmentStatus::Fulfilled);
    QVERIFY(!send->isVisible());
    // Taken along, to be paid later: only money is left to be looked after.
    given.delivery = CounterOrder::Delivery::TakenAlong;
    const auto along =
        f.shop->database().writeNow(f.owner, [&](Transaction &tx) { return counter::place(tx, f.owner, given); });
    page->open(along->number);
    QTRY_VERIFY(f.view()->findChild<QAction *>(u"payOrder"_s)->isVisible());
    QVERIFY(!send->isVisible());
}

void TestOrdersPage::onlyTheOrdersBehindAFigure()
{
    Fixture f;
    const VariantId cup = f.small->addVariant("CUP", 500, 10);
    (void)f.small->order({{f.mug, 1}});
    const Order wanted = f.small->order({{cup, 1}});
    f.window->goTo(u"orders"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    OrderQuery query;
    query.variant = cup;
    showOrders(*f.window, query, u"CUP"_s);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 1);
    QCOMPARE(f.table()->pagedModel()->idAt(0), wanted.id.value);
    auto *chip = f.find<Chip>(u"onlyOrders"_s);
    QVERIFY(chip->isVisible());
    QCOMPARE(chip->value(), u"CUP"_s);
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Delete);
    QTRY_COMPARE(f.table()->pagedModel()->rowCount(), 2);
    QVERIFY(!chip->isVisible());
}

void TestOrdersPage::dashboardEqualsTheReports()
{
    Fixture f;
    f.window->goTo(u"dashboard"_s);
    (void)f.small->order({{f.mug, 3}});
    const int today = shopDay(f.clock.now(), f.desk->format().zone());
    const auto sales =
        f.shop->database().read([&](Reader &reader) { return series::sales(reader, f.owner, today - 19, today + 1); });
    QVERIFY(sales->now.net > 0);
    auto *tile = f.find<KpiTile>(u"tile0"_s);
    QTRY_COMPARE(tile->kpi().figure, f.desk->format().money(sales->now.net));
    auto *chart = f.find<LineChart>(u"salesByDay"_s);
    QCOMPARE(chart->data().now.size(), 20); // the month, until today
    QCOMPARE(chart->data().before.size(), 20);
    QCOMPARE(qint64(chart->data().now.last()), sales->now.net);
    QCOMPARE(f.find<BarChart>(u"bestSellers"_s)->bars().size(), 1);
    QCOMPARE(f.find<BarChart>(u"bestSellers"_s)->bars().first().figure, f.desk->format().money(sales->now.net));
}

QTEST_MAIN(TestOrdersPage)
#include "tst_orderspage.moc"
