#include "ui/shell/page.h"

#include "ui/theme/icons.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace backroom {

ConsolePage::ConsolePage(const QString &key, const QString &title, const QString &icon, PageGroup group,
                         QWidget *parent)
    : QWidget(parent), m_key(key), m_title(title), m_icon(icon), m_group(group)
{
    setObjectName(key + u"Page"_s);
    setAccessibleName(title);
}

QAction *ConsolePage::addCommand(MenuPlace place, const QString &objectName, const QString &text, const QString &icon,
                                 const QKeySequence &keys)
{
    auto *action = new QAction(text, this);
    action->setObjectName(objectName);
    if (!icon.isEmpty())
        action->setIcon(backroom::icon(icon));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    m_commands.insert(place, action);
    return action;
}

void ConsolePage::setWaiting(int count)
{
    if (count == m_waiting)
        return;
    m_waiting = count;
    Q_EMIT waitingChanged(count);
}

void ConsolePage::setStatusText(const QString &text)
{
    if (text == m_status)
        return;
    m_status = text;
    Q_EMIT statusTextChanged(text);
}

}
