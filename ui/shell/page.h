#pragma once
// One place in the console. A page brings its title, its icon and its commands; the window puts the commands into its
// menus while the page is shown.
#include <QKeySequence>
#include <QMultiMap>
#include <QWidget>

class QAction;

namespace backroom {

enum class MenuPlace { Shop, Edit, View, Tools };
// Groups of the sidebar: the daily work, oversight, the house itself.
enum class PageGroup { Work, Oversight, House };

class ConsolePage : public QWidget {
    Q_OBJECT
public:
    // `key` names the page in settings and tests ("orders") and becomes the object name with "Page" behind it.
    ConsolePage(const QString &key, const QString &title, const QString &icon, PageGroup group,
                QWidget *parent = nullptr);

    const QString &key() const { return m_key; }
    const QString &title() const { return m_title; }
    const QString &iconName() const { return m_icon; }
    PageGroup group() const { return m_group; }
    const QMultiMap<MenuPlace, QAction *> &commands() const { return m_commands; }
    // Those of them that are wanted from every page, as nothing has to be chosen for them.
    const QList<QAction *> &everywhere() const { return m_everywhere; }
    int waiting() const { return m_waiting; }
    const QString &statusText() const { return m_status; }

    // The page comes into view; the first time is the time to load.
    virtual void activated() {}
    // Fetch again what is shown (F5).
    virtual void refresh() {}
    // Ctrl+F: the field that searches this page, or nothing.
    virtual QWidget *searchField() { return nullptr; }
    // Esc and Back: true when the page went back one step inside itself.
    virtual bool goBack() { return false; }
    // Something was typed that is not saved yet.
    virtual bool isHalfTyped() const { return false; }
    // Something that the page asked for is still being worked out, and the page cannot go before it is.
    virtual bool isAtWork() const { return false; }

Q_SIGNALS:
    void waitingChanged(int count);
    void statusTextChanged(const QString &text);

protected:
    // A command of this page: in the menu, with its keys, in the list of keys and in "Find anything". Its text is the
    // word on a button as well. The page owns it.
    QAction *addCommand(MenuPlace place, const QString &objectName, const QString &text, const QString &icon,
                        const QKeySequence &keys = {});
    void offerEverywhere(QAction *command) { m_everywhere << command; }
    // How many things wait for somebody here; 0 shows nothing.
    void setWaiting(int count);
    // What the status bar says about this page.
    void setStatusText(const QString &text);

private:
    QString m_key, m_title, m_icon, m_status;
    PageGroup m_group;
    QMultiMap<MenuPlace, QAction *> m_commands;
    QList<QAction *> m_everywhere;
    int m_waiting = 0;
};

}
