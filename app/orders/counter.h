#pragma once
// Orders that the shop's people make: at the counter, where things are taken along and paid at once, or by hand for
// somebody who called. Priced, taxed and placed as the API's checkout does it, in one transaction: never oversold, one
// journal entry, "order.placed". The order's source is "counter" for what was taken along, else "manual".
#include "app/orders/cart.h"
#include "app/orders/order.h"

namespace backroom {

struct CounterLine
{
    VariantId variant;
    qint64 quantity = 1;
    std::optional<qint64> price = {}; // minor units, for this once; nothing: what the catalogue says
};

struct CounterOrder
{
    enum class Delivery { TakenAlong, Collected, Sent };

    QList<CounterLine> lines; // a variant once
    qint64 discount = 0; // off the goods, minor units, as prices are said; shared among the lines by what they cost
    UserId customer = {}; // one the shop knows, or
    QString name = {}; // somebody else, or nobody
    QString email = {};
    QString phone = {};
    bool keepCustomer = false; // the shop knows them from now on: Customers/Write
    Delivery delivery = Delivery::TakenAlong;
    Address address = {}; // of what is sent
    ShippingMethodId shippingMethod = {}; // of what is sent; none where the shop has none
    QByteArray paymentMethod = {}; // one of orderwork::methods(); may be nothing for what is paid later
    bool paid = false; // now, all of it
    std::optional<qint64> cashGiven = {}; // what was handed over for it, when somebody said: at least what it costs
    QString note = {}; // the customer's wish
};

namespace counter {

// Who may say another price and give a discount.
bool mayPrice(const Actor &actor);

// What it comes to as the catalogue stands now; nothing is written. Lines stand as they were given. Lines that cannot be
// had are no fault here: CartLine::available() tells.
Result<Cart> reckon(Reader &reader, const Actor &actor, const CounterOrder &order);
// How it can be sent where the order goes, cheapest first.
Result<QList<ShippingOption>> shippingOptions(Reader &reader, const Actor &actor, const CounterOrder &order);

// Orders/Write, and mayPrice() for another price or a discount. Invalid with all faults at once, named "lines[0].quantity",
// "discount", "email", "address.city", "shipping_method_id", "payment_method", "cash_given"; so is what falls short of stock.
Result<Order> place(Transaction &transaction, const Actor &actor, const CounterOrder &order);
// The same, once for each key, which whoever fills in the order draws with newToken(): placed again because the answer was
// lost, it is the order that was placed. Conflict, with its number in the sentence, where something was changed since.
Result<Order> placeOnce(Transaction &transaction, const Actor &actor, const QByteArray &key, const CounterOrder &order);

}
}
