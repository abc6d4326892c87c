#include "ui/shell/toolsmenu.h"

#include "ui/shell/page.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace backroom {

ToolsMenu::ToolsMenu(QMenu *menu) : QObject(menu), m_menu(menu), m_place(menu->addSeparator()) {}

void ToolsMenu::addPage(ConsolePage *page)
{
    for (QAction *command : page->everywhere()) {
        auto *entry = new QAction(m_menu);
        entry->setObjectName(command->objectName() + u"Everywhere"_s);
        m_menu->addAction(entry);
        m_tools << Tool{page, command, entry};
        connect(command, &QAction::changed, this, &ToolsMenu::show);
        connect(entry, &QAction::triggered, this, [this, page, command] { Q_EMIT asked(page, command); });
    }
    show();
}

void ToolsMenu::setCurrent(const ConsolePage *page)
{
    m_current = page;
    show();
}

void ToolsMenu::show()
{
    for (const Tool &tool : std::as_const(m_tools)) {
        tool.entry->setText(tool.command->text());
        tool.entry->setIcon(tool.command->icon());
        tool.entry->setEnabled(tool.command->isEnabled());
        tool.entry->setVisible(tool.page != m_current && tool.command->isVisible());
    }
}

}
