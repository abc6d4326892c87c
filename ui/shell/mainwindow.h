#pragma once
// The console's window: menus with every command, the way around, the pages, and what runs at its foot.
#include "ui/shell/memory.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>

class QMenu;
class QStackedWidget;

namespace backroom {

class Desk;
struct FoundThing;
class NoticeBar;
class Sidebar;
class StatusStrip;
class ToolsMenu;
class Undoer;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    // Theme outlives the window. The data folder holds what the window remembers; empty: nothing.
    MainWindow(Theme &theme, const QString &dataFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    // The window owns it. In the order of the sidebar; the first nine get Ctrl+1 to 9.
    void addPage(ConsolePage *page);
    void setShop(const QString &shop, const QString &person);
    // Also through history: Back and Forward lead along it. Unknown keys are ignored.
    void goTo(const QString &key);
    ConsolePage *currentPage() const;
    ConsolePage *page(const QString &key) const;
    // The page of the last time, or the first.
    void start();

    StatusStrip &status() { return *m_status; }
    Memory &memory() { return m_memory; }
    // Says what was done, with the way back and what there is to look at; without an action it only tells.
    void notice(const QString &text, QAction *undo = nullptr, QAction *also = nullptr);
    // With a tray, closing the window may leave the shop selling; without one it quits.
    void setTrayed(bool trayed);
    // Really: also where closing would keep the shop selling.
    void quit();
    // The console's language from here on, "" for the desktop's: the window is built anew in it.
    void setLanguage(const QString &language);
    QString language() const;
    QMenu *menu(MenuPlace place) const;
    // Ctrl+Z and what the desk is told from here on: with the way back. The desk outlives the window.
    void setDesk(Desk &desk);
    Undoer *undoer() const { return m_undoer; }

Q_SIGNALS:
    void languageChosen(const QString &language);
    void closed(); // for good
    void thingChosen(const backroom::FoundThing &thing); // in "Find anything"

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    // The first page with something that is not saved, or null.
    const ConsolePage *halfTyped() const;
    void askToClose(const ConsolePage &half);
    void makeMenus();
    QAction *command(QMenu &menu, const QString &objectName, const QString &text, const QString &icon,
                     const QList<QKeySequence> &keys, std::function<void()> run);
    void showPage(ConsolePage *page);
    void showCommands(ConsolePage *page, bool shown);
    void visit(const QString &key);
    void travel(int step);
    void nextArea();
    void fitSidebar();
    void find();

    Theme &m_theme;
    Memory m_memory;
    QMap<MenuPlace, QMenu *> m_menus;
    QMap<MenuPlace, QAction *> m_places; // where the commands of the page go in
    QMenu *m_go = nullptr;
    ToolsMenu *m_tools = nullptr;
    QAction *m_back = nullptr, *m_forward = nullptr, *m_find = nullptr;
    QAction *m_undo = nullptr, *m_redo = nullptr;
    QAction *m_keepSelling = nullptr;
    bool m_givenUp = false; // what is half typed may be lost
    bool m_quitting = false;
    Undoer *m_undoer = nullptr;
    Desk *m_desk = nullptr;
    Sidebar *m_sidebar = nullptr;
    QStackedWidget *m_stack = nullptr;
    QPointer<ConsolePage> m_commanding; // the page whose commands are in the menus
    StatusStrip *m_status = nullptr;
    NoticeBar *m_notice = nullptr;
    QStringList m_trail; // pages that were shown, in order
    int m_at = -1;
};

}
