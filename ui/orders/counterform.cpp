#include "ui/orders/counterform.h"

#include "app/settings/countries.h"
#include "ui/orders/cashfield.h"
#include "ui/orders/customerfield.h"
#include "ui/orders/tillline.h"
#include "ui/shell/desk.h"
#include "ui/theme/type.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// In heights of a line: beside the lines, and the widest that fields are under them.
static constexpr int Width = 23, MostWidth = 44;

CounterForm::CounterForm(Desk &desk, QWidget *parent)
    : QScrollArea(parent),
      m_desk(desk),
      m_customer(new CustomerField(desk)),
      m_email(new QLineEdit),
      m_line1(new QLineEdit),
      m_line2(new QLineEdit),
      m_postalCode(new QLineEdit),
      m_city(new QLineEdit),
      m_discount(new QLineEdit),
      m_note(new QLineEdit),
      m_cash(new CashField(desk.format())),
      m_keep(new QCheckBox(tr("Keep as a customer"))),
      m_delivery(new Segmented({tr("Taken along"), tr("Collected"), tr("Sent", "goods")})),
      m_pay(new Segmented({tr("Cash"), tr("Card"), tr("Later")})),
      m_address(new QWidget),
      m_country(new QComboBox),
      m_shipping(new QComboBox),
      m_sums(new FactList),
      m_total(new TillLine(u"counterTotal"_s, tr("Total"), Type::Figure))
{
    setObjectName(u"counterForm"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(PanelEdge, PanelEdge, PageEdge, PanelEdge);
    column->setSpacing(12);
    makePayment(*column);
    column->addWidget(makeRule());
    makeDelivery(*column);
    column->addWidget(makeRule());
    makeCustomer(*column);
    column->addStretch(1);
    setWidget(inner);
    setBeside(true);
    const auto changed = [this] {
        showFields();
        Q_EMIT edited();
    };
    connect(m_customer, &CustomerField::changed, this, [this, changed] {
        // What was typed by hand stays; what came with another customer goes.
        const QList<QLineEdit *> fields{m_line1, m_line2, m_postalCode, m_city};
        QStringList stands;
        for (const QLineEdit *field : fields)
            stands << field->text();
        const bool ours = stands.join(QString()).isEmpty() || stands == m_filled;
        const auto address = m_customer->address();
        if (ours && (address || !m_filled.isEmpty())) {
            const Address filled = address.value_or(Address());
            const QStringList texts{filled.line1, filled.line2, filled.postalCode, filled.city};
            m_filled = address ? texts : QStringList();
            for (qsizetype i = 0; i < fields.size(); ++i)
                fields.at(i)->setText(texts.at(i));
            showCountry(filled.country);
        }
        changed();
    });
    connect(m_delivery, &Segmented::currentChanged, this, changed);
    connect(m_pay, &Segmented::currentChanged, this, changed);
    connect(m_country, &QComboBox::currentIndexChanged, this, changed);
    connect(m_shipping, &QComboBox::activated, this, changed);
    connect(m_discount, &QLineEdit::textChanged, this, changed);
    connect(m_cash, &CashField::edited, this, &CounterForm::cashEdited);
    showFields();
}

void CounterForm::setBeside(bool beside)
{
    m_beside = beside;
    const int unit = metrics().unit;
    widget()->layout()->setContentsMargins(beside ? PanelEdge : PageEdge, PanelEdge, PageEdge, PanelEdge);
    widget()->setMaximumWidth(beside ? QWIDGETSIZE_MAX : unit * MostWidth);
    const int words = qMax(widget()->minimumSizeHint().width(), m_delivery->sizeHint().width() + PanelEdge + PageEdge);
    setMinimumWidth(beside ? qMax(unit * Width, words + verticalScrollBar()->sizeHint().width()) : 0);
    setMaximumWidth(beside ? minimumWidth() : QWIDGETSIZE_MAX);
}

void CounterForm::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && widget())
        setBeside(m_beside);
}

FormField *CounterForm::addField(QVBoxLayout &to, const QString &name, const QString &label, QWidget *editor,
                                 const QString &help)
{
    auto *field = new FormField(name, label, editor, help);
    to.addWidget(field);
    takeField(field);
    return field;
}

void CounterForm::takeField(FormField *field)
{
    m_fields << field;
    const auto mended = [this, field] {
        if (field->error().isEmpty())
            return;
        field->setError({});
        if (std::all_of(m_fields.begin(), m_fields.end(), [](FormField *one) { return one->error().isEmpty(); }))
            Q_EMIT faultsGone();
    };
    if (const auto *line = qobject_cast<QLineEdit *>(field->editor()))
        connect(line, &QLineEdit::textChanged, field, mended);
    else if (const auto *choice = qobject_cast<QComboBox *>(field->editor()))
        connect(choice, &QComboBox::currentIndexChanged, field, mended);
}

void CounterForm::makePayment(QVBoxLayout &column)
{
    m_sums->setObjectName(u"counterSums"_s);
    m_sums->layout()->setAlignment(Qt::AlignTop);
    keepRoom(2);
    m_pay->setObjectName(u"counterPay"_s);
    m_pay->setAccessibleName(tr("How it is paid"));
    column.addWidget(m_sums);
    column.addWidget(makeRule());
    column.addWidget(m_total);
    m_discountField =
        addField(column, u"discount"_s, tr("Discount"), m_discount, tr("An amount, or as in 10% of the goods"));
    m_discountField->setVisible(counter::mayPrice(m_desk.actor()));
    column.addWidget(m_pay, 0, Qt::AlignLeading);
    takeField(m_cash->field());
    column.addWidget(m_cash);
}

void CounterForm::makeDelivery(QVBoxLayout &column)
{
    m_delivery->setObjectName(u"counterDelivery"_s);
    m_delivery->setAccessibleName(tr("How it gets to the customer"));
    column.addWidget(m_delivery, 0, Qt::AlignLeading);
    auto *fields = new QVBoxLayout(m_address);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(2);
    addField(*fields, u"address.line1"_s, tr("Street and number"), m_line1);
    addField(*fields, u"address.line2"_s, tr("Flat, floor, company"), m_line2);
    addField(*fields, u"address.postal_code"_s, tr("Postal code"), m_postalCode);
    addField(*fields, u"address.city"_s, tr("Town"), m_city);
    for (const Country &country : countries())
        m_country->addItem(country.name(), QByteArray(country.code));
    m_country->model()->sort(0);
    showCountry({});
    addField(*fields, u"address.country"_s, tr("Country"), m_country);
    addField(*fields, u"shipping_method_id"_s, tr("Sent by"), m_shipping);
    column.addWidget(m_address);
}

void CounterForm::makeCustomer(QVBoxLayout &column)
{
    m_keep->setObjectName(u"keepCustomer"_s);
    addField(column, u"name"_s, tr("Customer"), m_customer, tr("Empty: nobody in particular"));
    m_emailField = addField(column, u"email"_s, tr("E-mail"), m_email, tr("It may stay empty."));
    column.addWidget(m_keep);
    addField(column, u"note"_s, tr("The customer’s wish"), m_note);
}

CounterOrder::Delivery CounterForm::delivery() const { return CounterOrder::Delivery(m_delivery->current()); }

CounterForm::Pay CounterForm::pay() const { return Pay(m_pay->current()); }

void CounterForm::setDelivery(CounterOrder::Delivery delivery) { m_delivery->setCurrent(int(delivery)); }

void CounterForm::showFields()
{
    const bool fresh = !m_customer->customer() && !m_customer->text().trimmed().isEmpty();
    m_emailField->setVisible(fresh);
    m_keep->setVisible(fresh && m_desk.actor().may({Area::Customers, Verb::Write}));
    m_address->setVisible(delivery() == CounterOrder::Delivery::Sent);
    m_cash->setVisible(pay() == Pay::Cash);
}

QString CounterForm::whyNotPaid() const { return pay() == Pay::Cash ? m_cash->why() : QString(); }

void CounterForm::goToCash()
{
    m_cash->mark();
    goToFault();
}

std::optional<qint64> CounterForm::discountOf(qint64 goods) const
{
    QString text = m_discount->text().trimmed();
    if (text.isEmpty())
        return 0;
    if (!text.endsWith(u'%')) {
        const auto amount = m_desk.format().parseMoney(text);
        return amount && *amount >= 0 ? amount : std::nullopt;
    }
    text.chop(1);
    bool read = false;
    const double share = m_desk.format().locale().toDouble(text.trimmed(), &read);
    return read && share >= 0 && share <= 100 ? std::optional(qRound64(double(goods) * share / 100)) : std::nullopt;
}

bool CounterForm::fill(CounterOrder &order, qint64 goods)
{
    const auto discount = discountOf(goods);
    if (!discount)
        m_discountField->setError(tr("Write an amount or a share, as in 5 or 10%."));
    if (!discount)
        return false;
    order.discount = *discount;
    order.cashGiven = pay() == Pay::Cash ? m_cash->given() : std::nullopt;
    order.customer = m_customer->customer();
    if (!order.customer) {
        order.name = m_customer->text();
        order.email = m_email->isVisibleTo(this) ? m_email->text() : QString();
        order.keepCustomer = m_keep->isVisibleTo(this) && m_keep->isChecked();
    }
    order.delivery = delivery();
    order.address = {m_customer->text(),
                     m_line1->text(),
                     m_line2->text(),
                     m_city->text(),
                     m_postalCode->text(),
                     {},
                     m_country->currentData().toByteArray(),
                     m_customer->chosen().phone};
    order.shippingMethod = ShippingMethodId{m_shipping->currentData().toLongLong()};
    order.paid = pay() != Pay::Later;
    order.paymentMethod = pay() == Pay::Cash ? "cash" : pay() == Pay::Card ? "card" : "";
    order.note = m_note->text();
    return true;
}

// A line that comes moves nothing, once there was one.
void CounterForm::keepRoom(qsizetype lines)
{
    const int gap = static_cast<QGridLayout *>(m_sums->layout())->verticalSpacing();
    m_sums->setMinimumHeight(qMax(m_sums->minimumHeight(), int(lines) * (metrics().unit + gap) - gap));
}

void CounterForm::setPrice(const Cart &cart)
{
    const Format &format = m_desk.format();
    QList<Fact> facts{{tr("%Ln pieces", nullptr, int(cart.price.itemCount)), format.money(cart.price.subtotal)}};
    if (cart.price.discount != 0)
        facts << Fact{tr("Discount"), format.money(-cart.price.discount)};
    if (cart.shipping)
        facts << Fact{cart.shipping->name, format.money(cart.price.shipping)};
    for (const TaxLine &tax : cart.price.taxLines)
        facts << Fact{cart.pricesIncludeTax ? tr("%1 (contained)").arg(QString::fromUtf8(tax.name))
                                            : QString::fromUtf8(tax.name),
                      format.money(tax.amount)};
    m_sums->setFacts(facts);
    keepRoom(facts.size());
    m_total->setFigure(format.money(cart.price.total));
    m_cash->setTotal(cart.price.total);
}

void CounterForm::setOptions(const QList<ShippingOption> &options)
{
    const QVariant chosen = m_shipping->currentData();
    m_shipping->clear();
    for (const ShippingOption &option : options)
        m_shipping->addItem(tr("%1, %2").arg(option.name, m_desk.format().money(option.price)), option.id.value);
    m_shipping->setCurrentIndex(qMax(0, m_shipping->findData(chosen)));
}

QList<FieldError> CounterForm::setFaults(const QList<FieldError> &faults)
{
    QList<FieldError> elsewhere;
    for (FormField *field : std::as_const(m_fields))
        field->setError({});
    for (const FieldError &fault : faults) {
        const QString name =
            fault.field == u"address.name"_s || fault.field == u"customer_id"_s ? u"name"_s : fault.field;
        const auto field = std::find_if(m_fields.begin(), m_fields.end(), [&](const FormField *one) {
            return one->name() == name && one->isVisibleTo(this);
        });
        if (field == m_fields.end())
            elsewhere << fault;
        else
            (*field)->setError(fault.message);
    }
    return elsewhere;
}

bool CounterForm::goToFault()
{
    const auto first = std::find_if(m_fields.begin(), m_fields.end(), [this](const FormField *one) {
        return !one->error().isEmpty() && one->isVisibleTo(this);
    });
    if (first == m_fields.end())
        return false;
    (*first)->editor()->setFocus(Qt::OtherFocusReason);
    widget()->layout()->activate(); // the sentence may have made it higher
    ensureWidgetVisible(*first, 0, PanelEdge);
    return true;
}

void CounterForm::showCountry(const QByteArray &code)
{
    const int there = code.isEmpty() ? -1 : m_country->findData(code);
    m_country->setCurrentIndex(there >= 0 ? there : qMax(0, m_country->findData(m_desk.shop().settings()->country)));
}

void CounterForm::next()
{
    setFaults({});
    m_customer->forget();
    for (QLineEdit *edit : {m_email, m_line1, m_line2, m_postalCode, m_city, m_discount, m_note})
        edit->clear();
    m_cash->clear();
    m_keep->setChecked(false);
    m_filled.clear();
    showCountry({});
    showFields();
}

}
