// What an order's page shows: payments, totals, whom it is for, what happened.
#include "app/orders/address.h"
#include "app/orders/ordernotes.h"
#include "app/orders/orderwork.h"
#include "ui/orders/orderitems.h"
#include "ui/orders/orderview.h"
#include "ui/orders/orderwords.h"
#include "ui/settings/countrybox.h"
#include "ui/shell/desk.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/timeline.h"

#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

void OrderView::showPayments()
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    for (const Payment &payment : std::as_const(m_order.payments)) {
        QStringList quiet{payment.given
                              ? tr("%1 given, change %2")
                                    .arg(format.money(*payment.given), format.money(*payment.given - payment.amount))
                              : QString(),
                          payment.reference, payment.reason};
        quiet.removeAll(QString());
        const QString method = orderwords::paymentMethod(payment.method);
        const QString amount = format.money(qAbs(payment.amount));
        rows << ListRow{.text = payment.amount < 0 ? tr("%1 given back").arg(amount) : tr("%1, %2").arg(method, amount),
                        .second = quiet.join(u"  ·  "_s),
                        .figure = format.near(payment.at, m_desk.now()),
                        .sign = payment.amount < 0        ? u"return"_s
                            : payment.method == "cash"_ba ? u"cash"_s
                                                          : u"pay"_s};
    }
    if (rows.isEmpty() && m_order.total > 0)
        rows << ListRow{.text = tr("Nothing was paid yet"),
                        .second = m_order.paymentMethod.isEmpty()
                            ? QString()
                            : tr("Chosen: %1", "a way to pay").arg(orderwords::paymentMethod(m_order.paymentMethod)),
                        .sign = u"pay"_s};
    m_payments->setRows(rows);
    m_payments->setFixedHeight(m_payments->sizeHint().height());
}

void OrderView::showTotals()
{
    const Format &format = m_desk.format();
    QList<Fact> facts{{tr("%n pieces", nullptr, int(m_order.itemCount)), format.money(m_order.subtotal)}};
    if (m_order.discount != 0)
        facts << Fact{tr("Discount"), format.money(-m_order.discount)};
    if (!m_order.shippingMethod.isEmpty() || m_order.shipping != 0)
        facts << Fact{m_order.shippingMethod.isEmpty() ? tr("Delivery") : m_order.shippingMethod,
                      format.money(m_order.shipping)};
    for (const TaxLine &tax : std::as_const(m_order.taxLines)) {
        // Most rates carry their per cent in their name.
        const QString given = QString::fromUtf8(tax.name);
        const QString name =
            given.contains(u'%') ? given : tr("%1, %2").arg(given, format.percent(double(tax.rate) / 1e6));
        facts << Fact{m_order.pricesIncludeTax ? tr("%1 (contained)").arg(name) : name, format.money(tax.amount)};
    }
    facts << Fact{tr("Total"), format.money(m_order.total), true};
    if (m_order.paid > 0)
        facts << Fact{tr("Paid", "an amount"), format.money(m_order.paid)};
    if (m_order.refunded > 0)
        facts << Fact{tr("Given back"), format.money(-m_order.refunded)};
    if (m_order.status != OrderStatus::Cancelled && m_order.due() > 0)
        facts << Fact{tr("Still to pay"), format.money(m_order.due())};
    m_totals->setFacts(facts);
}

void OrderView::showPeople()
{
    QStringList customer{orderwords::customer(m_order)};
    if (!m_order.email.isEmpty() && !customer.contains(m_order.email))
        customer << m_order.email;
    if (m_order.imported())
        customer << tr("Brought over from another system");
    m_customer->setText(customer.join(u'\n'));
    const auto address = addresses::fromJson(m_order.shippingAddress);
    QStringList lines;
    if (address) {
        lines << address->name << address->line1 << address->line2 << (address->postalCode + u' ' + address->city)
              << address->region << countryName(address->country) << address->phone;
        lines.removeAll(QString());
    }
    m_addressPanel->setTitle(orderwords::isHandedOver(m_order) ? tr("Handing over") : tr("Send to"));
    const bool along = lines.isEmpty() && m_order.source == "counter";
    m_address->setText(!lines.isEmpty() ? lines.join(u'\n')
                           : along      ? tr("Taken along at the counter.")
                                        : tr("Collected in the shop, or no address was kept."));
    m_changeAddress->setVisible(m_order.status == OrderStatus::Open && !m_order.anythingShipped() && !lines.isEmpty());
    m_wish->setText(m_order.note);
    m_wishPanel->setVisible(!m_order.note.isEmpty());
    const Format &format = m_desk.format();
    m_openCustomer->setVisible(bool(m_order.user));
    m_facts->setVisible(bool(m_order.user));
    QList<Fact> facts{{tr("Orders"), format.number(m_bought.orders)},
                      {tr("Spent in all"), format.money(m_bought.spent)}};
    if (m_bought.before)
        facts << Fact{tr("Order before"), format.near(*m_bought.before, m_desk.now())};
    m_facts->setFacts(facts);
}

void OrderView::showEvents(const QList<orders::Event> &events)
{
    QList<TimeLineEntry> entries;
    for (auto event = events.crbegin(); event != events.crend(); ++event)
        entries << orderwords::event(*event, m_order, m_desk.format(), m_desk.now());
    m_events->setEntries(entries);
}

}
