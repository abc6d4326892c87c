#include "ui/shell/mainwindow.h"

#include "ui/shell/desk.h"
#include "ui/shell/finder.h"
#include "ui/shell/inputrules.h"
#include "ui/shell/keyshelp.h"
#include "ui/shell/longwork.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/toolsmenu.h"
#include "ui/shell/translations.h"
#include "ui/shell/undoer.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/fillingstack.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QActionGroup>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// In heights of a line, so that large text has the same room as small: in a narrower window, or beside the help with less
// left for the pages, the sidebar shows icons only.
static constexpr int NarrowWindow = 69, NarrowRest = 60;

MainWindow::MainWindow(Theme &theme, const QString &dataFolder, QWidget *parent)
    : QMainWindow(parent), m_theme(theme), m_memory(dataFolder)
{
    setObjectName(u"mainWindow"_s);
    new InputRules(this);
    setMinimumSize(800, 560);
    setContextMenuPolicy(Qt::NoContextMenu); // no menu of toolbars, there are none
    m_theme.choose(Theme::Choice(m_memory.value(u"theme"_s, int(m_theme.choice())).toInt()));
    m_theme.scaleText(m_memory.value(u"textSize"_s, 100).toInt());
    m_stack = new FillingStack;
    m_stack->setObjectName(u"pages"_s);
    m_status = new StatusStrip;
    makeMenus();
    m_sidebar = new Sidebar(m_find);
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::visit);

    auto *middle = new QWidget;
    auto *all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(m_stack, 1);
    all->addLayout(row, 1);
    all->addWidget(m_status);
    setCentralWidget(middle);
    middle->installEventFilter(this);
    m_notice = new NoticeBar(m_stack);
    m_memory.restore(*this);
}

MainWindow::~MainWindow() = default;

QAction *MainWindow::command(QMenu &menu, const QString &objectName, const QString &text, const QString &icon,
                             const QList<QKeySequence> &keys, std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(objectName);
    if (!icon.isEmpty())
        action->setIcon(backroom::icon(icon));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    menu.addAction(action);
    addAction(action); // keys work while the menu bar is away, too
    return action;
}

void MainWindow::makeMenus()
{
    const auto top = [this](const QString &objectName, const QString &title) {
        QMenu *menu = menuBar()->addMenu(title);
        menu->setObjectName(objectName);
        return menu;
    };
    QMenu *shop = m_menus[MenuPlace::Shop] = top(u"menuShop"_s, tr("&Shop"));
    QMenu *edit = m_menus[MenuPlace::Edit] = top(u"menuEdit"_s, tr("&Edit"));
    QMenu *view = m_menus[MenuPlace::View] = top(u"menuView"_s, tr("&View"));
    m_go = top(u"menuGo"_s, tr("&Go"));
    m_tools = new ToolsMenu(m_menus[MenuPlace::Tools] = top(u"menuTools"_s, tr("&Tools")));
    m_places[MenuPlace::Tools] = m_tools->place();
    connect(m_tools, &ToolsMenu::asked, this, [this](ConsolePage *page, QAction *command) {
        goTo(page->key());
        command->trigger();
    });
    QMenu *help = top(u"menuHelp"_s, tr("&Help"));

    m_places[MenuPlace::Shop] = shop->addSeparator();
    m_keepSelling = command(*shop, u"keepSelling"_s, tr("Keep &selling when the window is closed"), {}, {},
                            [this] { m_memory.setValue(u"window/keepSelling"_s, m_keepSelling->isChecked()); });
    m_keepSelling->setCheckable(true);
    m_keepSelling->setChecked(m_memory.value(u"window/keepSelling"_s).toBool());
    m_keepSelling->setVisible(false); // until there is a tray to come back from
    command(*shop, u"quit"_s, tr("&Quit"), {}, {QKeySequence(u"Ctrl+Q"_s)}, [this] {
        quit();
    })->setMenuRole(QAction::QuitRole);
    const auto nothingYet = [] {}; // the undoer comes with the desk
    m_undo = command(*edit, u"undo"_s, tr("&Undo"), u"undo"_s, {QKeySequence(u"Ctrl+Z"_s)}, nothingYet);
    m_redo = command(*edit, u"redo"_s, tr("&Redo"), u"redo"_s,
                     {QKeySequence(u"Ctrl+Shift+Z"_s), QKeySequence(u"Ctrl+Y"_s)}, nothingYet);
    edit->addSeparator();
    m_places[MenuPlace::Edit] = edit->addSeparator();
    command(*edit, u"findInPage"_s, tr("&Find in this page"), u"search"_s,
            QKeySequence::keyBindings(QKeySequence::Find), [this] {
                QWidget *field = currentPage() ? currentPage()->searchField() : nullptr;
                if (field)
                    field->setFocus(Qt::ShortcutFocusReason);
            });
    m_find = command(*edit, u"findAnything"_s, tr("Find &anything"), u"search"_s, {QKeySequence(u"Ctrl+K"_s)},
                     [this] { find(); });
    m_find->setIconText(tr("Find anything"));
    m_places[MenuPlace::View] = view->addSeparator();
    command(*view, u"refresh"_s, tr("Fetch a&gain"), u"refresh"_s, {QKeySequence(Qt::Key_F5)}, [this] {
        if (currentPage())
            currentPage()->refresh();
    });
    command(*view, u"nextArea"_s, tr("Next a&rea"), {}, {QKeySequence(Qt::Key_F6)}, [this] { nextArea(); });
    QMenu *themes = view->addMenu(icon(u"theme"_s), tr("&Colours"));
    themes->setObjectName(u"menuColours"_s);
    auto *group = new QActionGroup(this);
    const std::tuple<Theme::Choice, QString, QString> choices[] = {
        {Theme::Choice::System, u"coloursSystem"_s, tr("As the &desktop")},
        {Theme::Choice::Light, u"coloursLight"_s, tr("&Light")},
        {Theme::Choice::Dark, u"coloursDark"_s, tr("Dar&k")},
    };
    for (const auto &[choice, name, text] : choices) {
        QAction *action = command(*themes, name, text, {}, {}, [this, choice = choice] {
            m_theme.choose(choice);
            m_memory.setValue(u"theme"_s, int(choice));
        });
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
    }
    QMenu *languages = view->addMenu(icon(u"globe"_s), tr("&Language"));
    languages->setObjectName(u"menuLanguage"_s);
    auto *tongues = new QActionGroup(this);
    const QStringList codes = QStringList{QString()} + Translations::languages();
    for (const QString &code : codes) {
        QAction *action = command(*languages, u"language-"_s + (code.isEmpty() ? u"system"_s : code),
                                  code.isEmpty() ? tr("As the &desktop") : Translations::nameOf(code), {}, {},
                                  [this, code] { setLanguage(code); });
        action->setCheckable(true);
        action->setChecked(language() == code);
        tongues->addAction(action);
    }
    m_back = command(*m_go, u"goBack"_s, tr("&Back"), u"back"_s, {QKeySequence(u"Alt+Left"_s)}, [this] {
        if (!currentPage() || !currentPage()->goBack())
            travel(-1);
    });
    m_forward = command(*m_go, u"goForward"_s, tr("&Forward"), u"chevron-right"_s, {QKeySequence(u"Alt+Right"_s)},
                        [this] { travel(1); });
    m_go->addSeparator();
    command(*help, u"keys"_s, tr("&Keys of this page"), u"keyboard"_s, {QKeySequence(Qt::Key_Question)}, [this] {
        auto *sheet = new KeysHelp(*menuBar(), currentPage(), this); // deletes itself when closed
        sheet->open();
    });
}

void MainWindow::setTrayed(bool trayed) { m_keepSelling->setVisible(trayed); }

void MainWindow::setDesk(Desk &desk)
{
    m_desk = &desk;
    m_undoer = new Undoer(*this, desk, m_undo, m_redo);
}

void MainWindow::addPage(ConsolePage *page)
{
    const int place = m_stack->addWidget(page);
    m_sidebar->addPage(page);
    m_tools->addPage(page);
    QList<QKeySequence> keys;
    if (place < 9)
        keys << QKeySequence(u"Ctrl+%1"_s.arg(place + 1));
    command(*m_go, u"go-"_s + page->key(), page->title(), page->iconName(), keys, [this, page] { visit(page->key()); });
    connect(page, &ConsolePage::statusTextChanged, this, [this, page](const QString &text) {
        if (page == currentPage())
            m_status->setText(text);
    });
}

void MainWindow::setShop(const QString &shop, const QString &person)
{
    m_sidebar->setShop(shop, person);
    setWindowTitle(shop);
}

ConsolePage *MainWindow::currentPage() const { return qobject_cast<ConsolePage *>(m_stack->currentWidget()); }

ConsolePage *MainWindow::page(const QString &key) const
{
    for (int i = 0; i < m_stack->count(); ++i) {
        if (auto *page = qobject_cast<ConsolePage *>(m_stack->widget(i)); page && page->key() == key)
            return page;
    }
    return nullptr;
}

QMenu *MainWindow::menu(MenuPlace place) const { return m_menus.value(place); }

void MainWindow::start()
{
    ConsolePage *last = page(m_memory.value(u"window/page"_s).toString());
    if (!last)
        last = qobject_cast<ConsolePage *>(m_stack->widget(0));
    if (last)
        goTo(last->key());
    setFocus(Qt::OtherFocusReason); // nothing is ringed before somebody pressed Tab
}

void MainWindow::goTo(const QString &key)
{
    ConsolePage *wanted = page(key);
    if (!wanted)
        return;
    if (m_at < 0 || m_trail.at(m_at) != key) {
        m_trail = m_trail.mid(0, m_at + 1) << key;
        m_at = int(m_trail.size()) - 1;
    }
    showPage(wanted);
}

// Who asks for the page that is shown wants what it begins with.
void MainWindow::visit(const QString &key)
{
    ConsolePage *wanted = page(key);
    if (wanted && wanted == currentPage())
        wanted->goBack();
    else
        goTo(key);
}

void MainWindow::travel(int step)
{
    if (m_at + step < 0 || m_at + step >= m_trail.size())
        return;
    m_at += step;
    showPage(page(m_trail.at(m_at)));
}

void MainWindow::showPage(ConsolePage *wanted)
{
    // The first page ever is shown by the stack itself, without its commands.
    if (m_commanding && m_commanding != wanted)
        showCommands(m_commanding, false);
    showCommands(wanted, true);
    m_commanding = wanted;
    m_stack->setCurrentWidget(wanted);
    // The stack gives the focus to whatever is first: a button there must not be pressed by the next Space.
    if (const QWidget *focused = focusWidget();
        focused && wanted->isAncestorOf(focused) && qobject_cast<const QAbstractButton *>(focused))
        wanted->setFocus(Qt::OtherFocusReason);
    m_sidebar->setCurrent(wanted->key());
    m_status->setText(wanted->statusText());
    m_back->setEnabled(true);
    m_forward->setEnabled(m_at + 1 < m_trail.size());
    m_memory.setValue(u"window/page"_s, wanted->key());
    wanted->activated();
}

void MainWindow::showCommands(ConsolePage *page, bool shown)
{
    const auto &commands = page->commands();
    // Those of a menu stand last first in the map.
    for (auto command = commands.end(); command != commands.begin();) {
        --command;
        QMenu *menu = m_menus.value(command.key());
        // Keys of pages that are not shown must not answer.
        menu->removeAction(command.value());
        removeAction(command.value());
        if (!shown)
            continue;
        menu->insertAction(m_places.value(command.key()), command.value());
        addAction(command.value());
    }
    if (shown)
        m_tools->setCurrent(page);
    for (QMenu *menu : std::as_const(m_menus)) // none comes or goes: the others would move
        menu->menuAction()->setEnabled(!menu->isEmpty());
}

void MainWindow::notice(const QString &text, QAction *undo, QAction *also) { m_notice->show(text, undo, also); }

void MainWindow::find()
{
    QList<QAction *> all;
    const QList<QAction *> own = actions();
    for (QAction *action : own) {
        if (action != m_find)
            all << action;
    }
    // Then what the other pages offer.
    for (int i = 0; i < m_stack->count(); ++i) {
        const auto *other = qobject_cast<ConsolePage *>(m_stack->widget(i));
        if (!other || other == currentPage())
            continue;
        // What is done to the rows that are chosen there is not asked for from here.
        for (const MenuPlace place : {MenuPlace::Shop, MenuPlace::View, MenuPlace::Tools})
            all << other->commands().values(place);
    }
    auto *finder = new Finder(all, m_desk, this);
    finder->setAttribute(Qt::WA_DeleteOnClose);
    connect(finder, &Finder::commandChosen, this, [this](QAction *command) {
        const auto *owner = qobject_cast<ConsolePage *>(command->parent());
        if (owner && owner != currentPage())
            goTo(owner->key());
        command->trigger();
    });
    connect(finder, &Finder::chosen, this, &MainWindow::thingChosen);
    finder->open();
}

// Sidebar, then what the page offers from top to bottom: its search, its list.
void MainWindow::nextArea()
{
    const QWidget *focus = QApplication::focusWidget();
    QList<QWidget *> areas{m_sidebar->findChild<QWidget *>(m_trail.value(m_at) + u"Item"_s)};
    if (ConsolePage *here = currentPage()) {
        areas << here->searchField();
        const auto views = here->findChildren<QAbstractScrollArea *>();
        for (QAbstractScrollArea *view : views) {
            if (view->isVisible() && view->focusPolicy() != Qt::NoFocus)
                areas << view;
        }
    }
    areas.removeAll(nullptr);
    qsizetype at = -1;
    for (qsizetype i = 0; i < areas.size(); ++i) {
        if (focus && (areas.at(i) == focus || areas.at(i)->isAncestorOf(focus)))
            at = i;
    }
    if (!areas.isEmpty())
        areas.at((at + 1) % areas.size())->setFocus(Qt::TabFocusReason);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    fitSidebar();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        fitSidebar();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == centralWidget() && event->type() == QEvent::Resize)
        fitSidebar(); // the help came or went beside it
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::fitSidebar()
{
    if (!centralWidget())
        return; // text is scaled before anything is here
    const int unit = metrics().unit;
    m_sidebar->setCompact(width() < NarrowWindow * unit || centralWidget()->width() < NarrowRest * unit);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Esc closes, clears, goes back, in that order; fields and lists took theirs before it came here.
    if (event->key() == Qt::Key_Escape) {
        if (!m_notice->text().isEmpty())
            m_notice->dismiss();
        else if (currentPage())
            currentPage()->goBack();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

}
