// Started once more, the program shows the window that is there instead of complaining or opening the shop twice.
#include "app/backroom.h"
#include "tests/support/openconsole.h"
#include "tests/support/paths.h"
#include "tests/support/smallshop.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/onewindow.h"

#include <QApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
constexpr int Patience = 30'000;

void makeShop(const QString &folder)
{
    SystemClock clock;
    const auto shop = *Backroom::open({folder, {}}, clock, Database::Open::OrCreate);
    SmallShop small(shop->database());
    small.addUser(u"owner@example.com"_s, Role::Owner);
}
}

class TestSecondStart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsTheFirst();
    void opensWhereTheFirstHangs();
};

void TestSecondStart::showsTheFirst()
{
    QTemporaryDir folder;
    makeShop(folder.path());
    const auto console = test::openConsole(folder.path());
    QVERIFY(console);
    console->window()->hide();
    QProcess second;
    second.start(test::program(u"backroom"_s), {u"--data"_s, folder.path(), u"--port"_s, u"0"_s});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, Patience);
    QCOMPARE(second.exitStatus(), QProcess::NormalExit);
    QCOMPARE(second.exitCode(), 0);
    QTRY_VERIFY(console->window()->isVisible());
}

// One that takes the call and says nothing is none: the owner is not left without a window.
void TestSecondStart::opensWhereTheFirstHangs()
{
    QTemporaryDir folder;
    OneWindow first(folder.path());
    first.listen(); // nobody's events are handled while the other one asks
    const OneWindow second(folder.path());
    QVERIFY(!second.raiseOther());
    const OneWindow another(folder.filePath(u"elsewhere"_s));
    QVERIFY(!another.raiseOther());
}

QTEST_MAIN(TestSecondStart)
#include "tst_secondstart.moc"
