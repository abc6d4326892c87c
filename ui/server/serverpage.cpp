#include "ui/server/serverpage.h"

#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/style.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMillis = 1000;
constexpr int PanelWidth = 760;
}

ServerPage::ServerPage(Desk &desk, ApiHost &host, QWidget *parent)
    : ConsolePage(u"server"_s, tr("Server"), u"server"_s, PageGroup::Oversight, parent), m_desk(desk), m_host(host)
{
    m_toggle = addCommand(MenuPlace::Tools, u"toggleServer"_s, tr("Stop the server"), u"stop"_s);
    m_copy = addCommand(MenuPlace::Edit, u"copyAddress"_s, tr("Copy the address"), u"copy"_s);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, PageEdge);
    all->setSpacing(0);
    auto *head = new PageHead(tr("Server"));
    head->setFact(tr("Where shop sites and apps reach this shop"));
    head->addAction(m_toggle);
    all->addWidget(head);
    auto *panels = new QVBoxLayout;
    panels->setContentsMargins(PageEdge, 0, PageEdge, 0);
    panels->setSpacing(PanelGap);
    for (QWidget *panel : {makeStatePanel(), makeFiguresPanel(), makeReachPanel()}) {
        panel->setMaximumWidth(PanelWidth);
        panels->addWidget(panel);
    }
    all->addLayout(panels);
    all->addStretch(1);
    connect(m_toggle, &QAction::triggered, this, &ServerPage::toggle);
    connect(m_copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_host.address());
        Q_EMIT m_desk.told(tr("Address copied"));
    });
    connect(&m_host, &ApiHost::runningChanged, this, &ServerPage::show);
    connect(&m_tick, &QTimer::timeout, this, &ServerPage::show);
    show();
}

QWidget *ServerPage::makeStatePanel()
{
    auto *panel = new Panel(tr("State"));
    m_state = new Badge;
    m_state->setObjectName(u"serverState"_s);
    panel->addToHead(m_state);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_address = makeLabel({}, Type::Title, QFont::DemiBold);
    m_address->setObjectName(u"address"_s);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(m_address);
    row->addStretch(1);
    row->addWidget(makeButton(m_copy));
    panel->body()->addLayout(row);
    m_fault = makeLabel({}, Type::Body, Ink::Bad);
    m_fault->setObjectName(u"serverFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    panel->body()->addWidget(m_fault);
    return panel;
}

QWidget *ServerPage::makeFiguresPanel()
{
    auto *panel = new Panel(tr("Since it was started"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(2);
    const QStringList names = {tr("Requests"), tr("Faults of ours"), tr("Open connections"), tr("Running for")};
    for (int column = 0; column < names.size(); ++column) {
        grid->addWidget(makeLabel(names.at(column), Type::Body, Ink::Muted), 0, column);
        m_figures << makeLabel({}, Type::Title, QFont::DemiBold);
        grid->addWidget(m_figures.last(), 1, column);
        grid->setColumnStretch(column, 1);
    }
    m_figures.at(0)->setObjectName(u"requests"_s);
    panel->body()->addLayout(grid);
    return panel;
}

QWidget *ServerPage::makeReachPanel()
{
    auto *panel = new Panel(tr("For developers of your shop site"));
    m_reference = makeLabel({});
    m_reference->setObjectName(u"reference"_s);
    m_reference->setTextFormat(Qt::RichText);
    m_reference->setWordWrap(true);
    m_reference->setOpenExternalLinks(true);
    panel->body()->addWidget(m_reference);
    return panel;
}

void ServerPage::activated()
{
    m_tick.start(TickMillis);
    show();
}

void ServerPage::refresh() { show(); }

void ServerPage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    ConsolePage::hideEvent(event);
}

void ServerPage::toggle()
{
    m_fault->hide();
    if (m_host.isRunning()) {
        m_host.stop();
    } else if (const auto started = m_host.start(); !started) {
        m_fault->setText(started.error().message);
        m_fault->show();
    }
    show();
}

void ServerPage::show()
{
    const bool running = m_host.isRunning();
    const HostFigures figures = m_host.figures();
    const Format &format = m_desk.format();
    m_toggle->setText(running ? tr("Stop the server") : tr("Start the server"));
    m_state->setLook(running ? BadgeLook{tr("Answering"), Glyph::Done, Ink::Good}
                             : BadgeLook{tr("Off: customers cannot order"), Glyph::Look, Ink::Warn, true});
    m_address->setText(m_host.address());
    m_figures.at(0)->setText(format.number(figures.requests));
    m_figures.at(1)->setText(format.number(figures.errors));
    m_figures.at(2)->setText(format.number(figures.connections));
    const qint64 minutes = figures.uptimeSeconds / 60;
    m_figures.at(3)->setText(!running ? u"–"_s
                                 : minutes < 60
                                 ? tr("%1 min").arg(format.number(minutes))
                                 : tr("%1 h %2 min").arg(format.number(minutes / 60), format.number(minutes % 60)));
    m_reference->setText(
        running ? tr("Every call is described at <a href=\"%1/docs\">%1/docs</a>, and as an OpenAPI document at "
                     "<a href=\"%1/api/v1/openapi.json\">%1/api/v1/openapi.json</a>.")
                      .arg(m_host.address())
                : tr("Start the server to read the description of every call."));
    setStatusText(running ? tr("Answering at %1").arg(m_host.address()) : tr("The server is off"));
}

void addServerPages(MainWindow &window, Desk &desk, ApiHost &host) { window.addPage(new ServerPage(desk, host)); }

}
