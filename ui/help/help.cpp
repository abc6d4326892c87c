#include "ui/help/help.h"

#include "ui/help/helppanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

void addHelp(MainWindow &window)
{
    auto *panel = new HelpPanel(*window.menuBar(), QLocale());
    auto *dock = new QDockWidget(tr("Help"), &window);
    dock->setObjectName(u"helpDock"_s);
    dock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    dock->setFeatures(QDockWidget::DockWidgetClosable);
    dock->setTitleBarWidget(new QWidget); // the panel has a head of its own
    dock->setWidget(panel);
    panel->setMinimumWidth(metrics().unit * 18);
    window.addDockWidget(Qt::RightDockWidgetArea, dock);
    dock->hide();

    auto *open = new QAction(icon(u"info"_s), tr("&Help for this page"), &window);
    open->setObjectName(u"help"_s);
    open->setShortcut(Qt::Key_F1);
    window.addAction(open);
    auto *menu = window.findChild<QMenu *>(u"menuHelp"_s);
    menu->insertAction(menu->actions().value(0), open);
    const auto page = [&window] { return window.currentPage() ? window.currentPage()->key() : QString(); };
    const auto close = [dock, &window] {
        dock->hide();
        if (window.currentPage())
            window.currentPage()->setFocus(Qt::OtherFocusReason);
    };
    // Where the help is open already and has the focus, the same key closes it.
    QObject::connect(open, &QAction::triggered, panel, [dock, panel, page, close] {
        if (dock->isVisible() && panel->isAncestorOf(panel->window()->focusWidget()))
            return close();
        panel->open(page());
        dock->show();
        panel->setFocus(Qt::ShortcutFocusReason);
    });
    QObject::connect(panel, &HelpPanel::closed, &window, close);
    QObject::connect(panel, &HelpPanel::pageAsked, &window, &MainWindow::goTo);
    if (auto *pages = window.findChild<QStackedWidget *>(u"pages"_s))
        QObject::connect(pages, &QStackedWidget::currentChanged, panel, [dock, panel, page] {
            if (dock->isVisible())
                panel->open(page());
        });
}

}
