#include "ui/logs/logspage.h"

#include "ui/logs/applogview.h"
#include "ui/logs/faultsview.h"
#include "ui/logs/requestsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// The log is written once a second; looking more often shows nothing more.
constexpr int TickMillis = 1500;
}

LogsPage::LogsPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"logs"_s, tr("Logs"), u"logs"_s, PageGroup::Oversight, parent),
      m_tabs(new Segmented({tr("Requests"), tr("Refused and failed"), tr("Program")})),
      m_head(new PageHead(tr("Logs"))),
      m_pages(new QStackedWidget),
      m_requests(new RequestsView(desk)),
      m_faults(new FaultsView(desk)),
      m_program(new AppLogView(desk))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_tabs->setObjectName(u"logTabs"_s);
    m_tabs->setAccessibleName(tr("Which log is shown"));
    m_head->addWidget(m_tabs);
    all->addWidget(m_head);
    m_pages->addWidget(m_requests);
    m_pages->addWidget(m_faults);
    m_pages->addWidget(m_program);
    all->addWidget(m_pages, 1);
    QAction *next = addCommand(MenuPlace::View, u"nextLog"_s, tr("Next log"), u"logs"_s, QKeySequence(u"Ctrl+Tab"_s));
    QAction *before =
        addCommand(MenuPlace::View, u"previousLog"_s, tr("Log before"), {}, QKeySequence(u"Ctrl+Shift+Tab"_s));
    QAction *pause =
        addCommand(MenuPlace::View, u"pauseLog"_s, tr("Pause or go on"), u"pause"_s, QKeySequence(u"Ctrl+."_s));
    connect(next, &QAction::triggered, this, [this] { m_tabs->setCurrent((m_tabs->current() + 1) % 3); });
    connect(before, &QAction::triggered, this, [this] { m_tabs->setCurrent((m_tabs->current() + 2) % 3); });
    connect(pause, &QAction::triggered, m_requests->pauseAction(), &QAction::trigger);
    connect(m_tabs, &Segmented::currentChanged, this, &LogsPage::show);
    connect(&m_tick, &QTimer::timeout, this, &LogsPage::look);
    connect(m_requests, &RequestsView::counted, this, [this](int count) {
        if (m_tabs->current() == Requests)
            m_head->setFact(tr("%n requests in the last 30 days", nullptr, count));
        setStatusText(tr("Times are the shop's"));
    });
    connect(m_requests, &RequestsView::failed, this, &LogsPage::setStatusText);
    connect(m_faults, &FaultsView::counted, this, [this](int groups) {
        if (m_tabs->current() == Faults)
            m_head->setFact(tr("%n kinds in the last 30 days", nullptr, groups));
    });
    connect(m_program, &AppLogView::counted, this, [this](int lines) {
        if (m_tabs->current() == Program)
            m_head->setFact(tr("%n lines", nullptr, lines));
    });
    connect(m_requests, &RequestsView::logWanted, this, [this](const QString &requestId) {
        m_program->showOnly(requestId);
        m_tabs->setCurrent(Program);
        m_from = Requests;
    });
    connect(m_program, &AppLogView::requestWanted, this, [this](const QString &requestId) {
        RequestQuery query;
        query.text = requestId;
        m_requests->showOnly(query);
        m_tabs->setCurrent(Requests);
        m_from = Program;
    });
    connect(m_faults, &FaultsView::opened, this, [this](const FaultGroup &group) {
        RequestQuery query;
        query.method = group.method;
        query.path = group.path;
        query.statusFrom = query.statusTo = group.status;
        m_requests->showOnly(query);
        m_tabs->setCurrent(Requests);
        m_from = Faults;
    });
}

void LogsPage::keep(Memory &memory)
{
    m_requests->keep(memory);
    m_faults->keep(memory);
    m_program->keep(memory);
}

void LogsPage::activated()
{
    refresh();
    m_tick.start(TickMillis);
}

void LogsPage::show(int tab)
{
    m_from = -1;
    m_pages->setCurrentIndex(tab);
    refresh();
}

void LogsPage::refresh()
{
    switch (m_tabs->current()) {
    case Requests: return m_requests->refresh();
    case Faults: return m_faults->refresh();
    default: return m_program->refresh();
    }
}

void LogsPage::look()
{
    switch (m_tabs->current()) {
    case Requests: return m_requests->look();
    case Faults: return m_faults->refresh();
    default: return m_program->look();
    }
}

QWidget *LogsPage::searchField()
{
    return m_tabs->current() == Program ? m_program->searchField()
        : m_tabs->current() == Requests ? m_requests->searchField()
                                        : nullptr;
}

bool LogsPage::goBack()
{
    if (m_from < 0)
        return false;
    m_tabs->setCurrent(m_from);
    return true;
}

void LogsPage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    ConsolePage::hideEvent(event);
}

void addLogPages(MainWindow &window, Desk &desk)
{
    auto *page = new LogsPage(desk);
    page->keep(window.memory());
    window.addPage(page);
}

}
