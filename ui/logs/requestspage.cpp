#include "ui/logs/requestspage.h"

#include "ui/models/pagedmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// The log is written once a second; looking more often shows nothing more.
constexpr int TickMillis = 1500;

BadgeLook statusBadge(int status)
{
    const QString code = QString::number(status);
    if (status >= 500)
        return {code, Glyph::Look, Ink::Bad, true};
    if (status >= 400)
        return {code, Glyph::Look, Ink::Warn};
    return {code, Glyph::Done, Ink::Good};
}

QString duration(const QLocale &locale, qint64 micros)
{
    const double millis = double(micros) / 1000;
    return locale.toString(millis, 'f', millis < 10 ? 1 : 0) + u" ms"_s;
}

QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    using Row = RequestRow;
    return {
        column<Row>(
            u"at"_s, RequestsPage::tr("Time"), ColumnKind::Quiet, 14,
            [&](const Row &row) { return Cell{.text = format.exact(row.at), .tip = format.full(row.at)}; }, false),
        column<Row>(
            u"path"_s, RequestsPage::tr("Request"), ColumnKind::Text, 0,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.method + ' ' + row.path)}; }, false),
        column<Row>(
            u"status"_s, RequestsPage::tr("Answer"), ColumnKind::State, 10,
            [](const Row &row) { return Cell{.text = QString::number(row.status), .badge = statusBadge(row.status)}; },
            false),
        column<Row>(
            u"micros"_s, RequestsPage::tr("Took"), ColumnKind::Figure, 10,
            [&](const Row &row) { return Cell{.text = duration(format.locale(), row.micros)}; }, false),
        column<Row>(
            u"bytes"_s, RequestsPage::tr("Size"), ColumnKind::Figure, 10,
            [&](const Row &row) {
                return Cell{.text = format.locale().formattedDataSize(row.bytes, 1, QLocale::DataSizeSIFormat)};
            },
            false),
        column<Row>(
            u"actor"_s, RequestsPage::tr("By"), ColumnKind::Quiet, 12,
            [](const Row &row) {
                return Cell{.text = QString::fromUtf8(row.actor), .tip = QString::fromUtf8(row.requestId)};
            },
            false),
        column<Row>(
            u"address"_s, RequestsPage::tr("From"), ColumnKind::Quiet, 16,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.address)}; }, false),
    };
}
}

RequestsPage::RequestsPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"logs"_s, tr("Logs"), u"logs"_s, PageGroup::Oversight, parent), m_desk(desk)
{
    m_source = std::make_shared<Source>(desk, &requestlog::ids, &requestlog::fetch);
    m_model = new PagedModel(columnsOf(desk), m_source, this);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Logs"));
    all->addWidget(m_head);
    auto *filters = new QHBoxLayout;
    filters->setContentsMargins(24, 0, 24, 12);
    filters->setSpacing(8);
    m_search = new SearchField(tr("Search path, address or request id"));
    m_search->setObjectName(u"searchRequests"_s);
    m_kind = new Segmented({tr("All"), tr("Refused"), tr("Faults")});
    m_kind->setObjectName(u"requestKind"_s);
    m_kind->setAccessibleName(tr("Which requests are shown"));
    filters->addWidget(m_search, 1);
    filters->addWidget(m_kind);
    filters->addStretch(1);
    all->addLayout(filters);
    m_table = new TableView(RowHeight::Text);
    m_table->setObjectName(u"requests"_s);
    m_table->setAccessibleName(tr("Requests"));
    m_table->setPagedModel(m_model);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_table);
    makeEmptyStates();
    all->addLayout(m_stack, 1);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_source->query.text = text;
        m_model->refresh();
    });
    connect(m_kind, &Segmented::currentChanged, this, [this](int kind) {
        m_source->query.statusFrom = kind == 0 ? 0 : kind == 1 ? 400 : 500;
        m_source->query.statusTo = kind == 1 ? 499 : 999;
        m_model->refresh();
    });
    connect(m_model, &PagedModel::stateChanged, this, &RequestsPage::showState);
    connect(&m_tick, &QTimer::timeout, this, &RequestsPage::look);
}

void RequestsPage::makeEmptyStates()
{
    m_none = new EmptyState(
        tr("Nobody has asked yet"),
        tr("Each request that a shop site or an app makes stands here a second later, with how long it took."), {});
    m_clear = new QAction(tr("Show all requests"), this);
    connect(m_clear, &QAction::triggered, this, [this] {
        m_search->clear();
        m_kind->setCurrent(0);
        m_source->query = {};
        m_model->refresh();
    });
    m_nothingFound =
        new EmptyState(tr("No such requests"), tr("None of the requests fits what is chosen above."), {m_clear});
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_nothingFound);
}

void RequestsPage::activated()
{
    refresh();
    m_tick.start(TickMillis);
}

void RequestsPage::refresh() { m_model->refresh(); }

// The whole order is fetched only when there is something new in it.
void RequestsPage::look()
{
    m_desk.read(
        this,
        [actor = m_desk.actor()](Reader &reader) -> Result<qint64> {
            RequestQuery newest;
            newest.limit = 1;
            const auto page = requestlog::list(reader, actor, newest);
            if (!page)
                return fail(page.error());
            return page->items.isEmpty() ? 0 : page->items.constFirst().id.value;
        },
        [this](const Result<qint64> &newest) {
            if (newest && *newest != m_newest) {
                m_newest = *newest;
                refresh();
            }
        });
}

void RequestsPage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    ConsolePage::hideEvent(event);
}

QWidget *RequestsPage::searchField() { return m_search; }

void RequestsPage::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed)
        return setStatusText(m_model->error().message);
    const int count = m_model->rowCount();
    const bool filtered = !m_source->query.text.isEmpty() || m_source->query.statusFrom > 0;
    m_head->setFact(tr("%n requests in the last 30 days", nullptr, count));
    m_stack->setCurrentWidget(count > 0 ? static_cast<QWidget *>(m_table) : filtered ? m_nothingFound : m_none);
    setStatusText(tr("Times are the shop's"));
}

void addLogPages(MainWindow &window, Desk &desk) { window.addPage(new RequestsPage(desk)); }

}
