#include "ui/stock/stockpage.h"

#include "app/products/pieces.h"
#include "app/products/productservice.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/productspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/stock/countsheet.h"
#include "ui/stock/movestock.h"
#include "ui/stock/piecepanel.h"
#include "ui/stock/receivesheet.h"
#include "ui/stock/stockwords.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fillingstack.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
void arrange(ShelfQuery &query, const ListOrder &order)
{
    using Order = ShelfQuery::Order;
    static const QHash<QString, Order> orders{{u"piece"_s, Order::Title},
                                              {u"level"_s, Order::Level},
                                              {u"sold"_s, Order::Sold},
                                              {u"days"_s, Order::DaysLeft}};
    query.order = orders.value(order.key, query.order);
    query.down = !order.key.isEmpty() && order.direction == Qt::DescendingOrder;
}
}

StockPage::StockPage(MainWindow &window, Desk &desk)
    : ConsolePage(u"stock"_s, tr("Stock"), u"stock"_s, PageGroup::Work), m_window(window), m_desk(desk)
{
    m_levels = std::make_shared<ShelfSource>(desk, &stock::shelfIds, &stock::fetchShelf, &arrange);
    m_low = std::make_shared<ShelfSource>(desk, &stock::shelfIds, &stock::fetchShelf, &arrange);
    m_low->query.show = ShelfQuery::Show::Low;
    m_low->query.order = ShelfQuery::Order::DaysLeft;
    m_movements = std::make_shared<MovementSource>(desk, &stock::movementIds, &stock::fetchMovements);
    makeCommands();
    m_receive = new ReceiveSheet(desk);
    m_count = new CountSheet(desk);
    m_pages = new FillingStack;
    m_pages->addWidget(makeLists());
    m_pages->addWidget(m_receive);
    m_pages->addWidget(m_count);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    for (GoodsSheet *sheet : {static_cast<GoodsSheet *>(m_receive), static_cast<GoodsSheet *>(m_count)})
        connect(sheet, &GoodsSheet::closed, this, &StockPage::goBack);
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &StockPage::reload);
    connect(&desk, &Desk::changed, this, &StockPage::take);
    showTab(Tab(qBound(0, m_window.memory().value(u"stock/tab"_s, 0).toInt(), 2)));
    countLow();
}

void StockPage::makeCommands()
{
    m_receiveGoods =
        addCommand(MenuPlace::Shop, u"receiveGoods"_s, tr("&Receive goods"), u"import"_s, QKeySequence::New);
    m_countStock =
        addCommand(MenuPlace::Shop, u"countStock"_s, tr("&Count stock"), u"barcode"_s, QKeySequence(u"Ctrl+Shift+C"_s));
    m_saveList = addCommand(MenuPlace::Shop, u"saveOrderList"_s, tr("Save &order list…"), u"export"_s,
                            QKeySequence(u"Ctrl+E"_s));
    m_move = addCommand(MenuPlace::Edit, u"moveStock"_s, tr("&Move stock…"), u"stock"_s, QKeySequence(u"Ctrl+M"_s));
    m_open = addCommand(MenuPlace::Edit, u"openProduct"_s, tr("&Open product"), u"products"_s);
    m_clear = new QAction(tr("Clear filters"), this);
    m_clear->setObjectName(u"clearFilters"_s);
    connect(m_receiveGoods, &QAction::triggered, this, [this] { showSheet(m_receive); });
    connect(m_countStock, &QAction::triggered, this, [this] { showSheet(m_count); });
    connect(m_move, &QAction::triggered, this, &StockPage::moveStock);
    connect(m_saveList, &QAction::triggered, this, &StockPage::saveOrderList);
    connect(m_open, &QAction::triggered, this, [this] {
        if (m_panel->isVisible())
            Q_EMIT productAsked(m_panel->row().product);
    });
    connect(m_clear, &QAction::triggered, this, [this] {
        m_search->clear();
        m_show->setCurrentIndex(0);
        m_reason->setCurrentIndex(0);
        m_movements->query.variant.reset();
        ask();
    });
}

TableView *StockPage::makeTable(const QString &name, const QString &says, PagedModel *model)
{
    auto *table = new TableView(RowHeight::TwoLines);
    table->setObjectName(name);
    table->setAccessibleName(says);
    table->setPagedModel(model);
    m_window.memory().keep(*table, u"stock/"_s + name);
    connect(model, &PagedModel::stateChanged, this, &StockPage::showState);
    m_lists->addWidget(table);
    m_tables << table;
    return table;
}

QWidget *StockPage::makeLists()
{
    auto *lists = new QWidget;
    lists->setAutoFillBackground(true);
    lists->setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(lists);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(title());
    m_head->addAction(m_countStock);
    m_head->addAction(m_receiveGoods, true);
    all->addWidget(m_head);
    all->addWidget(makeFilters());
    all->addWidget(makeRule());
    m_lists = new QStackedWidget;
    for (TableView *table :
         {makeTable(u"levels"_s, tr("Stock levels"), new PagedModel(stockwords::levelColumns(m_desk), m_levels, this)),
          makeTable(u"movements"_s, tr("Movements"),
                    new PagedModel(stockwords::movementColumns(m_desk), m_movements, this)),
          makeTable(u"low"_s, tr("Low stock"), new PagedModel(stockwords::lowColumns(m_desk, m_days), m_low, this))})
        connect(table, &TableView::opened, this, [this] { openPiece(chosen()); });
    makeEmptyStates();
    m_panel = new PiecePanel(m_desk, m_move, m_open);
    m_panel->hide();
    connect(m_panel, &PiecePanel::closed, this, &StockPage::closePiece);
    connect(m_panel, &PiecePanel::allAsked, this, &StockPage::showAllMovements);
    m_splitter = new QSplitter;
    m_splitter->setObjectName(u"stockSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_lists);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({900, 360});
    m_window.memory().keep(*m_splitter, u"stock/splitter"_s);
    all->addWidget(m_splitter, 1);
    return lists;
}

QWidget *StockPage::makeFilters()
{
    auto *bar = new QWidget;
    auto *row = new FlowRow(bar);
    row->setContentsMargins(PageEdge, 0, PageEdge, 12);
    row->setSpacing(8);
    m_tabs = new Segmented({tr("Levels"), tr("Movements"), tr("Low stock")});
    m_tabs->setObjectName(u"stockTabs"_s);
    m_tabs->setAccessibleName(tr("What of the stock is shown"));
    m_search = new SearchField(tr("Search name, SKU or barcode"));
    m_search->setObjectName(u"searchStock"_s);
    m_show = new QComboBox;
    m_show->setObjectName(u"stockShow"_s);
    m_show->setAccessibleName(tr("Which pieces are shown"));
    m_show->addItems({tr("All pieces"), tr("In stock"), tr("Running low"), tr("Sold out")});
    m_reason = new QComboBox;
    m_reason->setObjectName(u"movementReason"_s);
    m_reason->setAccessibleName(tr("Which movements are shown"));
    m_reason->addItem(tr("All movements"), QByteArray());
    for (const QByteArray &reason : stock::reasons())
        m_reason->addItem(stockwords::reason(reason), reason);
    m_piece = new Chip(tr("Piece"), {});
    m_piece->setObjectName(u"movementPiece"_s);
    m_daysBox = new QWidget;
    auto *days = new FlowRow(m_daysBox);
    days->setContentsMargins(0, 0, 0, 0);
    days->setSpacing(8);
    auto *spin = new QSpinBox;
    spin->setObjectName(u"orderDays"_s);
    spin->setRange(1, 365);
    spin->setValue(m_window.memory().value(u"stock/orderDays"_s, *m_days).toInt());
    *m_days = spin->value();
    auto *label = makeLabel(tr("&Days an order lasts"), Type::Body, Ink::Muted);
    label->setBuddy(spin);
    days->addWidget(label);
    days->addWidget(spin);
    days->addWidget(makeButton(m_saveList));
    row->addWidget(m_tabs);
    row->addWidget(m_search, 1);
    row->addWidget(m_show);
    row->addWidget(m_reason);
    row->addWidget(m_piece);
    row->addStretch(1);
    row->addWidget(m_daysBox);
    connect(m_tabs, &Segmented::currentChanged, this, [this](int tab) { showTab(Tab(tab)); });
    connect(m_search, &SearchField::searched, this, &StockPage::ask);
    connect(m_show, &QComboBox::currentIndexChanged, this, &StockPage::ask);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &StockPage::ask);
    connect(m_piece, &Chip::removed, this, [this] {
        m_movements->query.variant.reset();
        ask();
    });
    connect(spin, &QSpinBox::valueChanged, this, [this](int value) {
        *m_days = value;
        m_window.memory().setValue(u"stock/orderDays"_s, value);
        m_tables.at(int(Tab::Low))->viewport()->update();
    });
    return bar;
}

void StockPage::makeEmptyStates()
{
    m_empty = {new EmptyState(tr("Nothing on the shelf yet"),
                              tr("Each piece the shop sells stands here with how many there are of it."), {}),
               new EmptyState(tr("Nothing moved yet"),
                              tr("Whatever comes in, is sold, taken back or counted stands here, with who and why."),
                              {m_receiveGoods}),
               new EmptyState(tr("Nothing runs low"),
                              tr("What is at its mark, or lasts no more than two weeks at the pace of the last 30 "
                                 "days, stands here with how much to order."),
                              {})};
    for (QWidget *empty : std::as_const(m_empty))
        m_lists->addWidget(empty);
    m_nothingFound = new EmptyState(tr("Nothing found"), tr("Nothing fits what is chosen above."), {m_clear});
    m_lists->addWidget(m_nothingFound);
}

void StockPage::showTab(Tab tab)
{
    m_tab = tab;
    m_tabs->setCurrent(int(tab));
    m_window.memory().setValue(u"stock/tab"_s, int(tab));
    m_search->setVisible(tab != Tab::Movements);
    m_show->setVisible(tab == Tab::Levels);
    m_reason->setVisible(tab == Tab::Movements);
    m_piece->setVisible(tab == Tab::Movements && m_movements->query.variant);
    m_daysBox->setVisible(tab == Tab::Low);
    m_saveList->setEnabled(tab == Tab::Low);
    if (m_loaded)
        ask();
}

void StockPage::ask()
{
    m_levels->query.text = m_low->query.text = m_search->text();
    m_levels->query.show = ShelfQuery::Show(m_show->currentIndex());
    m_movements->query.reason = m_reason->currentData().toByteArray();
    m_piece->setVisible(m_tab == Tab::Movements && m_movements->query.variant);
    table()->pagedModel()->refresh();
    showState();
}

void StockPage::showState()
{
    const PagedModel *model = table()->pagedModel();
    if (model->state() == PagedModel::State::Loading && model->rowCount() == 0)
        return;
    if (model->state() == PagedModel::State::Failed)
        return setStatusText(model->error().message);
    const int count = model->rowCount();
    const bool filtered = m_tab == Tab::Movements
        ? !m_movements->query.reason.isEmpty() || m_movements->query.variant
        : !m_search->text().isEmpty() || (m_tab == Tab::Levels && m_show->currentIndex() > 0);
    m_head->setFact(m_tab == Tab::Movements ? tr("%Ln movements", nullptr, count)
                                            : tr("%Ln kinds of pieces", nullptr, count));
    m_lists->setCurrentWidget(count > 0      ? static_cast<QWidget *>(table())
                                  : filtered ? m_nothingFound
                                             : m_empty.at(int(m_tab)));
    m_saveList->setEnabled(m_tab == Tab::Low && count > 0 && m_pages->currentIndex() == 0);
    setStatusText(tr("A scan opens the piece that carries the code"));
}

bool StockPage::goBack()
{
    if (m_pages->currentIndex() != 0) {
        m_pages->setCurrentIndex(0);
        m_move->setEnabled(true);
        m_open->setEnabled(true);
        showState();
        table()->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (!m_panel->isVisible())
        return false;
    closePiece();
    return true;
}

bool StockPage::isHalfTyped() const
{
    return !m_receive->lines().lines().isEmpty() || !m_count->lines().lines().isEmpty();
}

void StockPage::activated()
{
    if (!m_loaded) {
        m_loaded = true;
        ask();
    } else if (m_stale || m_soon.isActive()) {
        reload();
    }
}

void StockPage::refresh() { reload(); }

QWidget *StockPage::searchField() { return m_pages->currentIndex() == 0 && m_search->isVisible() ? m_search : nullptr; }

void StockPage::take(const Commit &commit)
{
    m_receive->take(commit);
    m_count->take(commit);
    if (!commit.touches(Topic::Stock) && !commit.touches(Topic::Products))
        return;
    QList<qint64> ids;
    for (const Change &change : commit.changes)
        if (change.topic == Topic::Stock && change.id > 0)
            ids << change.id;
    if (m_loaded && isVisible())
        m_tables.at(int(Tab::Levels))->flash(ids);
    if (!m_soon.isActive())
        m_soon.start();
}

void StockPage::reload()
{
    m_soon.stop();
    countLow();
    m_stale = m_loaded && !isVisible(); // fetched when it is looked at again
    if (!m_loaded || m_stale)
        return;
    table()->pagedModel()->refresh();
    if (m_panel->isVisible())
        m_panel->reload();
}

void StockPage::countLow()
{
    m_desk.read(
        this,
        [actor = m_desk.actor()](Reader &reader) {
            return stock::shelfCount(reader, actor, {.show = ShelfQuery::Show::Low});
        },
        [this](const Result<qint64> &low) {
            if (low)
                setWaiting(int(*low));
        });
}

void addStockPages(MainWindow &window, Desk &desk)
{
    auto *page = new StockPage(window, desk);
    window.addPage(page);
    QObject::connect(page, &StockPage::productAsked, &window, [&window](ProductId product) {
        auto *products = qobject_cast<ProductsPage *>(window.page(u"products"_s));
        if (!products)
            return;
        window.goTo(products->key());
        products->open(product);
    });
}

}
