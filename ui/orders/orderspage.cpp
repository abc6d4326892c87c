#include "ui/orders/orderspage.h"

#include "app/reports/series.h"
#include "ui/models/pagedmodel.h"
#include "ui/orders/orderview.h"
#include "ui/orders/orderwords.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/type.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<Order>(
            u"number"_s, OrdersPage::tr("Order"), ColumnKind::Name, 0,
            [](const Order &order) {
                return Cell{.text = u'#' + QString::fromUtf8(order.number), .second = orderwords::customer(order)};
            },
            false),
        column<Order>(u"placed"_s, OrdersPage::tr("Placed"), ColumnKind::Quiet, 14,
                      [&desk, &format](const Order &order) {
                          return Cell{.text = format.near(order.placedAt, desk.now()),
                                      .tip = format.full(order.placedAt)};
                      }),
        column<Order>(
            u"payment"_s, OrdersPage::tr("Payment"), ColumnKind::State, 16,
            [](const Order &order) {
                const BadgeLook badge = orderwords::payment(order);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Order>(
            u"fulfilment"_s, OrdersPage::tr("Delivery"), ColumnKind::State, 16,
            [](const Order &order) {
                const BadgeLook badge = orderwords::fulfilment(order);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Order>(
            u"items"_s, OrdersPage::tr("Pieces"), ColumnKind::Figure, 10,
            [&format](const Order &order) { return Cell{.text = format.number(order.itemCount)}; }, false),
        column<Order>(
            u"total"_s, OrdersPage::tr("Total"), ColumnKind::Figure, 14,
            [&format](const Order &order) { return Cell{.text = format.money(order.total)}; }, false),
    };
}

void arrange(OrderQuery &query, const ListOrder &order)
{
    query.oldestFirst = order.key == "placed"_L1 && order.direction == Qt::AscendingOrder;
}
}

OrdersPage::OrdersPage(Desk &desk, QWidget *parent)
    : ConsolePage(u"orders"_s, tr("Orders"), u"orders"_s, PageGroup::Work, parent), m_desk(desk)
{
    m_source = std::make_shared<Source>(desk, &orders::ids, &orders::fetch, &arrange);
    m_model = new PagedModel(columnsOf(desk), m_source, this);
    m_view = new OrderView(desk);
    m_pages = new QStackedWidget;
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_view);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    connect(m_view, &OrderView::back, this, &OrdersPage::goBack);
    connect(m_table, &TableView::opened, this, [this](qint64 id) { open(OrderId{id}); });
    connect(m_model, &PagedModel::stateChanged, this, &OrdersPage::showState);
    connect(&m_desk, &Desk::changed, this, &OrdersPage::take);
    countWaiting();
}

QWidget *OrdersPage::makeList()
{
    auto *list = new QWidget;
    auto *all = new QVBoxLayout(list);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Orders"));
    all->addWidget(m_head);
    auto *filters = new QHBoxLayout;
    filters->setContentsMargins(PageEdge, 0, PageEdge, 12);
    filters->setSpacing(8);
    m_search = new SearchField(tr("Search number, name or e-mail"));
    m_search->setObjectName(u"searchOrders"_s);
    m_kind = new Segmented({tr("All"), tr("Open"), tr("Not paid"), tr("Cancelled")});
    m_kind->setObjectName(u"orderKind"_s);
    m_kind->setAccessibleName(tr("Which orders are shown"));
    filters->addWidget(m_search, 1);
    filters->addWidget(m_kind);
    filters->addStretch(1);
    all->addLayout(filters);
    m_table = new TableView(RowHeight::TwoLines);
    m_table->setObjectName(u"orders"_s);
    m_table->setAccessibleName(tr("Orders"));
    m_table->setPagedModel(m_model);
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_table);
    makeEmptyStates();
    all->addWidget(m_lists, 1);
    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        m_source->query.text = text;
        m_model->refresh();
    });
    connect(m_kind, &Segmented::currentChanged, this, &OrdersPage::choose);
    return list;
}

void OrdersPage::makeEmptyStates()
{
    m_none =
        new EmptyState(tr("No orders yet"),
                       tr("What customers order through your shop site or app stands here the moment it is placed."),
                       {}, tr("Coming from another system? “backroomd import sales” brings its history."));
    auto *clear = new QAction(tr("Show all orders"), this);
    connect(clear, &QAction::triggered, this, [this] {
        m_search->clear();
        m_kind->setCurrent(0);
        choose(0);
    });
    m_nothingFound = new EmptyState(tr("No such orders"), tr("None of the orders fits what is chosen above."), {clear});
    m_lists->addWidget(m_none);
    m_lists->addWidget(m_nothingFound);
}

void OrdersPage::choose(int kind)
{
    OrderQuery query;
    query.text = m_search->text();
    if (kind == 1)
        query.status = OrderStatus::Open;
    else if (kind == 2) {
        query.status = OrderStatus::Open;
        query.payment = PaymentStatus::Pending;
    } else if (kind == 3)
        query.status = OrderStatus::Cancelled;
    m_source->query = query;
    m_model->refresh();
}

void OrdersPage::activated() { refresh(); }

void OrdersPage::refresh()
{
    m_model->refresh();
    if (m_pages->currentWidget() == m_view)
        m_view->reload();
}

QWidget *OrdersPage::searchField() { return m_search; }

bool OrdersPage::goBack()
{
    if (m_pages->currentIndex() == 0)
        return false;
    m_pages->setCurrentIndex(0);
    m_table->setFocus();
    return true;
}

void OrdersPage::open(OrderId id)
{
    const QVariant row = m_model->valueAt(m_model->rowOf(id.value));
    if (!row.isValid())
        return;
    open(row.value<Order>().number);
}

void OrdersPage::open(const QByteArray &number)
{
    m_view->open(number);
    m_pages->setCurrentWidget(m_view);
}

void OrdersPage::take(const Commit &commit)
{
    if (!commit.touches(Topic::Orders))
        return;
    QList<qint64> ids;
    for (const Change &change : commit.changes)
        if (change.topic == Topic::Orders && change.id > 0)
            ids << change.id;
    const bool known =
        !ids.isEmpty() && std::all_of(ids.begin(), ids.end(), [this](qint64 id) { return m_model->rowOf(id) >= 0; });
    if (known)
        m_model->invalidate(ids);
    // A state that changed may take the row out of what is chosen; a new order comes into it.
    m_model->refresh();
    m_table->flash(ids);
    if (m_pages->currentWidget() == m_view)
        m_view->reload();
    countWaiting();
}

void OrdersPage::countWaiting()
{
    m_desk.read(
        this, [actor = m_desk.actor()](Reader &reader) { return series::openWork(reader, actor); },
        [this](const Result<OpenWork> &work) {
            if (work)
                setWaiting(int(work->toShip));
        });
}

void OrdersPage::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed)
        return setStatusText(m_model->error().message);
    const int count = m_model->rowCount();
    const bool filtered = m_kind->current() > 0 || !m_source->query.text.isEmpty();
    m_head->setFact(tr("%n orders", nullptr, count));
    m_lists->setCurrentWidget(count > 0 ? static_cast<QWidget *>(m_table) : filtered ? m_nothingFound : m_none);
    setStatusText(tr("New orders appear by themselves"));
}

void addOrdersPages(MainWindow &window, Desk &desk) { window.addPage(new OrdersPage(desk)); }

}
