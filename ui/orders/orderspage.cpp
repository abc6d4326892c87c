#include "ui/orders/orderspage.h"

#include "ui/models/pagedmodel.h"
#include "ui/orders/countersheet.h"
#include "ui/orders/orderview.h"
#include "ui/orders/orderwords.h"
#include "ui/orders/paperdialog.h"
#include "ui/settings/settingspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/type.h"
#include "ui/users/customerspage.h"
#include "ui/widgets/bulkbar.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fillingstack.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QComboBox>
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
    makeCommands();
    m_view = new OrderView(desk, m_print);
    m_counter = new CounterSheet(desk);
    m_pages = new FillingStack;
    m_pages->addWidget(makeList());
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_counter);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    connect(m_view, &OrderView::back, this, &OrdersPage::goBack);
    connect(m_view, &OrderView::customerAsked, this, &OrdersPage::customerAsked);
    connect(m_counter, &CounterSheet::closed, this, &OrdersPage::goBack);
    connect(m_counter, &CounterSheet::openAsked, this, qOverload<const QByteArray &>(&OrdersPage::open));
    connect(m_counter, &CounterSheet::receiptAsked, this,
            [this](const QByteArray &number) { print({number}, DocumentKind::Receipt); });
    connect(m_table, &TableView::opened, this, [this](qint64 id) { open(OrderId{id}); });
    connect(m_table, &TableView::selectionChangedIds, this, &OrdersPage::showCommands);
    connect(m_model, &PagedModel::stateChanged, this, &OrdersPage::showState);
    connect(m_pages, &QStackedWidget::currentChanged, this, &OrdersPage::showCommands);
    connect(&m_desk, &Desk::changed, this, &OrdersPage::take);
    choose();
    showCommands();
    countWaiting();
}

void OrdersPage::makeCommands()
{
    m_new = addCommand(MenuPlace::Shop, u"newOrder"_s, tr("&New order"), u"plus"_s, QKeySequence::New);
    m_atCounter = addCommand(MenuPlace::Shop, u"counter"_s, tr("&Counter"), u"cash"_s, QKeySequence(u"Ctrl+Shift+N"_s));
    m_print = addCommand(MenuPlace::Shop, u"printOrder"_s, tr("&Print…"), u"print"_s, QKeySequence::Print);
    connect(m_new, &QAction::triggered, this, [this] { makeOrder(false); });
    connect(m_atCounter, &QAction::triggered, this, [this] { makeOrder(true); });
    connect(m_print, &QAction::triggered, this, &OrdersPage::printShown);
}

QWidget *OrdersPage::makeList()
{
    auto *list = new QWidget;
    list->setAutoFillBackground(true);
    list->setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(list);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Orders"));
    m_head->addAction(m_atCounter);
    m_head->addAction(m_new, true);
    all->addWidget(m_head);
    auto *filters = new FlowRow;
    makeFilters(*filters);
    all->addLayout(filters);
    all->addWidget(makeRule());
    m_table = new TableView(RowHeight::TwoLines);
    m_table->setObjectName(u"orders"_s);
    m_table->setAccessibleName(tr("Orders"));
    m_table->setCheckable(true);
    m_table->setPagedModel(m_model);
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_table);
    makeEmptyStates();
    all->addWidget(m_lists, 1);
    m_bar = new BulkBar(u"ordersBar"_s, tr("Selected orders"), {m_print});
    m_bar->setText({});
    all->addWidget(m_bar);
    connect(m_bar, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);
    return list;
}

void OrdersPage::makeFilters(FlowRow &row)
{
    row.setContentsMargins(PageEdge, 0, PageEdge, 12);
    row.setSpacing(8);
    m_search = new SearchField(tr("Search number, name or e-mail"));
    m_search->setObjectName(u"searchOrders"_s);
    m_kind = new Segmented({tr("To send"), tr("Not paid"), tr("All", "orders"), tr("Cancelled", "orders")});
    m_kind->setObjectName(u"orderKind"_s);
    m_kind->setAccessibleName(tr("Which orders are shown"));
    m_only = new Chip(tr("Only"), {});
    m_only->setObjectName(u"onlyOrders"_s);
    m_only->hide();
    m_placed = new QComboBox;
    m_placed->setObjectName(u"orderPlaced"_s);
    m_placed->setAccessibleName(tr("When they were placed"));
    m_placed->addItem(tr("Any time"), 0);
    m_placed->addItem(tr("Today"), 1);
    m_placed->addItem(tr("7 days"), 7);
    m_placed->addItem(tr("30 days"), 30);
    m_placed->addItem(tr("Year"), 365);
    m_from = new QComboBox;
    m_from->setObjectName(u"orderFrom"_s);
    m_from->setAccessibleName(tr("Where they came from"));
    m_from->addItem(tr("Anywhere"), QByteArray());
    m_from->addItem(tr("Web shop"), "api"_ba);
    m_from->addItem(tr("Counter"), "counter"_ba);
    m_from->addItem(tr("By hand"), "manual"_ba);
    m_from->addItem(tr("Brought over"), "import"_ba);
    row.addWidget(m_kind);
    row.addWidget(m_search, 1);
    row.addWidget(m_placed);
    row.addWidget(m_from);
    row.addWidget(m_only);
    connect(m_search, &SearchField::searched, this, &OrdersPage::choose);
    connect(m_kind, &Segmented::currentChanged, this, &OrdersPage::choose);
    connect(m_placed, &QComboBox::currentIndexChanged, this, &OrdersPage::choose);
    connect(m_from, &QComboBox::currentIndexChanged, this, &OrdersPage::choose);
    connect(m_only, &Chip::removed, this, [this] { showOnly({}, {}); });
}

void OrdersPage::makeEmptyStates()
{
    m_none =
        new EmptyState(tr("No orders yet"),
                       tr("What customers order through your shop site or app stands here the moment it is placed."),
                       {m_new}, tr("Coming from another system? “backroomd import sales” brings its history."));
    auto *clear = new QAction(tr("Show all orders"), this);
    connect(clear, &QAction::triggered, this, &OrdersPage::showAll);
    m_nothingFound = new EmptyState(tr("No such orders"), tr("None of the orders fits what is chosen above."), {clear});
    m_nothingWaits = new EmptyState(tr("Nothing waits here"),
                                    tr("Whatever is placed and wants somebody stands here by itself."), {clear});
    for (QWidget *state : {m_none, m_nothingFound, m_nothingWaits})
        m_lists->addWidget(state);
}

void OrdersPage::showAll()
{
    m_search->clear();
    m_placed->setCurrentIndex(0);
    m_from->setCurrentIndex(0);
    m_kind->setCurrent(int(Tab::All));
    showOnly({}, {});
}

void OrdersPage::showOnly(const OrderQuery &query, const QString &says)
{
    m_base = query;
    m_only->setValue(says);
    m_only->setVisible(!says.isEmpty());
    if (!says.isEmpty()) {
        m_search->clear();
        m_placed->setCurrentIndex(0);
        m_from->setCurrentIndex(0);
        m_kind->setCurrent(int(Tab::All));
        m_pages->setCurrentIndex(0);
    }
    choose();
}

void OrdersPage::choose()
{
    OrderQuery query = m_base;
    query.text = m_search->text();
    switch (Tab(m_kind->current())) {
    case Tab::ToSend: query.toSend = true; break;
    case Tab::NotPaid:
        query.status = OrderStatus::Open;
        query.payment = PaymentStatus::Pending;
        break;
    case Tab::Cancelled: query.status = OrderStatus::Cancelled; break;
    case Tab::All: break;
    }
    if (const int days = m_placed->currentData().toInt(); days > 0) {
        const QTimeZone &zone = m_desk.format().zone();
        query.from = dayStart(shopDay(m_desk.now(), zone) - days + 1, zone);
    }
    if (const QByteArray from = m_from->currentData().toByteArray(); !from.isEmpty())
        query.source = from;
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

QWidget *OrdersPage::searchField() { return m_pages->currentIndex() == 0 ? m_search : nullptr; }

bool OrdersPage::isHalfTyped() const { return !m_counter->lines().lines().isEmpty() || m_view->isHalfTyped(); }

bool OrdersPage::goBack()
{
    if (m_pages->currentIndex() == 0)
        return false;
    m_pages->setCurrentIndex(0);
    m_table->setFocus();
    return true;
}

void OrdersPage::showCommands()
{
    const QWidget *page = m_pages->currentWidget();
    m_print->setEnabled(page == m_view || (page != m_counter && !m_table->selectedIds().isEmpty()));
    m_new->setEnabled(page != m_counter);
    if (page == m_counter || page == m_view)
        return setStatusText({});
    const qsizetype selected = m_table->selectedIds().size();
    m_bar->setText(selected > 0 ? tr("%Ln selected", "orders", int(selected)) : QString());
    setStatusText(selected > 1 ? tr("%L1 of %L2 selected").arg(selected).arg(m_model->rowCount())
                               : tr("New orders appear by themselves"));
}

void OrdersPage::take(const Commit &commit)
{
    m_counter->take(commit);
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
        this, [actor = m_desk.actor()](Reader &reader) { return orders::waiting(reader, actor); },
        [this](const Result<orders::Waiting> &waiting) {
            if (!waiting)
                return;
            setWaiting(int(waiting->toSend));
            const Format &format = m_desk.format();
            const auto counted = [&](const QString &word, const QString &both, qint64 count) {
                return count > 0 ? both.arg(format.number(count)) : word;
            };
            m_kind->setChoice(int(Tab::ToSend), counted(tr("To send"), tr("To send  %1"), waiting->toSend));
            m_kind->setChoice(int(Tab::NotPaid), counted(tr("Not paid"), tr("Not paid  %1"), waiting->notPaid));
        });
}

void OrdersPage::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed)
        return setStatusText(m_model->error().message);
    const int count = m_model->rowCount();
    const bool filtered = !m_source->query.text.isEmpty() || m_placed->currentIndex() > 0 || m_from->currentIndex() > 0
        || m_only->isVisibleTo(this);
    const bool waits = m_kind->current() < int(Tab::All);
    m_head->setFact(tr("%n orders", nullptr, count));
    m_lists->setCurrentWidget(count > 0                                      ? static_cast<QWidget *>(m_table)
                                  : filtered                                 ? m_nothingFound
                                  : waits                                    ? m_nothingWaits
                                  : m_kind->current() == int(Tab::Cancelled) ? m_nothingFound
                                                                             : m_none);
    showCommands();
}

void addOrdersPages(MainWindow &window, Desk &desk)
{
    auto *page = new OrdersPage(desk);
    window.memory().keep(*page->table(), u"orders/table"_s);
    window.addPage(page);
    QObject::connect(page, &OrdersPage::customerAsked, &window, [&window](UserId user) {
        auto *customers = qobject_cast<CustomersPage *>(window.page(u"customers"_s));
        if (!customers)
            return;
        window.goTo(customers->key());
        customers->open(user);
    });
    QObject::connect(page, &OrdersPage::settingAsked, &window, [&window](const QString &title) {
        auto *settings = qobject_cast<SettingsPage *>(window.page(u"settings"_s));
        if (!settings)
            return;
        window.goTo(settings->key());
        settings->show(title);
    });
}

void showOrders(MainWindow &window, const OrderQuery &query, const QString &says)
{
    auto *page = qobject_cast<OrdersPage *>(window.page(u"orders"_s));
    if (!page)
        return;
    page->showOnly(query, says);
    window.goTo(page->key());
}

}
