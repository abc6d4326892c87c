#include "ui/reports/reportspage.h"

#include "app/reports/behind.h"
#include "app/reports/series.h"
#include "ui/orders/orderspage.h"
#include "ui/reports/dayticks.h"
#include "ui/reports/ownreportview.h"
#include "ui/reports/periodbar.h"
#include "ui/reports/reportlist.h"
#include "ui/reports/reportoutput.h"
#include "ui/reports/reportview.h"
#include "ui/reports/reportwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SoonMillis = 600; // changes come in swarms
}

ReportsPage::ReportsPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"reports"_s, tr("Reports"), u"reports"_s, PageGroup::Oversight, parent),
      m_desk(desk),
      m_list(new ReportList),
      m_splitter(new QSplitter),
      m_pages(new QStackedWidget),
      m_output(new ReportOutput(desk))
{
    m_list->setObjectName(u"reportList"_s);
    m_list->setAccessibleName(tr("Reports"));
    for (const QByteArray &name : reports::names()) {
        auto *item = new QListWidgetItem(reportwords::name(name), m_list);
        item->setData(Named, name);
    }
    m_list->setCurrentRow(0);
    auto *side = new QWidget;
    auto *around = new QVBoxLayout(side);
    around->setContentsMargins(12, 16, 4, 12);
    around->addWidget(m_list);
    const QFontMetrics font(typeFont(Type::Body, QFont::DemiBold));
    int widest = font.horizontalAdvance(tr("Own report…")); // our own words are never cut
    for (int row = 0; row < m_list->count(); ++row)
        widest = std::max(widest, font.horizontalAdvance(m_list->item(row)->text()));
    side->setMinimumWidth(widest + metrics().icon + 64);
    m_pages->addWidget(makeReport());
    m_pages->addWidget(makeOwn());
    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(m_output);
    m_splitter->addWidget(side);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({190, 1000});
    m_splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);
    makeCommands();
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &ReportsPage::refresh);
    connect(m_list, &QListWidget::currentRowChanged, this, &ReportsPage::choose);
    connect(m_period, &PeriodBar::changed, this, &ReportsPage::refresh);
    connect(m_view, &ReportView::opened, this, &ReportsPage::open);
    connect(m_output, &ReportOutput::cancelled, this, [this] {
        ++m_asked; // an answer that comes now is to no question
        m_ownView->stop();
    });
    connect(&m_desk, &Desk::changed, this, [this](const Commit &commit) {
        if (commit.touches(Topic::Settings))
            loadOwn();
        // What somebody wrote is run when they ask for it.
        if (isVisible() && !showsOwn() && !m_soon.isActive()
            && (commit.touches(Topic::Orders) || commit.touches(Topic::Imports) || commit.touches(Topic::Stock)
                || commit.touches(Topic::Products)))
            m_soon.start(SoonMillis);
    });
}

QWidget *ReportsPage::makeReport()
{
    auto *report = new QWidget;
    auto *column = new QVBoxLayout(report);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_head = new PageHead(tr("Reports"));
    column->addWidget(m_head);
    m_period = new PeriodBar(m_desk.format());
    const int today = shopDay(m_desk.now(), m_desk.format().zone());
    m_period->setOwn({today - 29, today + 1});
    column->addWidget(m_period);
    m_view = new ReportView(m_desk);
    m_view->setObjectName(u"report"_s);
    column->addWidget(m_view, 1);
    return report;
}

QWidget *ReportsPage::makeOwn()
{
    m_ownView = new OwnReportView(m_desk);
    connect(m_ownView, &OwnReportView::waiting, m_output, &ReportOutput::setWaiting);
    connect(m_ownView, &OwnReportView::answered, this, &ReportsPage::showCommands);
    connect(m_ownView, &OwnReportView::saved, this, [this](const OwnReport &report) { loadOwn(report.id); });
    return m_ownView;
}

void ReportsPage::makeCommands()
{
    m_xlsx = addCommand(MenuPlace::Shop, u"exportXlsx"_s, tr("Export as a &workbook…"), u"export"_s,
                        QKeySequence(u"Ctrl+E"_s));
    m_pdf = addCommand(MenuPlace::Shop, u"exportPdf"_s, tr("Export as P&DF…"), u"document"_s);
    m_csv = addCommand(MenuPlace::Shop, u"exportCsv"_s, tr("Export as &CSV…"), u"table"_s);
    m_print = addCommand(MenuPlace::Shop, u"printReport"_s, tr("Print…"), u"print"_s, QKeySequence::Print);
    m_new = addCommand(MenuPlace::Shop, u"newReport"_s, tr("Own report…"), u"plus"_s, QKeySequence::New);
    m_run = addCommand(MenuPlace::Tools, u"runReport"_s, tr("Run"), u"play"_s, QKeySequence(u"Ctrl+Return"_s));
    m_save = addCommand(MenuPlace::Edit, u"saveReport"_s, tr("Save"), u"check"_s, QKeySequence::Save);
    m_remove = addCommand(MenuPlace::Edit, u"removeReport"_s, tr("Remove"), u"trash"_s);
    m_needRows = {m_csv, m_xlsx, m_pdf, m_print};
    m_ofOwn = {m_run, m_save, m_remove};
    const std::pair<QAction *, ReportFormat> formats[] = {{m_csv, ReportFormat::Csv},
                                                          {m_xlsx, ReportFormat::Xlsx},
                                                          {m_pdf, ReportFormat::Pdf}};
    for (const auto &[action, format] : formats)
        connect(action, &QAction::triggered, this, [this, format = format] { m_output->exportAs(format, paper()); });
    connect(m_print, &QAction::triggered, this, [this] { m_output->print(paper()); });
    connect(m_new, &QAction::triggered, this, [this] { m_list->setCurrentRow(m_list->count() - 1); });
    connect(m_run, &QAction::triggered, m_ownView, &OwnReportView::run);
    connect(m_save, &QAction::triggered, m_ownView, &OwnReportView::save);
    connect(m_remove, &QAction::triggered, this, &ReportsPage::removeOwn);
    auto *menu = new QMenu(this);
    menu->addActions({m_xlsx, m_pdf, m_csv});
    const auto exportButton = [menu](bool primary) {
        auto *button = new QPushButton(icon(u"export"_s), tr("Export"));
        button->setMenu(menu);
        if (primary)
            setKind(*button, ButtonKind::Primary);
        return button;
    };
    m_head->addAction(m_print);
    QPushButton *leaving = exportButton(true);
    leaving->setObjectName(u"exportReport"_s);
    m_head->addWidget(leaving);
    PageHead &own = m_ownView->head();
    own.addAction(m_remove);
    own.addWidget(exportButton(false));
    own.addAction(m_save);
    own.addAction(m_run, true);
    showCommands();
}

void ReportsPage::showCommands()
{
    const bool own = showsOwn();
    const auto &table = own ? m_ownView->table() : m_view->table();
    for (QAction *action : std::as_const(m_needRows))
        action->setEnabled(table && !table->rows.isEmpty());
    for (QAction *action : std::as_const(m_ofOwn))
        action->setEnabled(own);
    m_remove->setEnabled(own && this->own());
}

QByteArray ReportsPage::report() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Named).toByteArray() : QByteArray();
}

OwnReportId ReportsPage::own() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return OwnReportId{item ? item->data(OwnId).toLongLong() : 0};
}

bool ReportsPage::showsOwn() const { return report().isEmpty(); }

bool ReportsPage::isHalfTyped() const { return m_ownView->isChanged(); }

bool ReportsPage::isAtWork() const { return m_output->isWaiting(); }

void ReportsPage::select(const QByteArray &report)
{
    for (int row = 0; row < m_list->count(); ++row)
        if (!report.isEmpty() && m_list->item(row)->data(Named).toByteArray() == report)
            m_list->setCurrentRow(row);
}

void ReportsPage::keep(Memory &memory)
{
    m_period->keep(memory);
    m_ownView->keep(memory);
    memory.keep(*m_splitter, u"reports/list"_s);
    memory.keep(m_view->splitter(), u"reports/chart"_s);
    select(memory.value(u"reports/shown"_s).toByteArray());
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this, &memory] { memory.setValue(u"reports/shown"_s, report()); });
}

void ReportsPage::showReport(const QByteArray &report, Span span)
{
    const QSignalBlocker list(m_list), period(m_period);
    m_period->setSpan(span);
    select(report);
    choose();
}

void ReportsPage::activated()
{
    if (m_own.isEmpty())
        loadOwn();
    if (!showsOwn())
        choose();
}

void ReportsPage::choose()
{
    const QByteArray name = report();
    m_pages->setCurrentIndex(name.isEmpty() ? 1 : 0);
    showCommands();
    if (name.isEmpty()) {
        const OwnReportId id = own();
        const auto found =
            std::find_if(m_own.cbegin(), m_own.cend(), [id](const OwnReport &one) { return one.id == id; });
        const OwnReport wanted = found == m_own.cend() ? OwnReport() : *found;
        // What was written and not kept stays, until another report of one's own is asked for.
        if (!m_ownView->isChanged() || m_ownView->report().id != wanted.id)
            m_ownView->open(wanted);
        return setStatusText(tr("Reads the shop and changes nothing"));
    }
    m_ownView->stop();
    m_head->setTitle(reportwords::name(name));
    m_period->offer(name == "sales", true, name != "stock" && name != "requests");
    setStatusText(reportwords::about(name));
    refresh();
}

void ReportsPage::refresh()
{
    if (showsOwn())
        return m_ownView->run();
    if (!isVisible() && m_view->table())
        return; // fetched when it is looked at again
    const int asked = ++m_asked;
    m_output->setWaiting(tr("Adding up…"));
    const int today = shopDay(m_desk.now(), m_desk.format().zone());
    ReportQuery query;
    query.interval = m_period->interval();
    const Span span = m_period->span();
    const DayRange own = m_period->range(today, today);
    m_pool.run(
        this,
        [&shop = m_desk.shop(), actor = m_desk.actor(), name = report(), query, span, own, today,
         compares = m_period->compares()] {
            return shop.database().read([&](Reader &reader) -> Result<Answer> {
                Answer answer;
                const auto first = series::firstDay(reader, actor, today);
                answer.first = first ? *first : today;
                const DayRange range = span == Span::All ? period::rangeOf(span, today, answer.first) : own;
                ReportQuery now = query;
                now.from = range.from;
                now.to = range.to;
                auto table = reports::run(reader, actor, name, now);
                if (!table)
                    return fail(table.error());
                if (const auto earlier = period::before(span, range); compares && earlier) {
                    now.from = earlier->from;
                    now.to = earlier->to;
                    auto before = reports::run(reader, actor, name, now);
                    if (!before)
                        return fail(before.error());
                    reports::compareWith(*table, *before);
                    answer.before = std::make_shared<const ReportTable>(*std::move(before));
                }
                answer.table = std::make_shared<const ReportTable>(*std::move(table));
                return answer;
            });
        },
        [this, asked](const Result<Answer> &answer) {
            if (asked == m_asked)
                take(answer);
        });
}

void ReportsPage::take(const Result<Answer> &answer)
{
    m_output->setWaiting({});
    if (!answer)
        return setStatusText(answer.error().message);
    m_before = answer->before;
    const ReportTable &table = *answer->table;
    m_head->setFact(rangeWords(m_desk.format(), table.from, table.to));
    m_view->show(answer->table, answer->before);
    showCommands();
    const QString sum = reportwords::summary(m_desk.format(), table, m_before.get());
    setStatusText(sum.isEmpty() ? reportwords::about(table.name)
                                : tr("%1: %2").arg(reportwords::figureTitle(table), sum));
}

void ReportsPage::open(int row)
{
    if (!m_view->table() || row < 0)
        return;
    const ReportTable &table = *m_view->table();
    if (const auto query = reports::behind(table, row)) {
        const int name = table.column("title") >= 0 ? table.column("title") : 0;
        const QString what = reportwords::cell(m_desk.format(), table, row, name);
        Q_EMIT ordersWanted(*query,
                            table.name == "sales"
                                ? what
                                : tr("%1, %2").arg(what, rangeWords(m_desk.format(), table.from, table.to)));
    } else if (table.name == "requests") {
        Q_EMIT wanted(u"logs"_s);
    } else if (table.name == "stock") {
        Q_EMIT wanted(u"stock"_s);
    }
}

ReportPaper ReportsPage::paper() const
{
    const Format &format = m_desk.format();
    const bool own = showsOwn();
    const auto table = own ? m_ownView->table() : m_view->table();
    return {.table = table,
            .chart = own ? m_ownView->chart() : m_view->chart(),
            .shop = m_desk.shop().settings()->shopName,
            .title = !own                     ? reportwords::name(table->name)
                : m_ownView->name().isEmpty() ? tr("Report")
                                              : m_ownView->name(),
            .period = own ? QString() : rangeWords(format, table->from, table->to),
            .summary = own ? QString() : reportwords::summary(format, *table, m_before.get()),
            .made = tr("Made %1").arg(format.full(m_desk.now())),
            .format = format,
            .font = typeFont(Type::Body)};
}

void addReportsPages(MainWindow &window, Desk &desk)
{
    auto *page = new ReportsPage(desk);
    page->keep(window.memory());
    window.addPage(page);
    QObject::connect(page, &ReportsPage::ordersWanted, &window,
                     [&window](const OrderQuery &query, const QString &says) { showOrders(window, query, says); });
    QObject::connect(page, &ReportsPage::wanted, &window, &MainWindow::goTo);
}

void showReport(MainWindow &window, const QByteArray &report, Span span)
{
    auto *page = qobject_cast<ReportsPage *>(window.page(u"reports"_s));
    if (!page)
        return;
    page->showReport(report, span);
    window.goTo(page->key());
}

}
