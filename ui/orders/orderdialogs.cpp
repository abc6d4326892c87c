#include "ui/orders/orderdialogs.h"

#include "ui/orders/amountcheck.h"
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
    : OrderDialog(desk, order,
                  (orderwords::isHandedOver(order) ? tr("What is handed over of order #%1?")
                                                   : tr("What is sent of order #%1?"))
                      .arg(QString::fromUtf8(order.number)),
                  verbOf(order), parent)
{
    setObjectName(u"sendDialog"_s);
    addLines([](const OrderLine &line) { return line.left(); });
    connect(this, &OrderDialog::edited, this, [this] { setVerb(verbOf(m_order), !chosenLines().isEmpty()); });
    if (orderwords::isHandedOver(order))
        return; // there is no parcel
    m_tracking = new QLineEdit;
    addField(u"tracking"_s, tr("Parcel number"), m_tracking, tr("The customer sees it. It may stay empty."));
}

QString SendDialog::verbOf(const Order &order)
{
    return orderwords::isHandedOver(order) ? tr("Mark as handed over") : tr("Mark as sent");
}

std::optional<OrderDialog::Work> SendDialog::work()
{
    FulfilRequest request;
    request.lines = chosenLines();
    if (m_tracking)
        request.tracking = m_tracking->text().trimmed();
    return [request](Transaction &transaction, const Actor &actor, const QByteArray &number) {
        return orderwork::fulfil(transaction, actor, number, request);
    };
}

QString SendDialog::told(const Order &order) const
{
    const bool all = order.fulfilment == FulfilmentStatus::Fulfilled;
    const QString number = QString::fromUtf8(order.number);
    if (orderwords::isHandedOver(order))
        return (all ? tr("Order #%1 is handed over") : tr("A part of order #%1 is handed over")).arg(number);
    return (all ? tr("Order #%1 is on its way") : tr("A part of order #%1 is on its way")).arg(number);
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
    const QString due = tr("%1 is still to be paid.").arg(desk.format().money(order.due()));
    FormField *field = addField(u"amount"_s, tr("Amount"), m_amount, due);
    m_check = new AmountCheck(field, desk.format(), order.due(), due);
    connect(m_check, &AmountCheck::edited, this, &PayDialog::showVerb);
    addField(u"method"_s, tr("How"), m_method);
    addField(u"reference"_s, tr("Reference"), m_reference,
             tr("As it stands on the bank statement. It may stay empty."));
}

void PayDialog::showVerb() { setVerb(tr("Mark as paid"), !m_check->isEmpty() && m_check->why().isEmpty()); }

std::optional<OrderDialog::Work> PayDialog::work()
{
    PayRequest request;
    request.amount = m_check->amount();
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

}
