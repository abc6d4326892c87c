#pragma once
// The menu of tools, the same on every page: what the page shown offers, and behind it what looks after the shop and is
// wanted wherever one is, which leads to the page that does it.
#include <QObject>

class QAction;
class QMenu;

namespace backroom {

class ConsolePage;

class ToolsMenu final : public QObject {
    Q_OBJECT
public:
    // Lives as long as the menu.
    explicit ToolsMenu(QMenu *menu);
    // In front of it stand the commands of the page that is shown.
    QAction *place() const { return m_place; }
    void addPage(ConsolePage *page);
    // Its own commands stand in the menu by themselves, with their keys.
    void setCurrent(const ConsolePage *page);

Q_SIGNALS:
    // Of a page that is not shown.
    void asked(backroom::ConsolePage *page, QAction *command);

private:
    struct Tool
    {
        ConsolePage *page;
        QAction *command, *entry;
    };
    void show();

    QMenu *m_menu;
    QAction *m_place;
    QList<Tool> m_tools;
    const ConsolePage *m_current = nullptr;
};

}
