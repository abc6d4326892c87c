#include "app/orders/counterparts.h"

#include "app/base/money.h"
#include "app/orders/carts.h"
#include "app/orders/cartstore.h"
#include "app/orders/orderwork.h"
#include "app/users/email.h"
#include "app/users/userrules.h"
#include "app/users/userstore.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::counter {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QList<FieldError> lineFaults(Reader &reader, const CounterOrder &order)
{
    QList<FieldError> faults;
    if (order.lines.isEmpty())
        faults << FieldError{u"lines"_s, tr("Nothing is in the order yet. Scan or choose what is bought.")};
    if (order.lines.size() > carts::MaxLines)
        faults << FieldError{u"lines"_s, tr("An order holds up to %1 different things.").arg(carts::MaxLines)};
    QSet<VariantId> seen;
    for (qsizetype i = 0; i < qMin<qsizetype>(order.lines.size(), carts::MaxLines); ++i) {
        const CounterLine &line = order.lines.at(i);
        const QString where = u"lines[%1]."_s.arg(i);
        if (!reader.number("SELECT 1 FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = ? AND "
                           "v.archived = 0 AND p.status = 'published'",
                           line.variant))
            faults << FieldError{where + "variant_id"_L1, tr("This is not for sale. Publish its product first.")};
        if (seen.contains(line.variant))
            faults << FieldError{where + "variant_id"_L1, tr("This stands in the order twice. Put both together.")};
        seen << line.variant;
        if (line.quantity < 1 || line.quantity > carts::MaxLineQuantity)
            faults << FieldError{where + "quantity"_L1,
                                 tr("Give a whole number from %1 to %2.").arg(1).arg(carts::MaxLineQuantity)};
        if (line.price && (*line.price < 0 || *line.price > MaxAmount))
            faults << FieldError{where + "price"_L1, tr("Give a price of nothing or more.")};
    }
    return faults;
}

QList<FieldError> customerFaults(Reader &reader, const Actor &actor, const CounterOrder &order)
{
    QList<FieldError> faults;
    if (order.customer) {
        if (!users::find(reader, order.customer))
            faults << FieldError{u"customer_id"_s, tr("There is no such customer any more. Choose another, or none.")};
        return faults;
    }
    if (const QString email = order.email.trimmed(); !email.isEmpty()) {
        if (const auto checked = checkEmail(email); !checked)
            faults << checked.error().fields;
        else if (order.keepCustomer && users::isEmailTaken(reader, email))
            faults << FieldError{u"email"_s, tr("The shop knows somebody with this address already. Choose them.")};
    }
    if (order.keepCustomer) {
        QList<FieldError> person = users::checkFields(personOf(order));
        person.removeIf([](const FieldError &fault) { return fault.field == "email"_L1; }); // told above
        faults << person;
    } else if (order.name.trimmed().size() > 200) {
        faults << FieldError{u"name"_s, tr("Use at most 200 characters.")};
    }
    if (order.keepCustomer && !actor.may({Area::Customers, Verb::Write}))
        faults << FieldError{u"name"_s, tr("You may not add customers. Sell without keeping them.")};
    return faults;
}
}

User personOf(const CounterOrder &order)
{
    const bool sent = order.delivery == CounterOrder::Delivery::Sent;
    User person;
    person.email = order.email.trimmed();
    person.name = (order.name.trimmed().isEmpty() && sent ? order.address.name : order.name).simplified();
    person.phone = order.phone.simplified();
    person.country = sent ? addresses::tidied(order.address).country : QByteArray();
    return person;
}

QList<FieldError> faultsOf(Reader &reader, const Actor &actor, const CounterOrder &order)
{
    QList<FieldError> faults = lineFaults(reader, order);
    faults << customerFaults(reader, actor, order);
    const bool repriced = std::any_of(order.lines.begin(), order.lines.end(),
                                      [](const CounterLine &line) { return line.price.has_value(); });
    if ((repriced || order.discount != 0) && !mayPrice(actor))
        faults << FieldError{u"discount"_s, tr("Only who may change products may sell for another price.")};
    if (order.delivery == CounterOrder::Delivery::Sent)
        faults << addresses::validate(addresses::tidied(order.address), u"address."_s);
    if ((order.paid || !order.paymentMethod.isEmpty()) && !orderwork::methods().contains(order.paymentMethod))
        faults << FieldError{u"payment_method"_s, tr("Say how it is paid.")};
    if (order.note.size() > 2000)
        faults << FieldError{u"note"_s, tr("Use at most 2,000 characters.")};
    return faults;
}

Cart cartOf(Reader &reader, const CounterOrder &order)
{
    Cart cart;
    cart.terms = cartstore::termsOf(reader, cart.pricesIncludeTax);
    if (order.delivery == CounterOrder::Delivery::Sent) {
        cart.address = addresses::tidied(order.address);
        cart.addressJson = addresses::toJson(*cart.address);
        cart.chosen = order.shippingMethod;
        if (order.shippingMethod)
            cart.terms.method = shipping::find(reader, order.shippingMethod);
    }
    QList<VariantId> variants;
    QHash<VariantId, CounterLine> asked;
    for (const CounterLine &line : order.lines) {
        variants << line.variant;
        asked.insert(line.variant, line);
    }
    cart.lines = cartstore::linesOver(reader, variants);
    qint64 goods = 0;
    for (CartLine &line : cart.lines) {
        line.quantity = asked.value(line.variant).quantity;
        line.unitPrice = asked.value(line.variant).price.value_or(line.unitPrice);
        goods += line.quantity * line.unitPrice;
    }
    // Each line's share of the discount; what rounding leaves is told by the sum until then, so that they add up.
    QList<qint64> discounts;
    qint64 until = 0, given = 0;
    for (const CartLine &line : std::as_const(cart.lines)) {
        until += line.quantity * line.unitPrice;
        const qint64 share = goods == 0 ? 0 : mulDiv(qBound<qint64>(0, order.discount, goods), until, goods) - given;
        discounts << share;
        given += share;
    }
    cartstore::reckon(cart, cartstore::rulesOf(reader, cart), discounts);
    return cart;
}

}
