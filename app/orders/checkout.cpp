#include "app/orders/checkout.h"

#include "app/base/money.h"
#include "app/orders/cartstore.h"
#include "app/orders/placing.h"
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

tl::unexpected<Error> fellShort(const Cart &cart, const QList<placing::Shortfall> &lines)
{
    JsonWriter json;
    json.object().name("lines").array();
    for (const placing::Shortfall &one : lines)
        json.object()
            .field("line_id", cart.lines.at(one.line).id)
            .field("variant_id", cart.lines.at(one.line).variant)
            .field("requested", cart.lines.at(one.line).quantity)
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

Order orderOf(const Cart &cart, const CheckoutRequest &request, const Actor &actor, Millis now)
{
    Order order = placing::orderOf(cart, now);
    order.source = "api";
    order.user = actor.user;
    order.email = request.email;
    if (request.billingAddress)
        order.billingAddress = addresses::toJson(*request.billingAddress);
    order.paymentMethod = request.paymentMethod;
    order.note = request.note;
    return order;
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
    PlacedOrder placed{orderOf(*cart, request, actor, transaction.now()), newToken()};
    // Only one of two checkouts of the same cart finds it open.
    Query closing = transaction.query("UPDATE carts SET state = 'ordered' WHERE id = ? AND state = 'open'", cart->id);
    const auto close = [&closing](Order &) -> Result<> {
        closing.next();
        if (closing.changes() == 0)
            return fail(ErrorCode::Conflict, tr("This cart was ordered already. Start a new one."));
        return {};
    };
    const auto shorts = placing::place(transaction, *cart, placed.order, tokenHash(placed.token), {.taken = close});
    if (!shorts)
        return fail(shorts.error());
    if (!shorts->isEmpty())
        return fellShort(*cart, *shorts);
    return placed;
}

}
