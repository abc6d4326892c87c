// Scrolling over a page changes nothing on it; Ctrl+Z is the window's once a field has nothing of its own; a window does
// not close over what is half done.
#include "ui/shell/inputrules.h"

#include "tests/support/staffedwindow.h"
#include "ui/orders/countersheet.h"
#include "ui/orders/orderspage.h"
#include "ui/stock/piecelines.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
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
    void askBeforeClosingOverWhatIsHalfDone();
};

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

QTEST_MAIN(TestInputRules)
#include "tst_inputrules.moc"
