// Scrolling over a page changes nothing on it; Ctrl+Z is the window's once a field has nothing of its own; Enter presses
// what has the focus, and a dialog begins in its first field; what is half done is not lost by a slip.
#include "ui/shell/inputrules.h"

#include "tests/support/staffedwindow.h"
#include "ui/orders/countersheet.h"
#include "ui/orders/orderspage.h"
#include "ui/stock/piecelines.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {
void turnWheel(QWidget *over)
{
    const QPoint at = over->rect().center();
    QWheelEvent wheel(at, over->mapToGlobal(at), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(over, &wheel);
}
}

class TestInputRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wheelsScrollAndChangeNothing();
    void undoIsTheWindowsWhereAFieldHasNone();
    void enterPressesWhatHasTheFocus();
    void dialogsBeginInTheirFirstField();
    void askBeforeClosingOverWhatIsHalfDone();
    void askBeforeASaleIsThrownAway();
    void thePageThatIsShownIsLeftForItsList();
};

void TestInputRules::enterPressesWhatHasTheFocus()
{
    const InputRules rules;
    QWidget window;
    QPushButton button(u"Send"_s, &window);
    int pressed = 0;
    connect(&button, &QPushButton::clicked, &window, [&pressed] { ++pressed; });
    window.show();
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(pressed, 1);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
    QCoreApplication::sendEvent(&button, &held);
    QCOMPARE(pressed, 1);
    button.setEnabled(false);
    QTest::keyClick(&button, Qt::Key_Return);
    QCOMPARE(pressed, 1);
}

void TestInputRules::dialogsBeginInTheirFirstField()
{
    const InputRules rules;
    QDialog dialog;
    auto *all = new QVBoxLayout(&dialog);
    QPushButton done(u"Done"_s);
    done.setDefault(true);
    QSpinBox pieces;
    QLineEdit note;
    all->addWidget(&pieces);
    all->addWidget(&note);
    all->addWidget(&done);
    dialog.show();
    QCOMPARE(dialog.focusWidget(), &pieces);
    dialog.hide();
    note.setFocus();
    dialog.show();
    QCOMPARE(dialog.focusWidget(), &note); // as it was left
}

void TestInputRules::wheelsScrollAndChangeNothing()
{
    const InputRules rules;
    QScrollArea area;
    auto *page = new QWidget;
    auto *all = new QVBoxLayout(page);
    auto *choice = new QComboBox;
    choice->addItems({u"English"_s, u"Deutsch"_s, u"Français"_s});
    auto *number = new QSpinBox;
    number->setRange(-10, 10);
    all->addWidget(choice);
    all->addWidget(number);
    all->addSpacing(2000);
    area.setWidget(page);
    area.resize(300, 200);
    area.show();
    choice->setFocus();
    turnWheel(choice);
    turnWheel(number);
    turnWheel(number->findChild<QLineEdit *>());
    QCOMPARE(choice->currentIndex(), 0);
    QCOMPARE(number->value(), 0);
    turnWheel(area.verticalScrollBar());
    QVERIFY(area.verticalScrollBar()->value() > 0);
}

void TestInputRules::undoIsTheWindowsWhereAFieldHasNone()
{
    QWidget window;
    const InputRules rules;
    auto *all = new QVBoxLayout(&window);
    auto *line = new QLineEdit;
    auto *text = new QPlainTextEdit;
    all->addWidget(line);
    all->addWidget(text);
    int undone = 0;
    QAction undo;
    undo.setShortcut(QKeySequence::Undo);
    connect(&undo, &QAction::triggered, &window, [&undone] { ++undone; });
    window.addAction(&undo);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    for (QWidget *field : {static_cast<QWidget *>(line), static_cast<QWidget *>(text)}) {
        field->setFocus();
        undone = 0;
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone, 1);
        QTest::keyClicks(field, u"Vase"_s);
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier); // its own first
        QCOMPARE(undone, 1);
        QTest::keyClicks(field, u"Vase"_s);
        InputRules::forgetTyping(field); // it was saved
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone, 2);
    }
    QCOMPARE(line->text(), u"Vase"_s);
}

void TestInputRules::askBeforeClosingOverWhatIsHalfDone()
{
    test::StaffedWindow f;
    f.window->setDesk(*f.desk);
    addOrdersPages(*f.window, *f.desk);
    f.show(u"orders"_s);
    f.small->addVariant("MUG", 1400, 50);
    f.action(u"counter"_s)->trigger();
    auto *counter = f.find<CounterSheet>(u"counterSheet"_s);
    QTRY_VERIFY(counter->isVisible());
    QVERIFY(counter->takeScan(u"MUG"_s));
    QTRY_COMPARE(counter->lines().lines().size(), 1);
    f.ask.yes = false;
    f.window->close();
    QVERIFY(f.window->isVisible());
    QCOMPARE(f.ask.names, QStringList{u"closeHalfTyped"_s});
    f.ask.yes = true;
    f.window->close();
    QTRY_VERIFY(!f.window->isVisible());
}

namespace {
struct AtTheCounter : test::StaffedWindow
{
    AtTheCounter()
    {
        window->setDesk(*desk);
        addOrdersPages(*window, *desk);
        show(u"orders"_s);
        small->addVariant("MUG", 1400, 50);
        action(u"counter"_s)->trigger();
        counter = find<CounterSheet>(u"counterSheet"_s);
    }
    CounterSheet *counter = nullptr;
};
}

void TestInputRules::askBeforeASaleIsThrownAway()
{
    AtTheCounter f;
    QVERIFY(f.counter->takeScan(u"MUG"_s));
    QTRY_COMPARE(f.counter->lines().lines().size(), 1);
    auto *over = f.counter->findChild<QAction *>(u"startOver"_s);
    f.ask.yes = false;
    over->trigger();
    QCOMPARE(f.counter->lines().lines().size(), 1);
    f.ask.yes = true;
    over->trigger();
    QTRY_COMPARE(f.counter->lines().lines().size(), 0);
    QCOMPARE(f.ask.names, (QStringList{u"startOver"_s, u"startOver"_s}));
}

void TestInputRules::thePageThatIsShownIsLeftForItsList()
{
    AtTheCounter f;
    QTRY_VERIFY(f.counter->isVisible());
    f.window->findChild<QAction *>(u"go-orders"_s)->trigger();
    QTRY_VERIFY(!f.counter->isVisible());
    QCOMPARE(f.window->currentPage()->key(), u"orders"_s);
}

QTEST_MAIN(TestInputRules)
#include "tst_inputrules.moc"
