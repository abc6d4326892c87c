#pragma once
// Orders: the list, newest first and as they come in, and one of them opened over it.
#include "app/orders/orders.h"
#include "ui/shell/page.h"
#include "ui/shell/servicesource.h"

class QStackedWidget;

namespace backroom {

class MainWindow;
class OrderView;
class PageHead;
class PagedModel;
class SearchField;
class Segmented;
class TableView;

class OrdersPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit OrdersPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    // From the order back to the list.
    bool goBack() override;
    void open(OrderId id);
    // One that need not stand in the list.
    void open(const QByteArray &number);
    TableView *table() const { return m_table; }

private:
    using Source = ServiceSource<OrderQuery, OrderId, Order>;
    QWidget *makeList();
    void makeEmptyStates();
    void choose(int kind);
    void showState();
    void take(const Commit &commit);
    void countWaiting();

    Desk &m_desk;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model = nullptr;
    PageHead *m_head = nullptr;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    TableView *m_table = nullptr;
    QStackedWidget *m_pages = nullptr; // the list, the order
    QStackedWidget *m_lists = nullptr; // the table, the empty states
    QWidget *m_none = nullptr;
    QWidget *m_nothingFound = nullptr;
    OrderView *m_view = nullptr;
};

void addOrdersPages(MainWindow &window, Desk &desk);

}
