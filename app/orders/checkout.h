#pragma once
// From cart to order, in one transaction: the cart is closed, prices are reckoned again, stock is taken, the order
// written, its number drawn. All of it happens or nothing.
#include "app/orders/order.h"

namespace backroom {

struct CheckoutRequest
{
    QString email;
    QByteArray paymentMethod; // one of checkout::paymentMethods()
    std::optional<Address> billingAddress; // as the shipping address when left out
    QString note;
};

struct PlacedOrder
{
    Order order;
    QByteArray token; // opens the order for a guest; told once, stored as a hash
};

namespace checkout {

// bank_transfer, cash
const QByteArrayList &paymentMethods();

// Anyone who holds the cart. Faults of the request all at once; Conflict when the cart was ordered already, is empty,
// lacks an address or a shipping option (extra: "missing"), or when stock does not suffice (extra: "lines":
// [{"line_id", "variant_id", "requested", "available"}], every line that fell short). A shop without any active
// shipping method sells for collection and asks for no shipping option. The number is drawn in the last statements, so
// that on PostgreSQL nobody waits for another's order any longer than that, and no number is lost to a failure.
Result<PlacedOrder> place(Transaction &transaction, const Actor &actor, const QByteArray &cart,
                          const CheckoutRequest &request);

}
}
