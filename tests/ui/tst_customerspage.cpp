// Customers on a real shop: found, opened, added, changed, shut out, given their data, erased; all as the owner at this
// console, by real keys and clicks.
#include "app/users/customers.h"
#include "app/users/peoplesessions.h"
#include "app/users/users.h"
#include "app/users/userstore.h"
#include "tests/support/staffedwindow.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/orders/orderview.h"
#include "ui/users/customerspage.h"
#include "ui/users/customerview.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;
using test::StaffedWindow;

namespace {
struct Fixture : StaffedWindow
{
    VariantId mug;
    UserId ada, ben;

    explicit Fixture(bool people = true)
    {
        mug = small->addVariant("MUG", 1400, 50);
        if (people) {
            ada = add(u"Ada Byron"_s, u"ada@example.com"_s);
            ben = add(u"Ben Okri"_s, u"ben@example.com"_s);
        }
        addOrdersPages(*window, *desk);
        addCustomersPages(*window, *desk, host);
        show(u"customers"_s);
    }
    UserId add(const QString &name, const QString &email)
    {
        UserDraft draft{email, name};
        draft.passwordHash = "$argon2id$none";
        return shop->database()
            .writeNow(owner, [&](Transaction &tx) { return users::create(tx, owner, draft); })
            ->user.id;
    }
    TableView *table() const { return find<TableView>(u"customers"_s); }
    PagedModel *model() const { return table()->pagedModel(); }
    CustomerView *view() const { return window->findChild<CustomerView *>(); }
    QString cell(int row, int column) const
    {
        return model()->data(model()->index(row, column), Qt::DisplayRole).toString();
    }
    User stored(UserId id)
    {
        return *shop->database().read([&](Reader &reader) -> Result<User> { return *users::find(reader, id); });
    }
    // Opens whoever stands in that row, by keyboard.
    void open(int row)
    {
        QTRY_VERIFY(model()->rowCount() > row
                    && model()->data(model()->index(row, 0), PagedModel::LoadedRole).toBool());
        table()->setFocus();
        table()->setCurrentIndex(model()->index(row, 0));
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_COMPARE(view()->customer().id.value, model()->idAt(row));
    }
};
}

class TestCustomersPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsWithFigures();
    void findsAndSorts();
    void opensACustomerAndAnOrder();
    void addsOne();
    void faultsStandBesideTheirFields();
    void staleEditIsTold();
    void sessionsEnd();
    void shutOutAndLetIn();
    void aNewPasswordIsALink();
    void dataAreSavedAndErased();
    void emptyShopSaysHow();
};

void TestCustomersPage::listsWithFigures()
{
    Fixture f;
    QAbstractItemModelTester tester(f.model());
    const Order order = f.small->order({{f.mug, 2}}, SmallShop::actorOf(f.ada));
    QTRY_COMPARE(f.model()->rowCount(), 2);
    QTRY_COMPARE(f.cell(0, 1), u"1"_s);
    QCOMPARE(f.cell(0, 0), u"Ada Byron"_s);
    QCOMPARE(f.cell(0, 2), f.desk->format().money(order.total));
    QTRY_COMPARE(f.cell(1, 1), u"0"_s);
}

void TestCustomersPage::findsAndSorts()
{
    Fixture f;
    (void)f.small->order({{f.mug, 2}}, SmallShop::actorOf(f.ben));
    QTRY_COMPARE(f.model()->rowCount(), 2);
    f.model()->sort(2, Qt::DescendingOrder);
    QTRY_COMPARE(f.model()->idAt(0), f.ben.value);
    QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *search = f.find<SearchField>(u"searchCustomers"_s);
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"ada@"_s);
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QCOMPARE(f.model()->idAt(0), f.ada.value);
    QTest::keyClicks(search, u"zzz"_s);
    QTRY_COMPARE(f.model()->rowCount(), 0);
    QTRY_VERIFY(!f.table()->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(f.model()->rowCount(), 2);
}

void TestCustomersPage::opensACustomerAndAnOrder()
{
    Fixture f;
    const Order order = f.small->order({{f.mug, 2}}, SmallShop::actorOf(f.ada));
    f.open(0);
    const QList<Fact> facts = f.find<FactList>(u"customerFigures"_s)->facts();
    QCOMPARE(facts.at(0).value, u"1"_s);
    QCOMPARE(facts.at(1).value, f.desk->format().money(order.total));
    TableView *orders = f.view()->orders();
    QTRY_COMPARE(orders->pagedModel()->rowCount(), 1);
    QTRY_VERIFY(orders->pagedModel()->data(orders->pagedModel()->index(0, 0), PagedModel::LoadedRole).toBool());
    orders->setFocus();
    orders->setCurrentIndex(orders->pagedModel()->index(0, 0));
    QTest::keyClick(orders, Qt::Key_Return);
    QCOMPARE(f.window->currentPage()->key(), u"orders"_s);
    QTRY_COMPARE(f.window->findChild<OrderView *>()->order().number, order.number);
    // Back the way one came: from the order to the list, to the customer, to the customers.
    f.window->goTo(u"customers"_s);
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    QTRY_VERIFY(f.table()->isVisible());
}

void TestCustomersPage::addsOne()
{
    Fixture f;
    QTRY_COMPARE(f.model()->rowCount(), 2);
    QTest::keyClick(f.window.get(), Qt::Key_N, Qt::ControlModifier);
    QDialog *dialog = f.dialog(u"personDialog"_s);
    dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Cem Öz"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"phone"_s), u"0171 555"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE(f.model()->rowCount(), 3);
    QTRY_COMPARE(f.view()->customer().user.name, u"Cem Öz"_s);
    QVERIFY(f.view()->isVisible());
    QVERIFY(f.find<QLabel>(u"customerContact"_s)->text().contains(u"0171 555"_s));
}

void TestCustomersPage::faultsStandBesideTheirFields()
{
    Fixture f;
    f.action(u"addCustomer"_s)->trigger();
    QDialog *dialog = f.dialog(u"personDialog"_s);
    auto *email = dialog->findChild<QLineEdit *>(u"email"_s);
    QTest::keyClicks(email, u"nobody"_s);
    StaffedWindow::click(dialog, u"done"_s);
    auto *name = dialog->findChild<QLabel *>(u"nameMessage"_s);
    QTRY_VERIFY(!name->text().isEmpty());
    QVERIFY(dialog->findChild<QLineEdit *>(u"name"_s)->hasFocus());
    QVERIFY(!email->accessibleDescription().isEmpty());
    QCOMPARE(email->text(), u"nobody"_s);
    email->setText(u"ada@example.com"_s);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Ada again"_s);
    StaffedWindow::click(dialog, u"done"_s);
    auto *taken = dialog->findChild<QLabel *>(u"emailMessage"_s);
    QTRY_VERIFY(taken->text().contains(u"already"_s));
}

void TestCustomersPage::staleEditIsTold()
{
    Fixture f;
    f.open(0);
    QTest::keyClick(f.window.get(), Qt::Key_F2);
    QDialog *dialog = f.dialog(u"personDialog"_s);
    auto *name = dialog->findChild<QLineEdit *>(u"name"_s);
    name->setText(u"Ada Lovelace"_s);
    std::thread([&] {
        UserPatch patch;
        patch.phone = u"1"_s;
        (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) {
            return users::update(tx, f.owner, f.ada, patch, {});
        });
    }).join();
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_VERIFY(dialog->findChild<QLabel *>(u"fault"_s)->isVisible());
    QCOMPARE(name->text(), u"Ada Lovelace"_s);
    QCOMPARE(f.stored(f.ada).name, u"Ada Byron"_s);
    StaffedWindow::click(dialog, u"leave"_s);
    QTRY_VERIFY(!f.find<QDialog>(u"personDialog"_s));
    QTRY_COMPARE(f.view()->customer().user.phone, u"1"_s);
    f.activate();
    QTest::keyClick(f.window.get(), Qt::Key_F2);
    dialog = f.dialog(u"personDialog"_s);
    dialog->findChild<QLineEdit *>(u"name"_s)->setText(u"Ada Lovelace"_s);
    StaffedWindow::click(dialog, u"done"_s);
    QTRY_COMPARE(f.view()->customer().user.name, u"Ada Lovelace"_s);
}

void TestCustomersPage::sessionsEnd()
{
    Fixture f;
    for (int i = 0; i < 2; ++i)
        (void)f.shop->database().writeNow(f.owner, [&](Transaction &tx) -> Result<> {
            sessions::open(tx, f.ada, {u"10.0.0.7"_s, u"Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"_s});
            return {};
        });
    f.open(0);
    auto *rows = f.find<RowList>(u"sessions"_s);
    QTRY_COMPARE(rows->rows().size(), 2);
    QCOMPARE(rows->rows().first().text, u"Firefox on Windows"_s);
    rows->setFocus(Qt::TabFocusReason);
    QTest::keyClick(rows, Qt::Key_Return);
    QTRY_COMPARE(rows->rows().size(), 1);
    QTest::mouseClick(f.find<QPushButton>(u"endSessions"_s), Qt::LeftButton);
    QTRY_COMPARE(rows->rows().size(), 0);
    QCOMPARE(f.ask.names, (QStringList{u"endSessions"_s, u"endSessions"_s}));
}

void TestCustomersPage::shutOutAndLetIn()
{
    Fixture f;
    f.open(0);
    f.action(u"shutOutCustomer"_s)->trigger();
    QTRY_VERIFY(f.stored(f.ada).disabled);
    QTRY_VERIFY(f.view()->customer().user.disabled);
    QVERIFY(!f.action(u"customerPassword"_s)->isEnabled());
    QTest::keyClick(f.window.get(), Qt::Key_Escape);
    f.find<Segmented>(u"customerKind"_s)->setCurrent(2);
    QTRY_COMPARE(f.model()->rowCount(), 1);
    f.open(0);
    f.action(u"shutOutCustomer"_s)->trigger();
    QTRY_VERIFY(!f.stored(f.ada).disabled);
    QVERIFY(f.ask.names.isEmpty()); // what can be taken back is not asked for
}

void TestCustomersPage::aNewPasswordIsALink()
{
    Fixture f;
    f.open(0);
    f.action(u"customerPassword"_s)->trigger();
    QDialog *dialog = f.dialog(u"linkDialog"_s);
    const QString link = dialog->findChild<QLineEdit *>(u"secret"_s)->text();
    const QString base = f.host.address() + u"/join#"_s;
    QVERIFY(link.startsWith(base));
    StaffedWindow::click(dialog, u"copySecret"_s);
    QCOMPARE(QApplication::clipboard()->text(), link);
    const auto person = f.shop->database().read(
        [&](Reader &reader) { return users::invited(reader, link.mid(base.size()).toLatin1()); });
    QCOMPARE(person->id, f.ada);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!f.find<QDialog>(u"linkDialog"_s));
}

void TestCustomersPage::dataAreSavedAndErased()
{
    Fixture f;
    f.open(0);
    f.ask.file = f.folder.filePath(u"ada.json"_s);
    f.action(u"saveCustomerData"_s)->trigger();
    QTRY_VERIFY(QFile::exists(f.ask.file));
    QFile file(f.ask.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(all[u"user"_s].toObject()[u"name"_s].toString(), u"Ada Byron"_s);
    f.ask.file = u"/proc/nowhere/ada.json"_s;
    f.action(u"saveCustomerData"_s)->trigger();
    QTRY_VERIFY(f.find<QLabel>(u"customerFault"_s)->isVisible());
    f.action(u"eraseCustomer"_s)->trigger();
    QTRY_COMPARE(f.model()->rowCount(), 1);
    QCOMPARE(f.ask.names, QStringList{u"erasePerson"_s});
    QVERIFY(f.stored(f.ada).erased);
    QTRY_VERIFY(f.table()->isVisible());
}

void TestCustomersPage::emptyShopSaysHow()
{
    Fixture f(false);
    QTRY_COMPARE(f.model()->state(), PagedModel::State::Ready);
    QTRY_VERIFY(!f.table()->isVisible());
    QVERIFY(!f.action(u"editCustomer"_s)->isEnabled());
}

QTEST_MAIN(TestCustomersPage)
#include "tst_customerspage.moc"
