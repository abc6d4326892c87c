#pragma once
// One order: what was bought, what it came to, who gets it, what happened to it, and what can be done with it now.
#include "app/orders/orders.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace backroom {

class Badge;
class Desk;
class FactList;
class OrderItems;
class PageHead;
class Panel;
class RowList;
class TimeLine;

class OrderView final : public QWidget {
    Q_OBJECT
public:
    // `print` is the page's, for its button here.
    explicit OrderView(Desk &desk, QAction *print, QWidget *parent = nullptr);

    // Fetches and shows it.
    void open(const QByteArray &number);
    void reload();
    const Order &order() const { return m_order; }
    bool isHalfTyped() const;

Q_SIGNALS:
    void back();
    // Somebody wants to see who ordered, or all that the journal says of it.
    void customerAsked(backroom::UserId user);
    void journalAsked(const QByteArray &number);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Shown
    {
        Order order;
        QList<orders::Event> events;
        orders::Bought bought;
    };
    QWidget *makeMain();
    QWidget *makeSide();
    void show(const Shown &shown);
    void showLines();
    void showTotals();
    void showPeople();
    void showPayments();
    void showEvents(const QList<orders::Event> &events);
    void addNote();
    void cancel();
    // The side column stands beside the main one, or under it where there is no room.
    void arrange();

    Desk &m_desk;
    QByteArray m_number;
    Order m_order;
    orders::Bought m_bought;
    PageHead *m_head;
    Badge *m_payment, *m_fulfilment;
    QAction *m_send, *m_pay, *m_refund, *m_cancel, *m_change;
    QLabel *m_fault;
    OrderItems *m_lines;
    RowList *m_payments;
    TimeLine *m_events;
    QLineEdit *m_note;
    QPushButton *m_addNote;
    FactList *m_totals, *m_facts;
    QLabel *m_customer, *m_address, *m_wish;
    QPushButton *m_openCustomer, *m_changeAddress;
    Panel *m_addressPanel = nullptr;
    QWidget *m_wishPanel = nullptr;
    QGridLayout *m_columns = nullptr;
    QWidget *m_main = nullptr, *m_side = nullptr;
    bool m_wide = false;
};

}
