#include "ui/server/serverpage.h"

#include "ui/server/endpointlist.h"
#include "ui/server/healthfacts.h"
#include "ui/server/limitspanel.h"
#include "ui/server/loadcharts.h"
#include "ui/server/selftestpanel.h"
#include "ui/server/serverwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/keepedge.h"
#include "ui/widgets/kpitile.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TickMillis = 1000;
constexpr int Tiles = 4;
constexpr int TextWidth = 66; // of the side list, in heights of a line: beneath it stands below
constexpr int LeastBeside = 44; // below it nothing stands beside anything but tiles by two
constexpr qsizetype RowsBesideLists = EndpointList::Shown; // fewer would leave a hole beneath them
enum Figures { Live, Quiet, Off };

QWidget *framed(QWidget *content)
{
    auto *panel = new Panel;
    panel->body()->addWidget(content);
    return panel;
}
}

ServerPage::ServerPage(Desk &desk, ApiHost &host, QWidget *parent)
    : ConsolePage(u"server"_s, tr("Server"), u"server"_s, PageGroup::Oversight, parent), m_desk(desk), m_host(host)
{
    m_toggle = addCommand(MenuPlace::Tools, u"toggleServer"_s, tr("Stop the server"), u"stop"_s);
    m_copy = addCommand(MenuPlace::Edit, u"copyAddress"_s, tr("Copy the address"), u"copy"_s);
    m_test = addCommand(MenuPlace::Tools, u"testServer"_s, tr("Test my server"), u"shield"_s);
    offerEverywhere(m_test);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *head = new PageHead(tr("Server"));
    head->setFact(tr("Where shop sites and apps reach this shop"));
    head->addAction(m_toggle);
    all->addWidget(head);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(u"serverBoard"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(makeBoard());
    keepEdge(*scroll, *scroll->widget()->layout());
    all->addWidget(scroll, 1);
    connect(m_toggle, &QAction::triggered, this, &ServerPage::toggle);
    connect(m_copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_host.address());
        Q_EMIT m_desk.told(tr("Address copied"));
    });
    connect(&m_host, &ApiHost::runningChanged, this, [this] {
        m_limitsShown = false;
        show();
    });
    connect(&m_tick, &QTimer::timeout, this, &ServerPage::show);
    show();
}

QWidget *ServerPage::makeBoard()
{
    auto *board = new QWidget;
    auto *panels = new QVBoxLayout(board);
    panels->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    panels->setSpacing(PanelGap);
    m_limits = new LimitsPanel(QDir(m_desk.shop().config().dataDir).filePath(u"config.ini"_s));
    m_limits->setObjectName(u"limits"_s);
    m_figures = {makeLive(),
                 framed(new EmptyState(
                     tr("Nobody has asked yet"),
                     tr("With the first request of a shop site or an app, how many come in, how fast they are answered "
                        "and what was turned away stand here."),
                     {m_copy})),
                 framed(new EmptyState(tr("The server is off"),
                                       tr("While it is off, shop sites and apps get no answer."), {m_toggle}))};
    panels->addWidget(makeStatePanel());
    for (QWidget *figures : std::as_const(m_figures))
        panels->addWidget(figures);
    panels->addWidget(new SelfTestPanel(m_desk, m_host, m_test));
    panels->addWidget(m_limits);
    panels->addWidget(makeReachPanel());
    panels->addStretch(1);
    return board;
}

QWidget *ServerPage::makeStatePanel()
{
    auto *panel = new Panel(tr("State"));
    m_state = new Badge;
    m_state->setObjectName(u"serverState"_s);
    panel->addToHead(m_state);
    auto *row = new FlowRow;
    row->setSpacing(8);
    m_address = makeLabel({}, Type::Title, QFont::DemiBold);
    m_address->setObjectName(u"address"_s);
    m_address->setAccessibleName(tr("Address of the server"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(m_address);
    row->addStretch(1);
    row->addWidget(makeButton(m_copy));
    panel->body()->addLayout(row);
    m_facts = makeLabel({}, Type::Body, Ink::Muted);
    m_facts->setObjectName(u"serverFacts"_s);
    m_facts->setWordWrap(true);
    panel->body()->addWidget(m_facts);
    m_fault = makeLabel({}, Type::Body, Ink::Bad);
    m_fault->setObjectName(u"serverFault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    panel->body()->addWidget(m_fault);
    return panel;
}

QWidget *ServerPage::makeLive()
{
    auto *live = new QWidget;
    m_live = new QGridLayout(live);
    m_live->setContentsMargins(0, 0, 0, 0);
    m_live->setSpacing(PanelGap);
    for (int i = 0; i < Tiles; ++i) {
        auto *tile = new KpiTile;
        tile->setObjectName(u"serverTile%1"_s.arg(i));
        connect(tile, &QAbstractButton::clicked, this, [this] { Q_EMIT wanted(u"logs"_s); });
        m_tiles << tile;
    }
    m_charts = new LoadCharts(m_desk.format());
    m_endpoints = new EndpointList(m_desk.format());
    m_health = new HealthFacts(m_desk.format());
    connect(m_endpoints, &EndpointList::opened, this, [this] { Q_EMIT wanted(u"logs"_s); });
    arrange();
    return live;
}

// Endpoints and health side by side where there is room for the words of both, and rows enough to stand beside three
// lists; else one under the other, and in a very narrow window everything.
void ServerPage::arrange()
{
    const int room = (width() - 2 * PageEdge) / metrics().unit;
    const bool isWide = room >= TextWidth;
    const bool isFilled = m_endpointRows >= RowsBesideLists;
    const Arrangement wanted = room < LeastBeside ? Arrangement::Single
        : !isWide                                 ? Arrangement::Narrow
        : isFilled                                ? Arrangement::Beside
                                                  : Arrangement::Beneath;
    if (wanted == m_arrangement)
        return;
    m_arrangement = wanted;
    const bool beside = wanted == Arrangement::Beside;
    const bool single = wanted == Arrangement::Single;
    for (int i = 0; i < Tiles; ++i)
        m_live->addWidget(m_tiles.at(i), single ? i / 2 : 0, single ? i % 2 * 6 : i * 3, 1, single ? 6 : 3);
    m_live->addWidget(m_charts, 2, 0, 1, 12);
    m_live->addWidget(m_endpoints, 3, 0, 1, beside ? 8 : 12);
    m_live->addWidget(m_health, beside ? 3 : 4, beside ? 8 : 0, 1, beside ? 4 : 12);
    m_health->setColumns(beside || single ? 1 : isWide ? 3 : 2);
    m_charts->setStacked(single);
    for (int column = 0; column < 12; ++column)
        m_live->setColumnStretch(column, 1);
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

void ServerPage::resizeEvent(QResizeEvent *event)
{
    ConsolePage::resizeEvent(event);
    arrange();
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
    showState(figures);
    const bool asked = figures.requests + figures.unreadable + figures.turnedAway > 0;
    const int shown = !running ? Off : asked ? Live : Quiet;
    for (int i = 0; i < m_figures.size(); ++i)
        m_figures.at(i)->setVisible(i == shown);
    if (running && asked) {
        showTiles(figures);
        m_charts->show(figures.history);
        m_endpoints->show(figures.endpoints);
        m_endpointRows = figures.endpoints.size();
        arrange();
        m_health->show(figures);
    }
    if (!m_limitsShown)
        m_limits->show(m_host.limits());
    m_limitsShown = true;
    setStatusText(running ? tr("Answering at %1").arg(m_host.address()) : tr("The server is off"));
}

void ServerPage::showState(const HostFigures &figures)
{
    const bool running = m_host.isRunning();
    if (const QString text = running ? tr("Stop the server") : tr("Start the server"); text != m_toggle->text()) {
        m_toggle->setText(text);
        m_toggle->setIcon(icon(running ? u"stop"_s : u"play"_s));
    }
    m_state->setLook(running ? BadgeLook{tr("Answering"), Glyph::Done, Ink::Good}
                             : BadgeLook{tr("Off: customers cannot order"), Glyph::Look, Ink::Warn, true});
    m_address->setText(m_host.address());
    const QString encrypted = m_host.address().startsWith("https:"_L1)
        ? tr("encrypted with TLS")
        : tr("not encrypted: for this computer, or behind a proxy that has TLS");
    m_facts->setText(
        running ? QStringList{tr("Running for %1")
                                  .arg(serverwords::runningFor(m_desk.format().locale(), figures.uptimeSeconds)),
                              tr("%n workers", nullptr, figures.workers), encrypted}
                      .join(u" · "_s)
                : QString(encrypted.at(0).toUpper() + encrypted.mid(1)));
    m_reference->setText(
        running ? tr("Every call is described at <a href=\"%1/docs\">%1/docs</a>, and as an OpenAPI document at "
                     "<a href=\"%1/api/v1/openapi.json\">%1/api/v1/openapi.json</a>. Figures for Prometheus are at "
                     "<a href=\"%1/metrics\">%1/metrics</a>.")
                      .arg(m_host.address())
                : tr("Start the server to read the description of every call."));
}

void ServerPage::showTiles(const HostFigures &figures)
{
    const Format &format = m_desk.format();
    const QLocale locale = format.locale();
    const double rate = figures.history.isEmpty() ? 0 : double(figures.history.last().requests) / HostSlot::Seconds;
    m_tiles.at(0)->setKpi({.name = tr("Requests a second"),
                           .figure = serverwords::perSecond(locale, rate),
                           .before = tr("%1 since the start").arg(format.number(figures.requests))});
    m_tiles.at(1)->setKpi({.name = tr("95% answered within"),
                           .figure = serverwords::duration(locale, figures.p95Micros),
                           .before = tr("99% within %1").arg(serverwords::duration(locale, figures.p99Micros))});
    m_tiles.at(2)->setKpi({.name = tr("Open connections"),
                           .figure = format.number(figures.connections),
                           .before = tr("of %1 at most").arg(format.number(figures.connectionsMost))});
    const bool some = figures.cacheable > 0;
    m_tiles.at(3)->setKpi({.name = tr("Answered from memory"),
                           .figure = some ? format.percent(double(figures.kept) / double(figures.cacheable)) : u"–"_s,
                           .before = some
                               ? tr("%1 of %2").arg(format.number(figures.kept), format.number(figures.cacheable))
                               : tr("nothing asked that is kept")});
}

void addServerPages(MainWindow &window, Desk &desk, ApiHost &host)
{
    auto *page = new ServerPage(desk, host);
    window.addPage(page);
    QObject::connect(page, &ServerPage::wanted, &window, &MainWindow::goTo);
}

}
