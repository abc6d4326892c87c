#pragma once
// One order: what was bought, what it came to, who gets it, what happened to it, and what can be done with it now.
#include "app/orders/orders.h"

#include <QWidget>

class QAction;
class QLabel;
class QVBoxLayout;

namespace backroom {

class Badge;
class Desk;
class FactList;
class PageHead;
class RowList;

class OrderView final : public QWidget {
    Q_OBJECT
public:
    explicit OrderView(Desk &desk, QWidget *parent = nullptr);

    // Fetches and shows it.
    void open(const QByteArray &number);
    void reload();
    const Order &order() const { return m_order; }

Q_SIGNALS:
    void back();

private:
    struct Shown
    {
        Order order;
        QList<orders::Event> events;
    };
    QWidget *makeMain();
    QWidget *makeSide();
    void show(const Shown &shown);
    void showLines();
    void showTotals();
    void showPeople();
    void showEvents(const QList<orders::Event> &events);
    void cancel();

    Desk &m_desk;
    QByteArray m_number;
    Order m_order;
    PageHead *m_head;
    Badge *m_payment, *m_fulfilment;
    QAction *m_send, *m_pay, *m_refund, *m_cancel;
    QLabel *m_fault;
    RowList *m_lines, *m_events;
    FactList *m_totals;
    QLabel *m_customer, *m_address, *m_wish;
    QWidget *m_wishPanel = nullptr;
};

}
