#include "ui/backups/pastwindows.h"

#include "app/backups/lookfolder.h"
#include "ui/backups/pastwindow.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"

using namespace Qt::StringLiterals;

namespace backroom {

PastWindows::PastWindows(MainWindow &window, Desk &desk, QObject *parent)
    : QObject(parent), m_window(window), m_desk(desk)
{}

PastWindows::~PastWindows()
{
    for (const auto &window : std::as_const(m_open))
        delete window;
}

void PastWindows::open(const PastAsk &ask)
{
    m_open.removeAll(nullptr);
    auto *window = new PastWindow(m_desk, m_opening, m_window.memory(), ask,
                                  lookfolder::path(m_desk.shop().config().dataDir, ++m_last));
    m_open << window;
    connect(window, &PastWindow::showAsked, this, [this](PastKind kind) {
        m_window.goTo(kind == PastKind::Products     ? u"products"_s
                          : kind == PastKind::Orders ? u"orders"_s
                                                     : u"customers"_s);
        m_window.show();
        m_window.raise();
        m_window.activateWindow();
    });
    window->show();
    window->raise();
    window->activateWindow();
}

}
