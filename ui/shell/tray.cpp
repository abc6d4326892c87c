#include "ui/shell/tray.h"

#include "app/orders/orders.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QMenu>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int MostLookedAt = 20;

struct News
{
    qint64 newest = 0;
    int count = 0;
    Order last; // when there is one
};
}

Tray::Tray(MainWindow &window, Desk &desk) : QObject(&window), m_window(window), m_desk(desk)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_icon = new QSystemTrayIcon(window.windowIcon().isNull() ? icon(u"shop"_s) : window.windowIcon(), this);
    m_icon->setToolTip(window.windowTitle());
    m_menu = std::make_unique<QMenu>();
    connect(m_menu->addAction(tr("Open Backroom")), &QAction::triggered, this, &Tray::openAsked);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, &window, &MainWindow::quit);
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT openAsked();
    });
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        Q_EMIT openAsked();
        if (!m_told.isEmpty())
            Q_EMIT orderAsked(m_told);
    });
    m_icon->show();
    look(false);
    connect(&desk, &Desk::changed, this, [this](const Commit &commit) {
        if (commit.touches(Topic::Orders))
            look(true);
    });
}

Tray::~Tray() = default;

// What came in since the last look; orders of before the start are no news, nor are imported ones.
void Tray::look(bool tell)
{
    m_desk.read(
        this,
        [actor = m_desk.actor(), since = m_newest](Reader &reader) -> Result<News> {
            News news;
            news.newest = reader.number("SELECT MAX(id) FROM orders").value_or(0);
            if (since < 0 || news.newest <= since)
                return news;
            OrderQuery query;
            query.limit = MostLookedAt;
            const auto page = orders::list(reader, actor, query);
            if (!page)
                return fail(page.error());
            for (const Order &order : page->items) {
                if (order.id.value <= since || order.imported())
                    continue;
                if (news.count++ == 0)
                    news.last = order;
            }
            return news;
        },
        [this, tell](const Result<News> &news) {
            if (!news)
                return;
            m_newest = std::max(m_newest, news->newest);
            if (!tell || news->count == 0 || m_window.isActiveWindow())
                return;
            m_told = news->last.number;
            const QString who = news->last.customerName.isEmpty() ? news->last.email : news->last.customerName;
            const QString money = m_desk.format().money(news->last.total);
            if (news->count == 1)
                m_icon->showMessage(tr("Order #%1").arg(QString::fromUtf8(m_told)), tr("%1, %2").arg(who, money),
                                    m_icon->icon());
            else
                m_icon->showMessage(tr("%n new orders", nullptr, news->count),
                                    tr("The newest: #%1, %2, %3").arg(QString::fromUtf8(m_told), who, money),
                                    m_icon->icon());
        });
}

}
