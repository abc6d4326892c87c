#include "app/orders/checkout.h"

#include "app/base/money.h"
#include "app/journal/journal.h"
#include "app/orders/cartstore.h"
#include "app/orders/orderstore.h"
#include "app/reports/totals.h"
#include "app/stock/ledger.h"
#include "app/users/email.h"
#include "app/users/token.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::checkout {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QList<FieldError> faultsOf(CheckoutRequest &request)
{
    QList<FieldError> faults;
    if (const auto email = checkEmail(request.email))
        request.email = *email;
    else
        faults << email.error().fields;
    if (!paymentMethods().contains(request.paymentMethod))
        faults << FieldError{u"payment_method"_s, tr("Choose bank_transfer or cash.")};
    if (request.billingAddress) {
        request.billingAddress = addresses::tidied(*request.billingAddress);
        faults << addresses::validate(*request.billingAddress, u"billing_address."_s);
    }
    if (request.note.size() > 2000)
        faults << FieldError{u"note"_s, tr("Use at most 2,000 characters.")};
    return faults;
}

tl::unexpected<Error> missing(const char *what, const QString &message)
{
    return fail(Error{ErrorCode::Conflict, message, {}, 0, QByteArray("\"missing\":\"") + what + '"'});
}

Result<> mayBeOrdered(Reader &reader, const Cart &cart)
{
    if (cart.ordered)
        return fail(ErrorCode::Conflict, tr("This cart was ordered already. Start a new one."));
    if (cart.lines.isEmpty())
        return missing("lines", tr("The cart is empty. Put something into it first."));
    if (!cart.address)
        return missing("shipping_address", tr("Say first where it goes: set the shipping address."));
    if (!cart.shipping && (cart.chosen || shipping::anyActive(reader)))
        return missing("shipping_option", tr("Choose one of the cart's shipping options first."));
    if (cart.price.total > MaxAmount)
        return fail(ErrorCode::Conflict, tr("This cart would cost more than one order can. Take less."));
    return {};
}

struct Short
{
    const CartLine *line;
    qint64 available;
};

tl::unexpected<Error> fellShort(const QList<Short> &lines)
{
    JsonWriter json;
    json.object().name("lines").array();
    for (const Short &one : lines)
        json.object()
            .field("line_id", one.line->id)
            .field("variant_id", one.line->variant)
            .field("requested", one.line->quantity)
            .field("available", one.available)
            .endObject();
    json.endArray().endObject();
    const QByteArray members = json.take();
    return fail(Error{ErrorCode::Conflict,
                      tr("There is not enough left of what is in the cart. Take less of it, or take it out."),
                      {},
                      0,
                      members.mid(1, members.size() - 2)});
}

QList<Sale> salesOf(const Cart &cart)
{
    QList<Sale> sales;
    for (const CartLine &line : cart.lines)
        sales << Sale{line.variant, line.product, line.quantity, line.tracked, line.backorder};
    return sales;
}

// Lines that fall short are all found before it fails; what was taken until then goes back with the transaction.
Result<> sufficed(const Cart &cart, const QList<Taking> &takings)
{
    QList<Short> shorts;
    for (qsizetype i = 0; i < cart.lines.size(); ++i)
        if (!cart.lines[i].onSale || !takings[i].enough)
            shorts << Short{&cart.lines[i], cart.lines[i].onSale ? takings[i].available : 0};
    return shorts.isEmpty() ? Result<>() : fellShort(shorts);
}

Order orderOf(const Cart &cart, const CheckoutRequest &request, const Actor &actor, Millis now, int day)
{
    Order order;
    order.source = "api";
    order.user = actor.user;
    order.email = request.email;
    order.customerName = cart.address->name;
    order.payment = cart.price.total == 0 ? PaymentStatus::Paid : PaymentStatus::Pending;
    order.pricesIncludeTax = cart.pricesIncludeTax;
    order.subtotal = cart.price.subtotal;
    order.discount = cart.price.discount;
    order.shipping = cart.price.shipping;
    order.shippingTax = cart.price.shippingTax;
    order.tax = cart.price.tax;
    order.total = cart.price.total;
    order.itemCount = cart.price.itemCount;
    order.country = cart.address->country;
    order.shippingAddress = cart.addressJson;
    order.billingAddress = request.billingAddress ? addresses::toJson(*request.billingAddress) : cart.addressJson;
    order.shippingMethod = cart.shipping ? cart.shipping->name : QString();
    order.paymentMethod = request.paymentMethod;
    order.note = request.note;
    order.day = day;
    order.placedAt = order.updatedAt = now;
    order.taxLines = cart.price.taxLines;
    order.lines.reserve(cart.lines.size());
    for (qsizetype i = 0; i < cart.lines.size(); ++i) {
        const CartLine &from = cart.lines.at(i);
        const PricedLine &priced = cart.price.lines.at(i);
        OrderLine line;
        line.variant = from.variant;
        line.product = from.product;
        line.sku = from.sku;
        line.title = from.title;
        line.options = from.options;
        line.quantity = from.quantity;
        line.unitPrice = from.unitPrice * UnitPriceScale;
        line.total = priced.total;
        line.discount = priced.discount;
        line.taxName = priced.rule.name;
        line.taxRate = priced.rule.rate;
        line.tax = priced.tax;
        order.lines << line;
    }
    return order;
}

// Building a zone reads files; a shop has one.
QTimeZone zoneOf(const QByteArray &name)
{
    thread_local QByteArray known;
    thread_local QTimeZone zone;
    if (name != known) {
        known = name;
        zone = QTimeZone(name);
    }
    return zone;
}
}

const QByteArrayList &paymentMethods()
{
    static const QByteArrayList methods{"bank_transfer", "cash"};
    return methods;
}

Result<PlacedOrder> place(Transaction &transaction, const Actor &actor, const QByteArray &key,
                          const CheckoutRequest &given)
{
    auto cart = cartstore::open(transaction, actor, key, true);
    if (!cart)
        return fail(cart.error());
    CheckoutRequest request = given;
    if (const auto faults = faultsOf(request); !faults.isEmpty())
        return invalid(faults);
    cartstore::fill(transaction, *cart, cartstore::Order::ByVariant);
    if (const auto may = mayBeOrdered(transaction, *cart); !may)
        return fail(may.error());
    PlacedOrder placed{orderOf(*cart, request, actor, transaction.now(),
                               shopDay(transaction.now(), zoneOf(cart->terms.timezone))),
                       newToken()};
    Order &order = placed.order;
    // SQLite has one writer, whom nobody waits for any longer when the number is drawn first; it saves a statement. On
    // PostgreSQL it is drawn at the end, as others wait from there on.
    const bool last = transaction.kind() == StoreKind::Postgres;
    if (!last) {
        Query drawn = orderstore::drawing(transaction);
        orderstore::takeNumber(transaction, drawn, order);
    }
    // Only one of two checkouts of the same cart finds it open.
    Query closing = transaction.query("UPDATE carts SET state = 'ordered' WHERE id = ? AND state = 'open'", cart->id);
    Query inserting = orderstore::inserting(transaction, order, tokenHash(placed.token));
    const QList<Sale> sales = salesOf(*cart);
    const QList<Taking> takings = stock::take(transaction, sales);
    if (const auto enough = sufficed(*cart, takings); !enough)
        return fail(enough.error());
    closing.next();
    if (closing.changes() == 0)
        return fail(ErrorCode::Conflict, tr("This cart was ordered already. Start a new one."));
    while (inserting.next())
        order.id = inserting.id<OrderId>(0);
    for (qsizetype i = 0; i < takings.size(); ++i)
        order.lines[i].stockTaken = takings[i].taken;

    std::optional<Query> drawn;
    orderstore::insertParts(transaction, order, [&] {
        totals::addNew(transaction, order);
        if (last)
            drawn.emplace(orderstore::drawing(transaction));
        journal::queue(transaction);
    });
    if (last) {
        orderstore::takeNumber(transaction, *drawn, order);
        transaction.post("UPDATE orders SET number = ?, sequence = ? WHERE id = ?", order.number, order.sequence,
                         order.id);
    }
    stock::enterSold(transaction, sales, takings, order.number);
    transaction.journal(
        {"order.placed", "order", order.number, {}, journalJson(order), {{Topic::Orders, order.id.value}}});
    return placed;
}

}
