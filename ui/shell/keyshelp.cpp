#include "ui/shell/keyshelp.h"

#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/text.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
bool addRow(QGridLayout &grid, int row, const QAction &action)
{
    QStringList keys;
    const QList<QKeySequence> shortcuts = action.shortcuts();
    for (const QKeySequence &shortcut : shortcuts)
        keys << shortcut.toString(QKeySequence::NativeText);
    if (keys.isEmpty() || action.text().isEmpty())
        return false;
    grid.addWidget(makeLabel(action.iconText()), row, 0);
    grid.addWidget(makeLabel(keys.join(u",  "_s), Type::Body, QFont::Medium, Ink::Muted), row, 1);
    return true;
}

int addRows(QGridLayout &grid, int row, const QMenu &menu)
{
    const QList<QAction *> actions = menu.actions();
    for (const QAction *action : actions) {
        if (const QMenu *inner = action->menu<QMenu *>())
            row = addRows(grid, row, *inner);
        else
            row += addRow(grid, row, *action);
    }
    return row;
}

// Keys that answer only in a part of the page, while it is shown; buttons hold those of the menus, too.
int addRows(QGridLayout &grid, int row, const QWidget &page, const QMenuBar &menus)
{
    QSet<const QAction *> listed;
    const QList<QMenu *> all = menus.findChildren<QMenu *>();
    for (const QMenu *menu : all) {
        const QList<QAction *> actions = menu->actions();
        listed.unite({actions.begin(), actions.end()});
    }
    const QList<QWidget *> parts = page.findChildren<QWidget *>();
    for (const QWidget *part : parts) {
        const QList<QAction *> actions = part->isVisible() ? part->actions() : QList<QAction *>();
        for (const QAction *action : actions)
            if (!listed.contains(action) && addRow(grid, row, *action)) {
                listed << action;
                ++row;
            }
    }
    return row;
}

// Nothing where no row came below it.
int addHeading(QGridLayout &grid, const QString &text, int heading, int row)
{
    if (row == heading + 1)
        return heading;
    auto *title = makeLabel(text, Type::Heading);
    title->setContentsMargins(0, heading ? 12 : 0, 0, 0);
    grid.addWidget(title, heading, 0, 1, 2);
    return row;
}
}

KeysHelp::KeysHelp(const QMenuBar &menus, const QWidget *page, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"keysHelp"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keys of this page"));
    auto *sheet = new QWidget;
    auto *grid = new QGridLayout(sheet);
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    int row = 0;
    if (page)
        row = addHeading(*grid, tr("On this page"), row, addRows(*grid, row + 1, *page, menus));
    const QList<QAction *> tops = menus.actions();
    for (const QAction *top : tops)
        row = addHeading(*grid, top->iconText(), row, addRows(*grid, row + 1, *top->menu<QMenu *>()));
    grid->setRowStretch(row, 1);
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(sheet);
    area->setAccessibleName(windowTitle());
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, PanelEdge, PanelEdge, PanelEdge);
    all->addWidget(area);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setObjectName(u"close"_s);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    all->addWidget(buttons);
    // As wide as the longest line of keys, with the bar to scroll beside it.
    const int line = sheet->sizeHint().width() + area->verticalScrollBar()->sizeHint().width() + PageEdge + PanelEdge;
    fitToScreen(*this, {qMax(metrics().unit * 30, line), metrics().unit * 36});
}

}
