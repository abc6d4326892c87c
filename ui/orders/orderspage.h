#pragma once
// Orders: the list by what waits, newest first and as they come in, one of them opened over it, and the counter where
// new ones are made.
#include "app/orders/documents/document.h"
#include "app/orders/orders.h"
#include "ui/shell/page.h"
#include "ui/shell/scanner.h"
#include "ui/shell/servicesource.h"

class QComboBox;
class QStackedWidget;

namespace backroom {

class BulkBar;
class Chip;
class CounterSheet;
class FlowRow;
class MainWindow;
class OrderView;
class PageHead;
class PagedModel;
class SearchField;
class Segmented;
class TableView;

class OrdersPage final : public ConsolePage, public ScanTaker {
    Q_OBJECT
public:
    // What the list shows, in the order of its tabs.
    enum class Tab { ToSend, NotPaid, All, Cancelled };

    explicit OrdersPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    // From the order back to the list.
    bool goBack() override;
    bool isHalfTyped() const override;
    // Into the sheet that is open, or the order whose paper was scanned.
    bool takeScan(const QString &code) override;
    void open(OrderId id);
    // One that need not stand in the list.
    void open(const QByteArray &number);
    // Lists what fits, and says above the list what that is ("Oat mug, 1 – 20 November") until somebody takes it away.
    void showOnly(const OrderQuery &query, const QString &says);
    // The sheet of a new order; at the counter it is taken along.
    void makeOrder(bool atCounter);
    TableView *table() const { return m_table; }
    CounterSheet *counter() const { return m_counter; }

Q_SIGNALS:
    // Somebody wants to see who ordered.
    void customerAsked(backroom::UserId user);
    // A setting of the shop, by its title.
    void settingAsked(const QString &title);

private:
    using Source = ServiceSource<OrderQuery, OrderId, Order>;
    QWidget *makeList();
    void makeCommands();
    void makeFilters(FlowRow &row);
    void makeEmptyStates();
    void choose();
    void showState();
    void showCommands();
    void take(const Commit &commit);
    void countWaiting();
    void print(const QByteArrayList &numbers, DocumentKind kind);
    void printShown();
    void showAll();

    Desk &m_desk;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model = nullptr;
    PageHead *m_head = nullptr;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    TableView *m_table = nullptr;
    QStackedWidget *m_pages = nullptr; // the list, the order
    QStackedWidget *m_lists = nullptr; // the table, the empty states
    QWidget *m_none = nullptr, *m_nothingWaits = nullptr, *m_nothingFound = nullptr;
    OrderView *m_view = nullptr;
    CounterSheet *m_counter = nullptr;
    BulkBar *m_bar = nullptr;
    Chip *m_only = nullptr;
    OrderQuery m_base; // what the chip says
    QComboBox *m_placed = nullptr, *m_from = nullptr;
    QAction *m_new = nullptr, *m_atCounter = nullptr, *m_print = nullptr;
};

void addOrdersPages(MainWindow &window, Desk &desk);
// Leads to the orders behind a figure: see OrdersPage::showOnly().
void showOrders(MainWindow &window, const OrderQuery &query, const QString &says);

}
