// What goes back of an order: chosen pieces, an amount, or both.
#include "ui/orders/amountcheck.h"
#include "ui/orders/orderdialogs.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formfield.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

RefundDialog::RefundDialog(Desk &desk, const Order &order, QWidget *parent)
    : OrderDialog(desk, order, tr("What goes back of order #%1?").arg(QString::fromUtf8(order.number)),
                  tr("Refund", "to do it"), parent),
      m_restock(new QCheckBox(tr("Put the pieces back on the shelf"))),
      m_amount(new QLineEdit),
      m_reason(new QLineEdit)
{
    setObjectName(u"refundDialog"_s);
    addLines([](const OrderLine &line) { return line.quantity - line.refundedQuantity; }, true);
    auto *everything = new QPushButton(tr("All of it"));
    everything->setObjectName(u"refundAll"_s);
    everything->setAutoDefault(false);
    m_body->addWidget(everything, 0, Qt::AlignLeading);
    m_restock->setObjectName(u"restock"_s);
    m_body->addWidget(m_restock);
    m_amountField = addField(u"amount"_s, tr("Amount"), m_amount);
    addField(u"reason"_s, tr("Reason"), m_reason);
    connect(everything, &QPushButton::clicked, this, [this] {
        chooseAll();
        // With the delivery, which no piece stands for.
        m_amount->setText(m_desk.format().moneyPlain(m_order.refundable()));
    });
    connect(this, &OrderDialog::edited, this, &RefundDialog::showVerb);
    m_check = new AmountCheck(m_amountField, desk.format(), order.refundable(),
                              tr("Only %1 is left to give back.").arg(desk.format().money(order.refundable())));
    connect(m_check, &AmountCheck::edited, this, &RefundDialog::showVerb);
    showVerb();
}

// Nothing goes back that the button does not name.
void RefundDialog::showVerb()
{
    const Format &format = m_desk.format();
    const bool written = !m_check->isEmpty();
    const QList<LineQuantity> lines = chosenLines();
    const qint64 left = m_order.refundable();
    const qint64 worth = orderwork::worthOf(m_order, lines);
    m_amountField->setHelp(
        lines.isEmpty()    ? tr("Choose what goes back, or write an amount of up to %1.").arg(format.money(left))
            : worth > left ? tr("The chosen pieces cost more than the %1 that are left. Write how much goes back.")
                                 .arg(format.money(left))
                           : tr("Empty: what the chosen pieces cost."));
    const auto amount = written ? m_check->amount() : worth;
    if (!m_check->why().isEmpty() || !amount || *amount <= 0 || *amount > left)
        setVerb(tr("Refund", "to do it"), false);
    else if (*amount == left)
        setVerb(tr("Refund all %1").arg(format.money(*amount)), true);
    else
        setVerb(tr("Refund %1").arg(format.money(*amount)), true);
}

std::optional<OrderDialog::Work> RefundDialog::work()
{
    RefundRequest request;
    if (const auto lines = chosenLines(); !lines.isEmpty())
        request.lines = lines;
    if (!m_check->isEmpty())
        request.amount = m_check->amount();
    if (allChosen() && request.amount == m_order.refundable()) {
        request.lines.reset();
        request.amount.reset();
    }
    request.restock = m_restock->isChecked();
    request.reason = m_reason->text().trimmed();
    return [request](Transaction &transaction, const Actor &actor, const QByteArray &number) {
        return orderwork::refund(transaction, actor, number, request);
    };
}

QString RefundDialog::told(const Order &order) const
{
    return tr("%1 given back in all for order #%2")
        .arg(m_desk.format().money(order.refunded), QString::fromUtf8(order.number));
}

}
