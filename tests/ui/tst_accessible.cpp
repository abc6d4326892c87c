// The console for those who hear it or use it by keyboard alone: on every page and in every dialog that a page's commands
// open, whatever can have the focus has a name and a role, Tab reaches all of it, and one sees where one is.
#include "app/backroom.h"
#include "app/users/apikeys.h"
#include "app/users/users.h"
#include "tests/support/openconsole.h"
#include "tests/support/smallshop.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFileDialog>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace backroom;
using namespace Qt::StringLiterals;
using test::SmallShop;

namespace {
// The windows that were shown, however short: one that flashes up takes the keyboard from where somebody types.
class Shown final : public QObject {
public:
    QStringList windows;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show && watched->isWindowType())
            windows << watched->objectName();
        return false;
    }
};

QString nameOf(const QWidget *widget)
{
    QStringList path;
    for (const QWidget *at = widget; at && path.size() < 4; at = at->parentWidget())
        path.prepend(at->objectName().isEmpty() ? QString::fromLatin1(at->metaObject()->className())
                                                : at->objectName());
    return path.join(u'/');
}

bool takesTab(const QWidget *widget)
{
    return widget->isEnabled() && widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus)
        && !widget->focusProxy();
}

// Whatever the keyboard should reach in that part of a window.
QList<QWidget *> reachable(QWidget *part)
{
    QList<QWidget *> widgets;
    const auto all = part->findChildren<QWidget *>();
    for (QWidget *widget : all)
        if (widget->window() == part->window() && takesTab(widget))
            widgets << widget;
    return widgets;
}

QStringList nameless(QWidget *part)
{
    QStringList faults;
    for (QWidget *widget : reachable(part)) {
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (!face) {
            faults << nameOf(widget) + u" cannot be asked"_s;
            continue;
        }
        if (face->text(QAccessible::Name).trimmed().isEmpty())
            faults << nameOf(widget) + u" has no name"_s;
        // A bare widget's own role says nothing of what it does.
        if (face->role() == QAccessible::NoRole || face->role() == QAccessible::Client)
            faults << nameOf(widget) + u" has no role"_s;
    }
    // Buttons that only the pointer reaches are named as well.
    const auto buttons = part->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(button);
        if (button->isVisible() && button->window() == part->window()
            && face->text(QAccessible::Name).trimmed().isEmpty() && !button->objectName().startsWith(u"qt_toolbar"_s)
            && !qobject_cast<QTableView *>(button->parentWidget()))
            faults << nameOf(button) + u" is a button without a name"_s;
    }
    return faults;
}

// Presses Tab until it comes round.
QSet<QWidget *> tabbed(QWidget *window)
{
    QSet<QWidget *> visited;
    for (int i = 0; i < 400; ++i) {
        QWidget *at = window->focusWidget();
        QTest::keyClick(at ? at : window, Qt::Key_Tab);
        at = window->focusWidget();
        if (at && visited.contains(at) && i > 60)
            break;
        if (at)
            visited << at;
    }
    return visited;
}

QStringList unreached(QWidget *part)
{
    QStringList faults;
    const QSet<QWidget *> visited = tabbed(part->window());
    for (QWidget *widget : reachable(part))
        if (!visited.contains(widget))
            faults << nameOf(widget) + u" is not reached by Tab"_s;
    return faults;
}

QImage look(QWidget *widget)
{
    // As Tab does: what scrolls brings it into view.
    for (QWidget *at = widget->parentWidget(); at; at = at->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(at))
            area->ensureWidgetVisible(widget);

    const QRect around = QRect(widget->mapTo(widget->window(), QPoint()), widget->size()).adjusted(-4, -4, 4, 4);
    return widget->window()->grab(around).toImage();
}

QStringList unseen(QWidget *part)
{
    QStringList faults;
    for (QWidget *widget : reachable(part)) {
        widget->setFocus(Qt::TabFocusReason);
        if (!widget->hasFocus())
            continue;
        widget->window()->setAttribute(Qt::WA_KeyboardFocusChange); // somebody uses the keyboard
        const QImage with = look(widget);
        widget->clearFocus();
        if (look(widget) == with)
            faults << nameOf(widget) + u" does not show that it has the focus"_s;
    }
    return faults;
}

QDialog *openDialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *dialog = qobject_cast<QDialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

// What is loaded in the background has arrived once nothing changes any more.
void settle()
{
    for (int i = 0; i < 6; ++i)
        QTest::qWait(30);
}
}

class TestAccessible : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
    void dialogs_data() { pages_data(); }
    void dialogs();
    void cleanupTestCase();

private:
    void makeShop();
    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    Shown m_shown;
    QStringList m_pages;
};

void TestAccessible::makeShop()
{
    SystemClock clock;
    const auto shop = *Backroom::open({m_folder.path(), {}}, clock, Database::Open::OrCreate);
    Database &database = shop->database();
    SmallShop small(database);
    const VariantId mug = small.addVariant("MUG", 1400, 50);
    const Actor owner = SmallShop::actorOf(small.addUser(u"owner@example.com"_s, Role::Owner), Role::Owner);
    const UserId ada = small.addUser(u"ada@example.com"_s);
    (void)small.order({{mug, 2}}, SmallShop::actorOf(ada));
    QVERIFY(database.writeNow(owner, [&](Transaction &tx) {
        return apikeys::create(tx, owner, {u"Till"_s, {u"stock:read"_s}, {}});
    }));
}

void TestAccessible::initTestCase()
{
    QLocale::setDefault(QLocale(u"en_GB"_s));
    makeShop();
    qApp->installEventFilter(&m_shown);
    m_console = test::openConsole(m_folder.path());
    QVERIFY(m_console);
    QVERIFY2(m_shown.windows == QStringList{u"mainWindowWindow"_s}, qPrintable(m_shown.windows.join(u' ')));
    m_console->window()->resize(1280, 800);
    for (const ConsolePage *page : m_console->window()->findChildren<ConsolePage *>())
        m_pages << page->key();
    QVERIFY(m_pages.size() >= 8);
}

void TestAccessible::cleanupTestCase() { m_console.reset(); }

void TestAccessible::pages_data()
{
    QTest::addColumn<QString>("page");
    for (const QString &page : std::as_const(m_pages))
        QTest::newRow(qPrintable(page)) << page;
}

void TestAccessible::pages()
{
    QFETCH(QString, page);
    MainWindow *window = m_console->window();
    m_shown.windows.clear();
    window->goTo(page);
    window->activateWindow();
    settle();
    QCOMPARE(m_shown.windows, QStringList());
    const QStringList faults = nameless(window) + unreached(window->currentPage()) + unseen(window->currentPage());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestAccessible::dialogs()
{
    QFETCH(QString, page);
    MainWindow *window = m_console->window();
    window->goTo(page);
    settle();
    if (auto *table = window->currentPage()->findChild<QTableView *>(); table && table->model()->rowCount() > 0) {
        table->setFocus();
        table->selectRow(0);
        settle();
    }
    const QList<QAction *> commands = window->currentPage()->commands().values();
    QStringList faults;
    for (QAction *command : commands) {
        // A question follows where dots stand.
        if (!command->isEnabled() || !command->isVisible() || !command->text().endsWith(u'…'))
            continue;
        command->trigger();
        QTest::qWait(60);
        QDialog *dialog = openDialog();
        if (!dialog)
            continue;
        if (!qobject_cast<QFileDialog *>(dialog)) {
            dialog->activateWindow();
            const QStringList found = nameless(dialog) + unreached(dialog) + unseen(dialog);
            for (const QString &fault : found)
                faults << command->objectName() + u": "_s + fault;
        }
        for (int i = 0; i < 5 && openDialog(); ++i) {
            openDialog()->reject();
            QTest::qWait(20);
        }
        QVERIFY2(!openDialog(), qPrintable(command->objectName() + u": Esc does not close it"_s));
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
