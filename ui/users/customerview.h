#pragma once
// One customer: what they bought, how to reach them, where they are signed in, what the shop notes of them.
#include "app/orders/orders.h"
#include "app/users/addressbook.h"
#include "app/users/customers.h"
#include "ui/shell/servicesource.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QLabel;

namespace backroom {

class Badge;
class FactList;
class PageHead;
class PagedModel;
class Panel;
class SessionsPanel;
class TableView;

class CustomerView final : public QWidget {
    Q_OBJECT
public:
    // The actions stand in its head, the first as what is lost by, the last as the primary one.
    CustomerView(Desk &desk, const QList<QAction *> &actions, QWidget *parent = nullptr);

    // Fetches and shows them.
    void open(UserId id);
    void reload();
    const CustomerRow &customer() const { return m_customer; }
    TableView *orders() const { return m_orders; }
    // Why something was not done; empty takes it away.
    void showFault(const QString &sentence);

Q_SIGNALS:
    void back();
    void shown(); // what is asked for is there, or there anew
    void orderOpened(const QByteArray &number);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using OrderSource = ServiceSource<OrderQuery, OrderId, Order>;
    struct Shown
    {
        CustomerRow customer;
        QList<SavedAddress> addresses;
    };
    QWidget *makeMain();
    QWidget *makeSide();
    void show(const Shown &shown);
    void arrange();

    Desk &m_desk;
    UserId m_id;
    CustomerRow m_customer;
    PageHead *m_head;
    Badge *m_state;
    QLabel *m_fault;
    FactList *m_figures = nullptr;
    std::shared_ptr<OrderSource> m_source;
    PagedModel *m_model = nullptr;
    TableView *m_orders = nullptr;
    QLabel *m_noOrders = nullptr;
    QLabel *m_contact = nullptr, *m_addresses = nullptr, *m_note = nullptr;
    Panel *m_notePanel = nullptr;
    SessionsPanel *m_sessions = nullptr;
    QGridLayout *m_columns = nullptr;
    QWidget *m_main = nullptr, *m_side = nullptr;
};

}
