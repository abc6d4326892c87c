// The shop as it was, in a second window: out of a backup, a moment or a file from elsewhere; looked around in with mouse
// and keys, compared with the shop of now, and one thing brought back out of it.
#include "app/backroom.h"
#include "app/journal/journal.h"
#include "app/products/productservice.h"
#include "app/users/users.h"
#include "tests/support/lockedbackup.h"
#include "tests/support/pgserver.h"
#include "tests/support/smallshop.h"
#include "tests/support/teststore.h"
#include "ui/backups/backupspage.h"
#include "ui/backups/pastwindow.h"
#include "ui/models/pagedmodel.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
constexpr int Patience = 30'000;

class Answers final : public Ask {
public:
    void fileToOpen(QWidget *, const QString &, const QString &, std::function<void(const QString &)> done) override
    {
        done(file);
    }
    QString file;
};

struct Fixture
{
    QTemporaryDir folder, keys, elsewhere;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<SmallShop> small;
    VariantId mug;
    UserId ada;
    Actor owner;
    std::unique_ptr<Backups> backups;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    Answers ask;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;

    explicit Fixture(const QString &store = u"sqlite"_s)
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        qputenv("BACKROOM_KEYS", QFile::encodeName(keys.path()));
        shop = *Backroom::open({folder.path(), store == "sqlite"_L1 ? QString() : test::freshPostgresUrl()}, clock,
                               Database::Open::OrCreate);
        small = std::make_unique<SmallShop>(shop->database());
        mug = small->addVariant("MUG", 1400, 50);
        (void)small->addVariant("TEA", 499, 100);
        ada = small->addUser(u"ada@example.com"_s);
        owner = SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        QDir(folder.path()).mkpath(u"look-7.tmp/images"_s); // as a program leaves it that is ended in the middle
        BackupsOptions options;
        options.settleSeconds = options.firstAfterSeconds = 1'000'000'000;
        backups = std::make_unique<Backups>(*shop, options);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, QString());
        QObject::connect(desk.get(), &Desk::told, window.get(), [this](const QString &text) { window->notice(text); });
        addBackupsPages(*window, *desk, *backups);
        window->resize(1440, 900);
        window->show();
        window->goTo(u"backups"_s);
    }
    ~Fixture()
    {
        window.reset();
        desk.reset();
        backups.reset();
    }
    template<typename T> T *find(const QString &name) const { return window->findChild<T *>(name); }
    QString notice() const { return find<NoticeBar>(u"noticeBar"_s)->text(); }
    void click(QWidget *widget, const QPoint &at = {}) const { QTest::mouseClick(widget, Qt::LeftButton, {}, at); }

    BackupId backUp()
    {
        const auto job = backups->backUpNow(owner);
        [&] { QVERIFY(job); }();
        return settled(*job);
    }
    BackupId settled(BackupJobId job) const
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(backups->state()->outcomeOf(job), Patience); }();
        const BackupOutcome *outcome = backups->state()->outcomeOf(job);
        [&] { QVERIFY2(outcome->result, outcome->result ? "" : qPrintable(outcome->result.error().message)); }();
        return outcome->result.value_or(BackupId());
    }
    void select(BackupId id) const
    {
        auto *list = find<TableView>(u"backupList"_s);
        [&] { QTRY_VERIFY(list->pagedModel()->rowOf(id.value) >= 0); }();
        list->selectIds({id.value});
    }
    ProductId product() const
    {
        return *shop->database().read([this](Reader &reader) -> Result<ProductId> {
            return ProductId{*reader.number("SELECT product_id FROM variants WHERE id = ?", mug)};
        });
    }
    void change(const ProductChange &change)
    {
        const auto changed = shop->database().writeNow(owner, [&](Transaction &transaction) {
            return products::update(transaction, owner, product(), change);
        });
        [&] { QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message)); }();
    }
    Product now() const
    {
        return *shop->database().read([this](Reader &reader) { return products::get(reader, owner, product()); });
    }
    qint64 count(const char *sql) const
    {
        return shop->database()
            .read([sql](Reader &reader) -> Result<qint64> { return reader.number(sql).value_or(0); })
            .value_or(-1);
    }
    QStringList scratch() const { return QDir(folder.path()).entryList({u"look-*.tmp"_s}, QDir::Dirs); }
};

PastWindow *pastWindow()
{
    PastWindow *found = nullptr;
    const auto look = [&found] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *window = qobject_cast<PastWindow *>(widget); window && window->isVisible())
                found = window;
        return found != nullptr;
    };
    [&] { QTRY_VERIFY(look()); }();
    return found;
}

// Put together, and compared.
PastWindow *openPastWindow()
{
    PastWindow *window = pastWindow();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(window->past() && window->past()->differences(), Patience); }();
    return window;
}

struct List
{
    PastWindow *window;
    TableView *table;
    List(PastWindow *window, const QString &kind)
        : window(window), table(window->findChild<TableView *>(u"past-"_s + kind))
    {
        window->findChild<QAction *>(u"past-go-"_s + kind)->trigger();
        [&] { QTRY_COMPARE(model()->state(), PagedModel::State::Ready); }();
    }
    PagedModel *model() const { return table->pagedModel(); }
    QString cell(int row, int column) const
    {
        const QModelIndex index = model()->index(row, column);
        [&] { QTRY_VERIFY(index.data(PagedModel::LoadedRole).toBool()); }();
        return index.data().toString();
    }
    int since() const { return int(model()->columns().size()) - 1; }
    void choose(int row) const
    {
        (void)cell(row, 0);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(model()->index(row, 0)).center());
    }
    QList<Fact> facts() const
    {
        for (FactList *list : window->findChildren<FactList *>(u"pastFacts"_s))
            if (list->isVisible())
                return list->facts();
        return {};
    }
    QString fact(const QString &name) const
    {
        for (const Fact &fact : facts())
            if (fact.name == name)
                return fact.value;
        return {};
    }
    int rowWith(const QString &text, int column = 0) const
    {
        for (int row = 0; row < model()->rowCount(); ++row)
            if (cell(row, column).contains(text))
                return row;
        return -1;
    }
    bool canBringBack() const { return window->findChild<QAction *>(u"bringBack"_s)->isEnabled(); }
    // Asks for it and agrees.
    void bringBack() const
    {
        [&] { QTRY_VERIFY(canBringBack()); }();
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window)); }();
        QTest::keyClick(window, Qt::Key_B, Qt::ControlModifier);
        [&] { QTRY_VERIFY(window->findChild<QDialog *>(u"bringBackDialog"_s)); }();
        QTest::keyClick(window->findChild<QDialog *>(u"bringBackDialog"_s), Qt::Key_Return);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!window->findChild<QDialog *>(u"bringBackDialog"_s), Patience); }();
    }
};
}

class TestPastWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qApp->setQuitOnLastWindowClosed(false); }
    void productsOfABackup_data() { test::bothStores(); }
    void productsOfABackup();
    void anOrderThatIsGone();
    void aCustomerThatIsGone();
    void aMoment();
    void aLockedFile();
    void stopped();
};

void TestPastWindow::productsOfABackup()
{
    QFETCH(QString, store);
    Fixture f(store);
    QTRY_COMPARE(f.scratch(), QStringList()); // what another left
    f.change({.title = u"Oat mug"_s});
    const BackupId backup = f.backUp();
    f.clock.advance(60'000);
    VariantChange dear;
    dear.id = f.mug;
    dear.price = 9900;
    f.change({.title = u"Nonsense"_s, .variants = QList<VariantChange>{dear}});
    (void)f.small->order({{f.mug, 2}});
    f.select(backup);
    f.click(f.find<QPushButton>(u"lookAround"_s));
    PastWindow *window = openPastWindow();
    QVERIFY2(window->windowTitle().contains(u"as it was on Fri 20 November 2026, 09:15 – only to look at"_s),
             qPrintable(window->windowTitle()));
    QCOMPARE(window->findChild<QLabel *>(u"pastMarkText"_s)->text(), window->windowTitle());
    QCOMPARE(f.scratch(), QStringList{u"look-1.tmp"_s});

    const List list(window, u"product"_s);
    const QAbstractItemModelTester tester(list.model());
    QCOMPARE(list.model()->rowCount(), 2);
    const int mug = list.rowWith(u"Oat mug"_s), tea = list.rowWith(u"Thing TEA"_s);
    QVERIFY(mug >= 0 && tea >= 0);
    QCOMPARE(list.cell(mug, list.since()), u"Changed since"_s);
    QCOMPARE(list.cell(tea, list.since()), u"Unchanged"_s);
    list.choose(tea);
    QTRY_COMPARE(list.fact(u"Price"_s), u"£4.99"_s);
    QVERIFY(!list.canBringBack());
    list.choose(mug);
    QTRY_COMPARE(list.fact(u"Price"_s), u"£14.00, now £99.00"_s);
    QCOMPARE(list.fact(u"In stock"_s), u"50, now 48"_s);
    QCOMPARE(list.fact(u"Called now"_s), u"Nonsense"_s);
    QVERIFY(list.canBringBack());
    // Narrowed, and searched.
    auto *which = window->findChild<Segmented *>(u"pastWhich-product"_s);
    which->setFocus();
    QTest::keyClick(which, Qt::Key_Right);
    QTRY_COMPARE(list.model()->rowCount(), 1);
    QTest::keyClick(which, Qt::Key_Left);
    QTRY_COMPARE(list.model()->rowCount(), 2);
    auto *search = window->findChild<SearchField *>(u"pastSearch-product"_s);
    QTest::keyClicks(search, u"oat"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(list.model()->rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(list.model()->rowCount(), 2);

    const qint64 entries = f.count("SELECT count(*) FROM journal");
    list.choose(list.rowWith(u"Oat mug"_s));
    list.bringBack();
    QCOMPARE(f.now().title, u"Oat mug"_s);
    QCOMPARE(f.now().variants.constFirst().price, 1400);
    QCOMPARE(f.small->level(f.mug), 48); // what was sold stays sold
    QCOMPARE(f.count("SELECT count(*) FROM journal"), entries + 1);
    QTRY_COMPARE(f.notice(), u"“Oat mug” is as it was on Fri 20 November 2026, 09:15"_s); // in the shop's window
    QCOMPARE(window->findChild<NoticeBar *>(u"noticeBar"_s)->text(), f.notice());
    QTRY_COMPARE(list.cell(list.rowWith(u"Oat mug"_s), list.since()), u"Brought back"_s);
    QTRY_VERIFY(!list.canBringBack());
    // Nothing of it stays.
    window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(f.scratch(), QStringList());
}

void TestPastWindow::anOrderThatIsGone()
{
    Fixture f;
    const BackupId before = f.backUp();
    f.clock.advance(60'000);
    const Order order = f.small->order({{f.mug, 3}});
    f.clock.advance(60'000);
    const BackupId with = f.backUp();
    f.clock.advance(60'000);
    const auto restored = f.backups->restore(before, f.owner);
    QVERIFY(restored);
    (void)f.settled(*restored);
    QCOMPARE(f.count("SELECT count(*) FROM orders"), 0);
    f.select(with);
    // From the question about a restore, too.
    f.find<QAction>(u"restoreBackup"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"restoreDialog"_s));
    f.click(f.find<QDialog>(u"restoreDialog"_s)->findChild<QPushButton *>(u"look"_s));
    QTRY_VERIFY(!f.find<QDialog>(u"restoreDialog"_s));
    const List list(openPastWindow(), u"order"_s);
    QCOMPARE(list.model()->rowCount(), 1);
    QCOMPARE(list.cell(0, list.since()), u"No longer there"_s);
    list.choose(0);
    QTRY_COMPARE(list.fact(u"Total"_s), u"£46.90"_s);
    list.bringBack();
    QCOMPARE(f.count("SELECT count(*) FROM orders"), 1);
    QCOMPARE(f.small->level(f.mug), 47);
    QCOMPARE(SmallShop::faultsOf(f.shop->database()), QStringList());
    QTRY_VERIFY2(f.notice().startsWith(u"Order #%1 is back"_s.arg(QString::fromUtf8(order.number))),
                 qPrintable(f.notice()));
    // A window that is open goes with the shop's.
}

void TestPastWindow::aCustomerThatIsGone()
{
    Fixture f;
    const BackupId backup = f.backUp();
    const auto removed = f.shop->database().writeNow(f.owner, [&](Transaction &transaction) {
        return users::remove(transaction, f.owner, f.ada, {});
    });
    QVERIFY(removed);
    f.select(backup);
    f.click(f.find<QPushButton>(u"lookAround"_s));
    const List list(openPastWindow(), u"customer"_s);
    QCOMPARE(list.model()->rowCount(), 1);
    QCOMPARE(list.cell(0, list.since()), u"No longer there"_s);
    list.choose(0);
    list.bringBack();
    QCOMPARE(f.count("SELECT count(*) FROM users WHERE role = 'customer' AND email = 'ada@example.com'"), 1);
    QTRY_VERIFY2(f.notice().contains(u"is back among the customers"_s), qPrintable(f.notice()));
    // What changes in the shop meanwhile is compared anew.
    const List goods(list.window, u"product"_s);
    const int mug = goods.rowWith(u"MUG"_s);
    QCOMPARE(goods.cell(mug, goods.since()), u"Unchanged"_s);
    f.change({.title = u"Nonsense"_s});
    QTRY_COMPARE(goods.cell(mug, goods.since()), u"Changed since"_s);
}

void TestPastWindow::aMoment()
{
    Fixture f;
    (void)f.backUp();
    f.clock.advance(60'000);
    f.change({.title = u"Best mug"_s});
    f.clock.advance(60'000);
    const Millis between = f.clock.now();
    f.clock.advance(60'000);
    f.change({.title = u"Nonsense"_s});
    f.clock.advance(60'000);
    const auto reaches = [&f, between] {
        f.backups->wake();
        const auto state = f.backups->state();
        return state->canGoBackTo && state->reachable.constLast().until > between;
    };
    QTRY_VERIFY_WITH_TIMEOUT(reaches(), Patience);
    QTRY_VERIFY(f.find<QAction>(u"goBackInTime"_s)->isEnabled());
    f.find<QAction>(u"goBackInTime"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"restoreDialog"_s));
    auto *dialog = f.find<QDialog>(u"restoreDialog"_s);
    auto *exact = dialog->findChild<QDateTimeEdit *>(u"moment"_s);
    exact->setDateTime(exact->minimumDateTime().addMSecs(between - *f.backups->state()->canGoBackTo));
    f.click(dialog->findChild<QPushButton *>(u"look"_s));
    PastWindow *window = openPastWindow();
    QVERIFY2(window->windowTitle().contains(u"20 November 2026, 09:17"_s), qPrintable(window->windowTitle()));
    const List list(window, u"product"_s);
    list.choose(list.rowWith(u"Best mug"_s));
    list.bringBack();
    QCOMPARE(f.now().title, u"Best mug"_s);
}

void TestPastWindow::aLockedFile()
{
    Fixture f;
    f.ask.file = f.elsewhere.filePath(u"old.backroom"_s);
    QCOMPARE(test::makeLockedBackup(f.shop->database(), f.ask.file, u"oat stoneware mug"_s), QString());
    f.change({.title = u"Nonsense"_s});
    f.find<QAction>(u"openBackup"_s)->trigger();
    QTRY_VERIFY(f.find<QDialog>(u"restoreDialog"_s));
    auto *dialog = f.find<QDialog>(u"restoreDialog"_s);
    auto *key = dialog->findChild<QLineEdit *>(u"key"_s);
    QTRY_VERIFY(key->isVisible());
    QTest::keyClicks(key, u"oat stoneware mug"_s);
    auto *changes = dialog->findChild<FactList *>(u"whatChanges"_s);
    f.click(dialog->findChild<QPushButton *>(u"compare"_s));
    QTRY_VERIFY_WITH_TIMEOUT(changes->isVisible(), Patience);
    QCOMPARE(changes->facts().at(1).value, u"1 would be as before"_s);
    // Looked around in with a word too few: asked for again in its own window.
    QTest::keyClick(key, Qt::Key_Backspace);
    f.click(dialog->findChild<QPushButton *>(u"look"_s));
    PastWindow *window = pastWindow();
    auto *again = window->findChild<QLineEdit *>(u"pastKey"_s);
    QTRY_VERIFY_WITH_TIMEOUT(again->isVisible(), Patience);
    QVERIFY(!window->findChild<QLabel *>(u"pastOpeningFault"_s)->text().isEmpty());
    QTest::keyClicks(again, u"oat stoneware mug"_s);
    QTest::keyClick(again, Qt::Key_Return);
    (void)openPastWindow();
    QVERIFY(window->windowTitle().contains(u"20 November 2026"_s)); // the file tells of what moment it is
    window->close();
    QTRY_COMPARE(f.scratch(), QStringList());
}

// While it is put together.
void TestPastWindow::stopped()
{
    Fixture f;
    const auto filled = f.shop->database().writeNow(f.owner, [](Transaction &transaction) -> Result<> {
        transaction.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 800000) "
                         "INSERT INTO login_attempts (subject, failures, last_at, wait_until) "
                         "SELECT CAST('nobody' || i AS BLOB), 1, 1, 1 FROM n");
        return {};
    });
    QVERIFY(filled);
    f.select(f.backUp());
    f.click(f.find<QPushButton>(u"lookAround"_s));
    QPointer<PastWindow> window = pastWindow();
    QTRY_VERIFY_WITH_TIMEOUT(window->findChild<QProgressBar *>(u"pastProgress"_s)->value() > 0, Patience);
    QVERIFY(!f.scratch().isEmpty());
    f.click(window->findChild<QPushButton *>(u"pastCancel"_s));
    QTRY_VERIFY(!window);
    QTRY_COMPARE_WITH_TIMEOUT(f.scratch(), QStringList(), Patience);
    QVERIFY(f.window->isVisible());
}

QTEST_MAIN(TestPastWindow)
#include "tst_pastwindow.moc"
