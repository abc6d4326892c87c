#include "ui/orders/orderdialogs.h"

#include "ui/orders/orderwords.h"
#include "ui/shell/desk.h"
#include "ui/theme/style.h"
#include "ui/widgets/dialogwidth.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

OrderDialog::OrderDialog(Desk &desk, const Order &order, const QString &title, const QString &verb, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_order(order),
      m_body(new QVBoxLayout),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_verb(verb)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setFixedWidth(dialogWidth(*this));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(PageEdge, PageEdge, PageEdge, PanelEdge);
    all->setSpacing(PanelGap);
    QLabel *heading = makeLabel(title, Type::Heading, QFont::DemiBold);
    heading->setWordWrap(true);
    all->addWidget(heading);
    m_body->setSpacing(8);
    all->addLayout(m_body);
    m_fault->setObjectName(u"fault"_s);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Keep as it is"), QDialogButtonBox::RejectRole)->setObjectName(u"leave"_s);
    m_done = buttons->addButton(verb, QDialogButtonBox::AcceptRole);
    m_done->setObjectName(u"done"_s);
    setKind(*m_done, ButtonKind::Primary);
    all->addWidget(buttons);
    m_done->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::accepted, this, &OrderDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

FormField *OrderDialog::addField(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    auto *field = new FormField(name, label, editor, help);
    m_fields << field;
    m_body->addWidget(field);
    return field;
}

void OrderDialog::addLines(const std::function<qint64(const OrderLine &)> &most, bool none)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    int row = 0;
    for (const OrderLine &line : m_order.lines) {
        const qint64 pieces = most(line);
        if (pieces <= 0)
            continue;
        const QString title = QString::fromUtf8(line.title);
        auto *name = new ElidedLabel(title);
        grid->addWidget(name, row, 0);
        auto *spin = new QSpinBox;
        spin->setRange(0, int(pieces));
        spin->setValue(none ? 0 : int(pieces));
        spin->setObjectName(u"line"_s + line.id.text());
        spin->setAccessibleName(tr("Pieces of %1").arg(title));
        grid->addWidget(spin, row, 1);
        connect(spin, &QSpinBox::valueChanged, this, &OrderDialog::edited);
        grid->addWidget(makeLabel(tr("of %1").arg(m_desk.format().number(pieces)), Type::Body, Ink::Muted), row++, 2);
        m_lines.emplaceBack(line.id, spin);
    }
    m_body->addLayout(grid);
}

QList<LineQuantity> OrderDialog::chosenLines() const
{
    QList<LineQuantity> chosen;
    for (const auto &[line, spin] : m_lines)
        if (spin->value() > 0)
            chosen << LineQuantity{line, spin->value()};
    return chosen;
}

void OrderDialog::chooseAll()
{
    for (const auto &[line, spin] : m_lines)
        spin->setValue(spin->maximum());
}

bool OrderDialog::allChosen() const
{
    return std::all_of(m_lines.begin(), m_lines.end(),
                       [](const auto &line) { return line.second->value() == line.second->maximum(); });
}

void OrderDialog::setVerb(const QString &verb, bool ready)
{
    m_verb = verb;
    m_ready = ready;
    m_done->setText(verb);
    m_done->setEnabled(ready);
}

void OrderDialog::submit()
{
    const auto job = work();
    if (!job)
        return;
    m_fault->hide();
    m_done->setEnabled(false);
    m_done->setText(tr("Saving…"));
    m_desk.write(
        this,
        [job = *job, actor = m_desk.actor(), number = m_order.number](Transaction &transaction) {
            return job(transaction, actor, number);
        },
        [this](const Result<Order> &result) {
            setVerb(m_verb, m_ready);
            if (!result)
                return showError(result.error());
            Q_EMIT m_desk.told(told(*result));
            accept();
        });
}

void OrderDialog::showError(const Error &error)
{
    QStringList elsewhere;
    for (FormField *field : std::as_const(m_fields))
        field->setError({});
    for (const FieldError &fault : error.fields) {
        const auto field =
            std::find_if(m_fields.begin(), m_fields.end(), [&](FormField *f) { return f->name() == fault.field; });
        if (field == m_fields.end())
            elsewhere << fault.message;
        else
            (*field)->setError(fault.message);
    }
    if (error.fields.isEmpty())
        elsewhere << error.message;
    m_fault->setText(elsewhere.join(u' '));
    m_fault->setVisible(!elsewhere.isEmpty());
    adjustSize(); // a sentence of three lines wants room
}

SendDialog::SendDialog(Desk &desk, const Order &order, QWidget *parent)
    : OrderDialog(desk, order, tr("What is sent of order #%1?").arg(QString::fromUtf8(order.number)),
                  tr("Mark as sent"), parent),
      m_tracking(new QLineEdit)
{
    setObjectName(u"sendDialog"_s);
    addLines([](const OrderLine &line) { return line.left(); });
    addField(u"tracking"_s, tr("Parcel number"), m_tracking, tr("The customer sees it. It may stay empty."));
}

std::optional<OrderDialog::Work> SendDialog::work()
{
    FulfilRequest request;
    request.lines = chosenLines();
    request.tracking = m_tracking->text().trimmed();
    return [request](Transaction &transaction, const Actor &actor, const QByteArray &number) {
        return orderwork::fulfil(transaction, actor, number, request);
    };
}

QString SendDialog::told(const Order &order) const
{
    return order.fulfilment == FulfilmentStatus::Fulfilled
        ? tr("Order #%1 is on its way").arg(QString::fromUtf8(order.number))
        : tr("A part of order #%1 is on its way").arg(QString::fromUtf8(order.number));
}

PayDialog::PayDialog(Desk &desk, const Order &order, QWidget *parent)
    : OrderDialog(desk, order, tr("What was paid for order #%1?").arg(QString::fromUtf8(order.number)),
                  tr("Mark as paid"), parent),
      m_method(new QComboBox),
      m_amount(new QLineEdit(desk.format().moneyPlain(order.due()))),
      m_reference(new QLineEdit)
{
    setObjectName(u"payDialog"_s);
    for (const QByteArray &method : orderwork::methods())
        m_method->addItem(orderwords::paymentMethod(method), method);
    m_method->setCurrentIndex(std::max(0, m_method->findData(order.paymentMethod)));
    m_amountField = addField(u"amount"_s, tr("Amount"), m_amount,
                             tr("%1 is still to be paid.").arg(desk.format().money(order.due())));
    addField(u"method"_s, tr("How"), m_method);
    addField(u"reference"_s, tr("Reference"), m_reference,
             tr("As it stands on the bank statement. It may stay empty."));
}

std::optional<OrderDialog::Work> PayDialog::work()
{
    PayRequest request;
    request.amount = m_desk.format().parseMoney(m_amount->text());
    if (!request.amount) {
        m_amountField->setError(tr("This is no amount. Write it as in %1.").arg(m_desk.format().moneyPlain(1250)));
        return {};
    }
    request.method = m_method->currentData().toByteArray();
    request.reference = m_reference->text().trimmed();
    return [request](Transaction &transaction, const Actor &actor, const QByteArray &number) {
        return orderwork::pay(transaction, actor, number, request);
    };
}

QString PayDialog::told(const Order &order) const
{
    return order.due() > 0 ? tr("Payment noted; %1 is still to be paid").arg(m_desk.format().money(order.due()))
                           : tr("Order #%1 is paid").arg(QString::fromUtf8(order.number));
}

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
    connect(m_amount, &QLineEdit::textChanged, this, [this] {
        m_amountField->setError({});
        showVerb();
    });
    showVerb();
}

// Nothing goes back that the button does not name.
void RefundDialog::showVerb()
{
    const Format &format = m_desk.format();
    const bool written = !m_amount->text().trimmed().isEmpty();
    const QList<LineQuantity> lines = chosenLines();
    m_amountField->setHelp(
        lines.isEmpty()
            ? tr("Choose what goes back, or write an amount of up to %1.").arg(format.money(m_order.refundable()))
            : tr("Empty: what the chosen pieces cost."));
    const auto amount = written ? format.parseMoney(m_amount->text()) : orderwork::worthOf(m_order, lines);
    if (!amount || *amount <= 0)
        setVerb(tr("Refund", "to do it"), written || !lines.isEmpty());
    else if (*amount == m_order.refundable())
        setVerb(tr("Refund all %1").arg(format.money(*amount)), true);
    else
        setVerb(tr("Refund %1").arg(format.money(*amount)), true);
}

std::optional<OrderDialog::Work> RefundDialog::work()
{
    RefundRequest request;
    if (const auto lines = chosenLines(); !lines.isEmpty())
        request.lines = lines;
    if (!m_amount->text().trimmed().isEmpty()) {
        request.amount = m_desk.format().parseMoney(m_amount->text());
        if (!request.amount) {
            m_amountField->setError(tr("This is no amount. Write it as in %1.").arg(m_desk.format().moneyPlain(1250)));
            return {};
        }
    }
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
