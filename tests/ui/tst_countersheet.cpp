// At the counter nothing moves under the hand, the figures are read across the room, what is missing is said while it is
// typed, and a sale whose answer was lost is not made twice.
#include "app/orders/orders.h"
#include "tests/support/losingway.h"
#include "tests/support/pgserver.h"
#include "tests/support/staffedwindow.h"
#include "ui/orders/countersheet.h"
#include "ui/orders/orderspage.h"
#include "ui/widgets/formfield.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
struct AtTheCounter
{
    QTemporaryDir folder;
    ManualClock clock{1'795'166'130'000}; // 2026-11-20T09:15:30Z
    std::unique_ptr<Backroom> shop;
    std::unique_ptr<test::SmallShop> small;
    Theme theme{*qApp, Theme::Choice::Light};
    TaskPool pool;
    test::YesToAll ask;
    Actor owner;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<MainWindow> window;
    CounterSheet *counter = nullptr;

    explicit AtTheCounter(const QString &url = {})
    {
        QLocale::setDefault(QLocale(u"en_GB"_s));
        shop = *Backroom::open({folder.path(), url}, clock, Database::Open::OrCreate);
        small = std::make_unique<test::SmallShop>(shop->database());
        owner = test::SmallShop::actorOf(small->addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
        (void)small->addVariant("MUG", 1400, 10);
        desk = std::make_unique<Desk>(*shop, owner, pool, ask);
        window = std::make_unique<MainWindow>(theme, folder.path());
        addOrdersPages(*window, *desk);
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
        auto *page = qobject_cast<OrdersPage *>(window->page(u"orders"_s));
        window->goTo(u"orders"_s);
        page->makeOrder(true);
        counter = page->counter();
        [&] { QTRY_VERIFY(counter->isVisible()); }();
    }
    ~AtTheCounter()
    {
        window.reset();
        desk.reset();
    }
    Q_DISABLE_COPY_MOVE(AtTheCounter)
    template<typename T> T *find(const QString &name) const { return counter->findChild<T *>(name); }
    QLineEdit *given() const { return find<QLineEdit>(u"cash_given"_s); }
    const FormField *givenField() const { return qobject_cast<FormField *>(given()->parentWidget()); }
    QAction *place() const { return find<QAction>(u"placeOrder"_s); }
    void scanTwoMugs() const
    {
        for (int pieces = 1; pieces <= 2; ++pieces) {
            (void)counter->takeScan(u"MUG"_s);
            [&] {
                QTRY_VERIFY(!counter->lines().lines().isEmpty()
                            && counter->lines().lines().constFirst().quantity == pieces);
            }();
        }
        [&] { QTRY_COMPARE(find<QLabel>(u"counterTotal"_s)->text(), u"£28.00"_s); }();
    }
    void type(const QString &text) const
    {
        given()->setFocus();
        given()->selectAll();
        QTest::keyClicks(given(), text);
    }
    qint64 orders() const
    {
        return *shop->database().read(
            [](Reader &reader) -> Result<qint64> { return reader.number("SELECT count(*) FROM orders").value_or(0); });
    }
    // Where everything of the counter stands.
    QMap<const QWidget *, QRect> places() const
    {
        QCoreApplication::processEvents();
        QMap<const QWidget *, QRect> all;
        const auto parts = counter->findChildren<QWidget *>();
        for (const QWidget *part : parts)
            if (part->isVisible() && !part->objectName().isEmpty() && !part->objectName().startsWith(u"qt_"_s))
                all.insert(part, {part->mapTo(counter, QPoint()), part->size()});
        return all;
    }
};

QStringList moved(const QMap<const QWidget *, QRect> &before, const QMap<const QWidget *, QRect> &after)
{
    QStringList names;
    for (auto one = before.begin(); one != before.end(); ++one)
        if (after.contains(one.key()) && after.value(one.key()).top() != one.value().top())
            names << one.key()->objectName();
    return names;
}
}

class TestCounterSheet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingMoves();
    void figuresAreReadAcrossTheRoom();
    void whatIsMissingIsSaidAtOnce();
    void oneFillingIsOneOrder();
    void aLostAnswerMakesNoSecondOrder();
};

void TestCounterSheet::nothingMoves()
{
    AtTheCounter f;
    f.scanTwoMugs();
    const auto before = f.places();
    auto *fault = f.find<QLabel>(u"counterFault"_s);
    QVERIFY(!fault->isVisible());
    (void)f.counter->takeScan(u"NO-SUCH-THING"_s);
    QTRY_VERIFY(fault->isVisible());
    QCOMPARE(moved(before, f.places()), QStringList());
    f.type(u"2"_s);
    QCOMPARE(moved(before, f.places()), QStringList());
    f.type(u"30"_s);
    QVERIFY(f.find<QLabel>(u"changeDue"_s)->isVisible());
    QCOMPARE(moved(before, f.places()), QStringList());
    f.type(u"abc"_s);
    f.find<QLineEdit>(u"discount"_s)->setFocus();
    QVERIFY(!f.givenField()->error().isEmpty());
    QCOMPARE(moved(before, f.places()), QStringList());
}

void TestCounterSheet::figuresAreReadAcrossTheRoom()
{
    AtTheCounter f;
    f.scanTwoMugs();
    f.type(u"30"_s);
    const auto *total = f.find<QLabel>(u"counterTotal"_s);
    const auto *change = f.find<QLabel>(u"changeDue"_s);
    QCOMPARE(change->text(), u"£2.00"_s);
    QVERIFY(total->font().pointSizeF() > change->font().pointSizeF());
    const auto labels = f.find<QWidget>(u"counterForm"_s)->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        if (label != total && label != change)
            QVERIFY2(label->font().pointSizeF() < change->font().pointSizeF(), qPrintable(label->text()));
}

void TestCounterSheet::whatIsMissingIsSaidAtOnce()
{
    AtTheCounter f;
    f.scanTwoMugs();
    QVERIFY(f.place()->isEnabled());
    const auto *says = f.find<QLabel>(u"cash_givenMessage"_s);
    f.type(u"2"_s);
    QVERIFY2(says->text().contains(u"£26.00"_s), qPrintable(says->text()));
    QVERIFY(f.givenField()->error().isEmpty()); // it may become 28
    QVERIFY(!f.place()->isEnabled());
    QTest::keyClicks(f.given(), u"8"_s);
    QVERIFY(f.place()->isEnabled());
    QCOMPARE(f.find<QLabel>(u"changeDue"_s)->text(), u"£0.00"_s);
    // Left as too little, it is a fault; the keys that would place the order lead back to it.
    f.type(u"20"_s);
    f.find<QLineEdit>(u"discount"_s)->setFocus();
    QVERIFY2(f.givenField()->error().contains(u"£8.00"_s), qPrintable(f.givenField()->error()));
    QTest::keyClick(f.find<QLineEdit>(u"discount"_s), Qt::Key_F9);
    QVERIFY(f.given()->hasFocus());
    QCOMPARE(f.orders(), 0);
    // Paid by card, it does not matter what was typed.
    QTest::mouseClick(f.find<QWidget>(u"counterPay"_s), Qt::LeftButton, {},
                      f.find<QWidget>(u"counterPay"_s)->rect().center());
    QVERIFY(f.place()->isEnabled());
}

void TestCounterSheet::oneFillingIsOneOrder()
{
    AtTheCounter f;
    for (int sale = 1; sale <= 2; ++sale) {
        f.scanTwoMugs();
        f.place()->trigger();
        QTRY_COMPARE(f.orders(), sale);
        QTRY_VERIFY(f.counter->lines().lines().isEmpty());
    }
}

void TestCounterSheet::aLostAnswerMakesNoSecondOrder()
{
    const QString url = test::freshPostgresUrl();
    {
        test::LosingWay way(url);
        AtTheCounter f(way.url());
        f.scanTwoMugs();
        way.loseNext();
        f.place()->trigger();
        auto *fault = f.find<QLabel>(u"counterFault"_s);
        QTRY_VERIFY_WITH_TIMEOUT(fault->isVisible(), 15'000);
        QVERIFY(way.hasLost());
        QVERIFY2(fault->text().contains(u"press again"_s), qPrintable(fault->text()));
        QCOMPARE(f.counter->lines().lines().size(), 1); // nothing that was scanned is gone
        QTRY_VERIFY(f.place()->isEnabled());
        f.place()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(f.find<QWidget>(u"saleDone"_s)->isVisible(), 15'000);
        QVERIFY(f.find<QLabel>(u"saleDoneText"_s)->text().contains(u"£28.00"_s));
        QCOMPARE(f.orders(), 1);
    }
    test::dropPostgres(url);
}

QTEST_MAIN(TestCounterSheet)
#include "tst_countersheet.moc"
