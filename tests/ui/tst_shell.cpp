// The window around the pages, worked with the keyboard alone; what it remembers; how it asks, tells and shows errors.
#include "ui/shell/ask.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusstrip.h"
#include "ui/theme/programicon.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/searchfield.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace backroom;
using namespace Qt::StringLiterals;

namespace {

class SamplePage final : public ConsolePage {
public:
    SamplePage(const QString &key, const QString &title, PageGroup group = PageGroup::Work)
        : ConsolePage(key, title, key, group), field(new SearchField(u"Search "_s + title, this))
    {
        auto *all = new QVBoxLayout(this);
        all->addWidget(field);
        add = addCommand(MenuPlace::Shop, u"add-"_s + key, u"Add to "_s + title, u"plus"_s, QKeySequence::New);
        connect(add, &QAction::triggered, this, [this] { ++added; });
    }
    void activated() override { ++shown; }
    void refresh() override { ++refreshed; }
    QWidget *searchField() override { return field; }
    using ConsolePage::setStatusText;
    using ConsolePage::setWaiting;

    SearchField *field;
    QAction *add;
    int shown = 0, refreshed = 0, added = 0;
};

struct Fixture
{
    QTemporaryDir folder;
    Theme theme{*qApp, Theme::Choice::Light};
    MainWindow window{theme, folder.path()};
    SamplePage *orders = new SamplePage(u"orders"_s, u"Orders"_s);
    SamplePage *products = new SamplePage(u"products"_s, u"Products"_s);
    SamplePage *logs = new SamplePage(u"logs"_s, u"Logs"_s, PageGroup::Oversight);

    Fixture()
    {
        for (ConsolePage *page : {orders, products, logs})
            window.addPage(page);
        window.setShop(u"Fern & Tide"_s, u"Mara Lindqvist, owner"_s);
        window.resize(1440, 900);
        window.show();
        window.start();
        window.activateWindow();
        (void)QTest::qWaitForWindowActive(&window);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&window, key, modifiers);
    }
};

}

class tst_Shell : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pagesByKeyboard();
    void historyGoesBackAndForth();
    void commandsFollowThePage();
    void menuBarStaysAsItIs();
    void everyCommandIsInAMenu();
    void findAnything();
    void findsPagesFirst();
    void findsCommandsOfOtherPages();
    void saysThatNothingWasFound();
    void listsKeysOfWhatIsShown();
    void sidebarTellsWhatWaits();
    void narrowWindow();
    void sidebarKeepsItsWordsAsLongAsTheyFit();
    void shopSignGivesWayToPages();
    void programHasASign();
    void remembers();
    void noticeCanBeTakenBack();
    void questions();
    void errorUnderField();
    void themeFromTheMenu();
};

void tst_Shell::pagesByKeyboard()
{
    Fixture f;
    QCOMPARE(f.window.currentPage(), f.orders);
    QCOMPARE(f.orders->shown, 1);
    f.press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(f.window.currentPage(), f.products);
    f.press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(f.products->field->hasFocus());
    f.press(Qt::Key_F5);
    QCOMPARE(f.products->refreshed, 1);
    QCOMPARE(f.orders->refreshed, 0);
    auto *item = f.window.findChild<QAbstractButton *>(u"productsItem"_s);
    QVERIFY(item->isChecked());
    item->setFocus();
    QTest::keyClick(item, Qt::Key_Down);
    QVERIFY(f.window.findChild<QAbstractButton *>(u"logsItem"_s)->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(f.window.currentPage(), f.logs);
    f.press(Qt::Key_F6);
    QVERIFY(f.logs->field->hasFocus());
}

void tst_Shell::historyGoesBackAndForth()
{
    Fixture f;
    f.window.goTo(u"products"_s);
    f.window.goTo(u"logs"_s);
    f.window.goTo(u"nowhere"_s);
    QCOMPARE(f.window.currentPage(), f.logs);
    f.press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(f.window.currentPage(), f.products);
    f.press(Qt::Key_Left, Qt::AltModifier);
    f.press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(f.window.currentPage(), f.orders);
    f.press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(f.window.currentPage(), f.products);
}

// No menu comes or goes with the page: the others would move. What looks after the shop is in reach everywhere.
void tst_Shell::menuBarStaysAsItIs()
{
    QTemporaryDir folder;
    Theme theme(*qApp, Theme::Choice::Light);
    MainWindow window(theme, folder.path());
    class ToolPage final : public ConsolePage {
    public:
        ToolPage(const QString &key, const QString &tool, bool isForEverywhere)
            : ConsolePage(key, key, key, PageGroup::Oversight)
        {
            deed = addCommand(MenuPlace::Tools, tool, u"Do "_s + tool, u"shield"_s);
            connect(deed, &QAction::triggered, this, [this] { ++done; });
            then = addCommand(MenuPlace::Tools, tool + u"Then"_s, u"Then "_s + tool, {});
            if (isForEverywhere)
                offerEverywhere(deed);
        }
        QAction *deed, *then;
        int done = 0;
    };
    auto *plain = new SamplePage(u"orders"_s, u"Orders"_s);
    auto *backups = new ToolPage(u"backups"_s, u"backUpNow"_s, true);
    auto *reports = new ToolPage(u"reports"_s, u"runReport"_s, false);
    for (ConsolePage *page :
         {static_cast<ConsolePage *>(plain), static_cast<ConsolePage *>(backups), static_cast<ConsolePage *>(reports)})
        window.addPage(page);
    window.show();
    const auto shown = [&window] {
        QStringList words;
        const auto tops = window.menuBar()->actions();
        for (const QAction *top : tops)
            if (top->isVisible() && top->isEnabled())
                words << top->text();
        return words;
    };
    window.goTo(u"orders"_s);
    const QStringList before = shown();
    QVERIFY(before.contains(u"&Tools"_s));
    for (const auto &key : {u"backups"_s, u"reports"_s, u"orders"_s}) {
        window.goTo(key);
        QCOMPARE(shown(), before);
    }
    // From another page it leads there; on its own page it stands once.
    auto *elsewhere = window.findChild<QAction *>(u"backUpNowEverywhere"_s);
    QVERIFY(elsewhere && elsewhere->isVisible());
    QVERIFY(!window.findChild<QAction *>(u"runReportEverywhere"_s)); // wants a report that is open
    elsewhere->trigger();
    QCOMPARE(window.currentPage(), backups);
    QCOMPARE(backups->done, 1);
    QVERIFY(!elsewhere->isVisible());
    // As the page has them: what matters most first.
    QCOMPARE(window.menu(MenuPlace::Tools)->actions().mid(0, 2), (QList<QAction *>{backups->deed, backups->then}));
    window.goTo(u"orders"_s);
    backups->deed->setEnabled(false);
    QVERIFY(!elsewhere->isEnabled());
}

void tst_Shell::commandsFollowThePage()
{
    Fixture f;
    QVERIFY(f.window.menu(MenuPlace::Shop)->actions().contains(f.orders->add));
    f.press(Qt::Key_N, Qt::ControlModifier);
    f.window.goTo(u"products"_s);
    QVERIFY(!f.window.menu(MenuPlace::Shop)->actions().contains(f.orders->add));
    f.press(Qt::Key_N, Qt::ControlModifier); // the same keys, another page
    QCOMPARE(f.orders->added, 1);
    QCOMPARE(f.products->added, 1);
}

void tst_Shell::everyCommandIsInAMenu()
{
    Fixture f;
    QSet<QAction *> inMenus;
    const auto menus = f.window.findChildren<QMenu *>();
    for (const QMenu *menu : menus) {
        for (QAction *action : menu->actions())
            inMenus << action;
    }
    QSet<QKeySequence> keys;
    for (QAction *action : f.window.actions()) {
        QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
        QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        for (const QKeySequence &sequence : action->shortcuts()) {
            QVERIFY2(!keys.contains(sequence), qPrintable(sequence.toString()));
            keys << sequence;
        }
    }
    const auto buttons = f.window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (button->focusPolicy() != Qt::NoFocus && button->isVisible())
            QVERIFY2(!button->accessibleName().isEmpty() && !button->objectName().isEmpty(),
                     qPrintable(button->text()));
    }
}

void tst_Shell::findAnything()
{
    Fixture f;
    f.press(Qt::Key_K, Qt::ControlModifier);
    auto *finder = f.window.findChild<QDialog *>(u"finder"_s);
    QVERIFY(finder && finder->isVisible());
    auto *field = finder->findChild<QLineEdit *>(u"finderField"_s);
    QTest::keyClicks(field, u"prod"_s);
    auto *found = finder->findChild<QListWidget *>(u"finderList"_s);
    QCOMPARE(found->count(), 2); // the page and its command
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.window.currentPage(), f.products);
}

// Enter on what nobody typed goes to a page; the program is not ended by it.
void tst_Shell::findsPagesFirst()
{
    Fixture f;
    f.press(Qt::Key_K, Qt::ControlModifier);
    const auto *found = f.window.findChild<QDialog *>(u"finder"_s)->findChild<QListWidget *>(u"finderList"_s);
    QCOMPARE(found->item(0)->text(), u"Orders"_s);
    QCOMPARE(found->item(found->count() - 1)->text(), u"Quit"_s);
    QStringList all;
    for (int i = 0; i < found->count(); ++i)
        all << found->item(i)->text();
    QCOMPARE(all.removeDuplicates(), 0); // a choice in a menu of its own says which
}

void tst_Shell::findsCommandsOfOtherPages()
{
    Fixture f;
    f.press(Qt::Key_K, Qt::ControlModifier);
    auto *finder = f.window.findChild<QDialog *>(u"finder"_s);
    auto *field = finder->findChild<QLineEdit *>(u"finderField"_s);
    auto *found = finder->findChild<QListWidget *>(u"finderList"_s);
    QTest::keyClicks(field, u"add to prod"_s);
    QCOMPARE(found->item(0)->data(Qt::UserRole + 1).toString(), u"Products"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.window.currentPage(), f.products);
    QCOMPARE(f.products->added, 1);
}

void tst_Shell::saysThatNothingWasFound()
{
    Fixture f;
    f.press(Qt::Key_K, Qt::ControlModifier);
    auto *finder = f.window.findChild<QDialog *>(u"finder"_s);
    auto *field = finder->findChild<QLineEdit *>(u"finderField"_s);
    auto *found = finder->findChild<QListWidget *>(u"finderList"_s);
    QTest::keyClicks(field, u"qqqqzz"_s);
    QCOMPARE(found->count(), 1);
    QCOMPARE(found->item(0)->text(), u"Nothing was found"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(finder->isVisible());
}

void tst_Shell::listsKeysOfWhatIsShown()
{
    Fixture f;
    QAction own(u"Book it"_s);
    own.setShortcut(QKeySequence(u"F9"_s));
    own.setShortcutContext(Qt::WidgetWithChildrenShortcut);
    f.orders->field->addAction(&own);
    const auto listed = [&f](const QString &text) {
        f.window.findChild<QAction *>(u"keys"_s)->trigger();
        auto *sheet = f.window.findChild<QDialog *>(u"keysHelp"_s);
        const auto labels = sheet->findChildren<QLabel *>();
        const bool there =
            std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text() == text; });
        delete sheet;
        return there;
    };
    QVERIFY(listed(u"Book it"_s));
    QVERIFY(listed(u"On this page"_s));
    f.orders->field->hide();
    QVERIFY(!listed(u"Book it"_s));
    QVERIFY(!listed(u"On this page"_s));
}

void tst_Shell::sidebarTellsWhatWaits()
{
    Fixture f;
    f.orders->setWaiting(7);
    QCOMPARE(f.window.findChild<QAbstractButton *>(u"ordersItem"_s)->accessibleName(), u"Orders, 7 waiting"_s);
    f.orders->setStatusText(u"7 orders to send"_s);
    auto *text = f.window.findChild<QLabel *>(u"statusText"_s);
    QCOMPARE(text->text(), u"7 orders to send"_s);
    f.logs->setStatusText(u"Live"_s); // not the page that is shown
    QCOMPARE(text->text(), u"7 orders to send"_s);
}

void tst_Shell::narrowWindow()
{
    Fixture f;
    auto *sidebar = f.window.findChild<QWidget *>(u"sidebar"_s);
    const int wide = sidebar->width();
    f.window.resize(1024, 640);
    QTRY_VERIFY(sidebar->width() < wide / 2);
    QCOMPARE(f.window.findChild<QWidget *>(u"ordersItem"_s)->toolTip(), u"Orders"_s);
}

void tst_Shell::sidebarKeepsItsWordsAsLongAsTheyFit()
{
    Fixture f;
    auto *sidebar = f.window.findChild<QWidget *>(u"sidebar"_s);
    const int words = sidebar->width(), unit = metrics().unit;
    // Narrower than 69 lines of text are high it shows icons only, however large they are.
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(usual.pointSizeF() * 2);
    QApplication::setFont(large);
    QTRY_VERIFY(sidebar->width() < words);
    QApplication::setFont(usual);
    QTRY_COMPARE(sidebar->width(), words);
    // The help takes its room from the pages before it takes it from the words.
    QDockWidget dock(&f.window);
    dock.setWidget(new QWidget);
    dock.widget()->setFixedWidth(f.window.width() - 55 * unit);
    f.window.addDockWidget(Qt::RightDockWidgetArea, &dock);
    QTRY_VERIFY(sidebar->width() < words / 2);
    dock.hide();
    QTRY_COMPARE(sidebar->width(), words);
}

void tst_Shell::shopSignGivesWayToPages()
{
    Fixture f;
    for (int i = 0; i < 8; ++i)
        f.window.addPage(new SamplePage(u"more%1"_s.arg(i), u"More"_s, PageGroup::House));
    auto *sign = f.window.findChild<QWidget *>(u"shopSign"_s);
    QCoreApplication::processEvents();
    QVERIFY(sign->isVisible());
    const QWidget *item = f.window.findChild<QWidget *>(u"ordersItem"_s);
    const int tall = sign->height();
    f.window.resize(1440, 560);
    QCoreApplication::processEvents();
    QVERIFY(!sign->isVisible() || sign->height() == tall); // never cut
    QCOMPARE(item->height(), item->sizeHint().height());
    f.window.resize(1440, 900);
    QCoreApplication::processEvents();
    QVERIFY(sign->isVisible());
}

void tst_Shell::programHasASign()
{
    const QIcon sign = programIcon();
    for (const int side : {16, 22, 24, 48, 256}) {
        const QImage drawn = sign.pixmap(side).toImage();
        QCOMPARE(drawn.size(), QSize(side, side));
        QVERIFY(qAlpha(drawn.pixel(side / 2, side / 6)) == 255);
    }
}

void tst_Shell::remembers()
{
    QTemporaryDir folder;
    Theme theme(*qApp, Theme::Choice::Light);
    for (int start = 0; start < 2; ++start) {
        MainWindow window(theme, folder.path());
        window.addPage(new SamplePage(u"orders"_s, u"Orders"_s));
        window.addPage(new SamplePage(u"products"_s, u"Products"_s));
        window.show();
        window.start();
        QCOMPARE(window.currentPage()->key(), start == 0 ? u"orders"_s : u"products"_s);
        window.goTo(u"products"_s);
        window.close();
    }
    QVERIFY(QFile::exists(folder.filePath(u"window.ini"_s)));
}

void tst_Shell::noticeCanBeTakenBack()
{
    Fixture f;
    QAction undo(u"Undo"_s);
    undo.setShortcut(QKeySequence::Undo);
    QSignalSpy undone(&undo, &QAction::triggered);
    f.orders->field->setFocus();
    f.window.notice(u"Price of 3 products changed"_s, &undo);
    auto *bar = f.window.findChild<NoticeBar *>(u"noticeBar"_s);
    QCOMPARE(bar->text(), u"Price of 3 products changed"_s);
    QVERIFY(f.orders->field->hasFocus()); // it never takes the focus
    QTest::mouseClick(bar->findChild<QAbstractButton *>(u"noticeUndo"_s), Qt::LeftButton);
    QCOMPARE(undone.size(), 1);
    QVERIFY(!bar->isVisible());
}

void tst_Shell::questions()
{
    Fixture f;
    Ask ask;
    std::optional<bool> answer;
    const Question question{u"endSessions"_s, u"End all 3 sessions of Tom Adeyemi?"_s, u"They have to sign in again."_s,
                            u"End sessions"_s, u"Keep"_s};
    ask.question(&f.window, question, [&answer](bool yes) { answer = yes; });
    QVERIFY(!answer); // nothing waits
    auto *dialog = f.window.findChild<QDialog *>(u"endSessions"_s);
    QTest::keyClick(dialog, Qt::Key_Return); // a stray Enter keeps
    QTRY_VERIFY(answer.has_value());
    QCOMPARE(*answer, false);
    QTRY_VERIFY(!f.window.findChild<QDialog *>(u"endSessions"_s));
    answer.reset();
    ask.question(&f.window, question, [&answer](bool yes) { answer = yes; });
    f.window.findChild<QDialog *>(u"endSessions"_s)->findChild<QAbstractButton *>(u"yes"_s)->click();
    QCOMPARE(answer, std::optional(true));
}

void tst_Shell::errorUnderField()
{
    QWidget form;
    QVBoxLayout all(&form);
    auto *sku = new QLineEdit;
    auto *field = new FormField(u"sku"_s, u"SKU"_s, sku, u"As on the label"_s);
    auto *other = new QLineEdit;
    all.addWidget(field);
    all.addWidget(other);
    form.show();
    form.activateWindow();
    (void)QTest::qWaitForWindowActive(&form);
    auto *message = field->findChild<QLabel *>(u"skuMessage"_s);
    field->setCheck([sku] {
        return sku->text().isEmpty() ? u"A product needs an SKU. Type one, or take the proposal."_s : QString();
    });
    sku->setFocus();
    other->setFocus();
    QCOMPARE(field->error(), QString()); // untouched, so not judged
    const int height = field->height();
    sku->setFocus();
    QTest::keyClicks(sku, u"A"_s);
    QTest::keyClick(sku, Qt::Key_Backspace);
    QCOMPARE(field->error(), QString()); // not while typing
    other->setFocus();
    QVERIFY(field->error().startsWith(u"A product needs"_s));
    QCOMPARE(message->text(), field->error());
    QCOMPARE(sku->accessibleDescription(), field->error());
    QCOMPARE(sku->accessibleName(), u"SKU"_s);
    QCOMPARE(field->height(), height); // nothing jumps
    sku->setFocus();
    QTest::keyClicks(sku, u"MUG"_s);
    other->setFocus();
    QCOMPARE(message->text(), u"As on the label"_s);
}

void tst_Shell::themeFromTheMenu()
{
    Fixture f;
    f.window.findChild<QAction *>(u"coloursDark"_s)->trigger();
    QVERIFY(f.theme.dark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().canvas);
    const QImage picture = f.window.grab().toImage();
    QCOMPARE(picture.pixelColor(picture.width() - 4, picture.height() / 2), darkTokens().canvas);
}

QTEST_MAIN(tst_Shell)
#include "tst_shell.moc"
