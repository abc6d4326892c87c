// What is done from the orders page: one opened or made, found by a scan, many printed.
#include "ui/models/pagedmodel.h"
#include "ui/orders/countersheet.h"
#include "ui/orders/orderspage.h"
#include "ui/orders/orderview.h"
#include "ui/orders/orderwords.h"
#include "ui/orders/paperdialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/users/customerspage.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/tableview.h"

#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace backroom {

bool OrdersPage::takeScan(const QString &code)
{
    const auto number = documents::numberIn(code);
    if (m_pages->currentWidget() == m_counter && !number)
        return m_counter->takeScan(code);
    if (!number)
        return false;
    m_desk.read(
        this,
        [number = *number, actor = m_desk.actor()](Reader &reader) { return orders::find(reader, actor, number); },
        [this](const Result<Order> &order) {
            if (order)
                open(order->number);
            else
                Q_EMIT m_desk.told(order.error().message);
        });
    return true;
}

void OrdersPage::open(OrderId id)
{
    const QVariant row = m_model->valueAt(m_model->rowOf(id.value));
    if (row.isValid())
        open(row.value<Order>().number);
}

void OrdersPage::open(const QByteArray &number)
{
    m_view->open(number);
    m_pages->setCurrentWidget(m_view);
    m_view->setFocus(Qt::OtherFocusReason); // its buttons come with the order
}

void OrdersPage::makeOrder(bool atCounter)
{
    m_pages->setCurrentWidget(m_counter);
    m_counter->begin(atCounter ? CounterOrder::Delivery::TakenAlong : CounterOrder::Delivery::Sent);
}

void OrdersPage::print(const QByteArrayList &numbers, DocumentKind kind)
{
    auto *dialog = new PaperDialog(m_desk, numbers, kind, this);
    connect(dialog, &PaperDialog::settingAsked, this, &OrdersPage::settingAsked);
    dialog->open();
}

void OrdersPage::printShown()
{
    if (m_pages->currentWidget() == m_view && m_view->order().number.isEmpty())
        return; // it is not here yet
    if (m_pages->currentWidget() == m_view)
        return print({m_view->order().number},
                     m_view->order().source == "counter" ? DocumentKind::Receipt : DocumentKind::Invoice);
    const QList<qint64> selected = m_table->selectedIds();
    QList<OrderId> ids;
    for (const qint64 id : selected)
        ids << OrderId{id};
    if (ids.isEmpty())
        return;
    m_desk.read(
        this, [ids, actor = m_desk.actor()](Reader &reader) { return orders::fetch(reader, actor, ids); },
        [this](const Result<QList<Order>> &orders) {
            QByteArrayList numbers;
            bool parcels = false;
            for (const Order &order : orders.value_or(QList<Order>())) {
                numbers << order.number;
                parcels |= !orderwords::isHandedOver(order);
            }
            if (!numbers.isEmpty())
                print(numbers, parcels ? DocumentKind::PackingSlip : DocumentKind::Receipt);
        });
}

}
