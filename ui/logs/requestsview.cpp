#include "ui/logs/requestsview.h"

#include "ui/logs/logwords.h"
#include "ui/logs/trendpanel.h"
#include "ui/models/pagedmodel.h"
#include "ui/server/serverwords.h"
#include "ui/shell/memory.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    using Row = RequestRow;
    return {
        column<Row>(
            u"at"_s, RequestsView::tr("Time"), ColumnKind::Quiet, 16,
            [&](const Row &row) { return Cell{.text = format.exact(row.at), .tip = format.full(row.at)}; }, false),
        column<Row>(
            u"path"_s, RequestsView::tr("Request"), ColumnKind::Text, 0,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.method + ' ' + row.path)}; }, false),
        column<Row>(
            u"status"_s, RequestsView::tr("Answer"), ColumnKind::State, 24,
            [](const Row &row) {
                const BadgeLook badge = logwords::statusBadge(row.status);
                return Cell{.text = badge.text,
                            .badge = badge,
                            .tip = row.status >= 400 ? logwords::sense(row.status) : QString()};
            },
            false),
        column<Row>(
            u"micros"_s, RequestsView::tr("Took"), ColumnKind::Figure, 11,
            [&](const Row &row) { return Cell{.text = serverwords::duration(format.locale(), row.micros)}; }, false),
        column<Row>(
            u"bytes"_s, RequestsView::tr("Size"), ColumnKind::Figure, 11,
            [&](const Row &row) { return Cell{.text = serverwords::size(format.locale(), row.bytes)}; }, false),
        column<Row>(
            u"actor"_s, RequestsView::tr("By"), ColumnKind::Quiet, 13,
            [](const Row &row) {
                return Cell{.text = QString::fromUtf8(row.actor), .tip = QString::fromUtf8(row.requestId)};
            },
            false),
        column<Row>(
            u"address"_s, RequestsView::tr("From"), ColumnKind::Quiet, 17,
            [](const Row &row) { return Cell{.text = QString::fromUtf8(row.address)}; }, false),
    };
}
}

RequestsView::RequestsView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_trend(new TrendPanel(desk)),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_pause(new QAction(icon(u"pause"_s), tr("Pause"), this))
{
    m_source = std::make_shared<Source>(desk, &requestlog::ids, &requestlog::fetch);
    m_model = new PagedModel(columnsOf(desk), m_source, this);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBar(*column);
    m_table = new TableView(RowHeight::Text);
    m_table->setObjectName(u"requests"_s);
    m_table->setAccessibleName(tr("Requests"));
    m_table->setPagedModel(m_model);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_stack = new QStackedLayout;
    column->addLayout(m_stack, 1); // before its first page, which is shown at once, and would be a window of its own
    m_stack->addWidget(m_table);
    makeEmptyStates();
    m_splitter->addWidget(m_trend);
    m_splitter->addWidget(list);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_splitter);
    connect(m_search, &SearchField::searched, this, &RequestsView::filter);
    connect(m_kind, &Segmented::currentChanged, this, &RequestsView::filter);
    connect(m_model, &PagedModel::stateChanged, this, &RequestsView::showState);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RequestsView::showMenu);
    connect(m_table, &TableView::opened, this, &RequestsView::openRow);
    connect(m_pause, &QAction::triggered, this, [this] { setPaused(!m_paused); });
    connect(m_trend, &TrendPanel::endpointChosen, this, [this](const QByteArray &method, const QByteArray &path) {
        m_source->query.method = method;
        m_source->query.path = path;
        showChips();
        refresh();
    });
    connect(m_trend, &TrendPanel::opened, this, [this](Millis from, Millis to) {
        m_source->query.from = from;
        m_source->query.to = to;
        showChips();
        m_model->refresh();
    });
}

void RequestsView::makeBar(QLayout &into)
{
    m_barBox = new QWidget;
    m_bar = new FlowRow(m_barBox);
    m_bar->setContentsMargins(PageEdge, 12, PageEdge, 12);
    m_bar->setSpacing(8);
    m_search = new SearchField(tr("Search path, address or request id"));
    m_search->setObjectName(u"searchRequests"_s);
    m_kind = new Segmented({tr("All", "requests"), tr("Answered"), tr("Refused"), tr("Failed", "requests")});
    m_kind->setObjectName(u"requestKind"_s);
    m_kind->setAccessibleName(tr("Which requests are shown"));
    m_live = new Badge({tr("Live"), Glyph::Done, Ink::Good});
    m_live->setObjectName(u"requestsLive"_s);
    m_bar->addWidget(m_search, 1);
    m_bar->addWidget(m_kind);
    m_bar->addStretch(1);
    m_bar->addWidget(m_live);
    QPushButton *pause = makeButton(m_pause);
    pause->setObjectName(u"pauseRequests"_s);
    m_bar->addWidget(pause);
    into.addWidget(m_barBox);
}

void RequestsView::makeEmptyStates()
{
    m_none = new EmptyState(
        tr("Nobody has asked yet"),
        tr("Each request that a shop site or an app makes stands here a second later, with how long it took."), {});
    auto *clear = new QAction(tr("Show all requests"), this);
    connect(clear, &QAction::triggered, this, [this] { showOnly({}); });
    m_nothingFound =
        new EmptyState(tr("No such requests"), tr("None of the requests fits what is chosen above."), {clear});
    m_stack->addWidget(m_none);
    m_stack->addWidget(m_nothingFound);
}

void RequestsView::keep(Memory &memory)
{
    memory.keep(*m_splitter, u"logs/requests"_s);
    memory.keep(*m_table, u"logs/table"_s);
    m_trend->keep(memory);
}

QWidget *RequestsView::searchField() const { return m_search; }

void RequestsView::filter()
{
    static constexpr std::pair<int, int> Classes[] = {{0, 999}, {0, 399}, {400, 499}, {500, 999}};
    m_source->query.text = m_search->text();
    std::tie(m_source->query.statusFrom, m_source->query.statusTo) = Classes[m_kind->current()];
    showChips();
    m_model->refresh();
}

void RequestsView::showOnly(const RequestQuery &query)
{
    {
        const QSignalBlocker search(m_search), kind(m_kind);
        m_search->setText(query.text);
        m_kind->setCurrent(query.statusFrom >= 500 ? 3 : query.statusFrom >= 400 ? 2 : query.statusTo < 400 ? 1 : 0);
    }
    m_source->query = query;
    m_trend->setEndpoint(query.method, query.path);
    showChips();
    m_model->refresh();
}

// A splitter asks nobody how high something is in a given width.
void RequestsView::fitBar() { m_barBox->setMinimumHeight(m_barBox->heightForWidth(width())); }

void RequestsView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitBar();
}

void RequestsView::addChip(const QString &name, const QString &value, By by)
{
    auto *chip = new Chip(name, value);
    chip->setObjectName(u"requestChip%1"_s.arg(int(by)));
    m_bar->insertWidget(m_bar->indexOf(m_kind) + 1 + int(m_chips.size()), chip);
    m_chips << chip;
    connect(chip, &Chip::removed, this, [this, by] { drop(by); });
    connect(chip, &QAbstractButton::clicked, this, [this, by] { drop(by); });
}

void RequestsView::showChips()
{
    for (Chip *chip : std::exchange(m_chips, {})) {
        m_bar->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    const RequestQuery &query = m_source->query;
    if (!query.path.isEmpty())
        addChip(tr("Endpoint"), QString::fromUtf8(query.method + ' ' + query.path), By::Endpoint);
    else if (!query.method.isEmpty())
        addChip(tr("Method"), QString::fromUtf8(query.method), By::Method);
    if (query.statusFrom == query.statusTo)
        addChip(tr("Answer"), logwords::status(query.statusFrom), By::Method);
    if (!query.actor.isEmpty())
        addChip(tr("By"), QString::fromUtf8(query.actor), By::Actor);
    if (!query.address.isEmpty())
        addChip(tr("From"), QString::fromUtf8(query.address), By::Address);
    if (query.from) {
        const Format &format = m_desk.format();
        const QString begin = format.near(*query.from, m_desk.now());
        addChip(tr("Time"),
                query.to ? tr("%1 – %2").arg(begin, format.near(*query.to, m_desk.now())) : tr("since %1").arg(begin),
                By::Time);
    }
    QMetaObject::invokeMethod(this, &RequestsView::fitBar, Qt::QueuedConnection); // once they are shown
}

void RequestsView::drop(By by)
{
    RequestQuery query = m_source->query;
    switch (by) {
    case By::Endpoint: query.path.clear(); [[fallthrough]];
    case By::Method:
        if (query.statusFrom == query.statusTo && by == By::Method) {
            query.statusFrom = 0;
            query.statusTo = 999;
        } else {
            query.method.clear();
        }
        break;
    case By::Actor: query.actor.clear(); break;
    case By::Address: query.address.clear(); break;
    case By::Time:
        query.from.reset();
        query.to.reset();
        break;
    }
    showOnly(query);
}

void RequestsView::showMenu(const QPoint &at)
{
    const QVariant value = m_model->valueAt(m_table->indexAt(at).row());
    if (!value.isValid())
        return;
    const auto row = value.value<RequestRow>();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"requestMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto only = [&](const QString &name, const QString &text, auto change) {
        QAction *action = menu->addAction(icon(u"filter"_s), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, change] {
            RequestQuery query = m_source->query;
            change(query);
            showOnly(query);
        });
    };
    only(u"onlyEndpoint"_s, tr("Only %1").arg(QString::fromUtf8(row.method + ' ' + row.path)),
         [row](RequestQuery &query) {
             query.method = row.method;
             query.path = row.path;
         });
    only(u"onlyMethod"_s, tr("Only %1").arg(QString::fromUtf8(row.method)), [row](RequestQuery &query) {
        query.method = row.method;
        query.path.clear();
    });
    only(u"onlyStatus"_s, tr("Only %1").arg(logwords::status(row.status)),
         [row](RequestQuery &query) { query.statusFrom = query.statusTo = row.status; });
    only(u"onlyActor"_s, tr("Only by %1").arg(QString::fromUtf8(row.actor)),
         [row](RequestQuery &query) { query.actor = row.actor; });
    only(u"onlyAddress"_s, tr("Only from %1").arg(QString::fromUtf8(row.address)),
         [row](RequestQuery &query) { query.address = row.address; });
    only(u"onlySince"_s, tr("Only since then"), [row](RequestQuery &query) {
        query.from = row.at;
        query.to.reset();
    });
    menu->addSeparator();
    QAction *said = menu->addAction(icon(u"logs"_s), tr("What the program said to it"));
    said->setObjectName(u"requestSaid"_s);
    connect(said, &QAction::triggered, this, [this, row] { Q_EMIT logWanted(QString::fromUtf8(row.requestId)); });
    QAction *copy = menu->addAction(icon(u"copy"_s), tr("Copy the request id"));
    copy->setObjectName(u"copyRequestId"_s);
    connect(copy, &QAction::triggered, this,
            [row] { QGuiApplication::clipboard()->setText(QString::fromUtf8(row.requestId)); });
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void RequestsView::openRow(qint64 id)
{
    const QVariant value = m_model->valueAt(m_model->rowOf(id));
    if (value.isValid())
        Q_EMIT logWanted(QString::fromUtf8(value.value<RequestRow>().requestId));
}

void RequestsView::refresh()
{
    m_model->refresh();
    m_trend->refresh();
}

void RequestsView::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(icon(paused ? u"play"_s : u"pause"_s));
    m_live->setLook(paused ? BadgeLook{tr("Paused"), Glyph::Over, Ink::Muted}
                           : BadgeLook{tr("Live"), Glyph::Done, Ink::Good});
    if (!paused)
        refresh();
}

// The whole order is fetched only when there is something new in it.
void RequestsView::look()
{
    if (m_paused)
        return;
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
            if (newest && *newest != m_newest && !m_paused) {
                m_newest = *newest;
                refresh();
            }
        });
}

void RequestsView::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed) {
        Q_EMIT failed(m_model->error().message);
        return;
    }
    const int count = m_model->rowCount();
    const RequestQuery &query = m_source->query;
    const bool filtered = !query.text.isEmpty() || query.statusFrom > 0 || query.statusTo < 999
        || !query.method.isEmpty() || !query.path.isEmpty() || !query.actor.isEmpty() || !query.address.isEmpty()
        || query.from;
    m_stack->setCurrentWidget(count > 0 ? static_cast<QWidget *>(m_table) : filtered ? m_nothingFound : m_none);
    Q_EMIT counted(count);
}

}
