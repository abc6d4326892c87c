#pragma once
// A cart as its owner sees it: what stands in it, at today's prices.
#include "app/orders/address.h"
#include "app/orders/pricing.h"
#include "app/orders/shipping.h"

namespace backroom {

struct CartLine
{
    CartLineId id;
    VariantId variant;
    ProductId product;
    QByteArray title; // of the product; what distinguishes the variant is in options
    QByteArray sku;
    QByteArray options; // a JSON object
    qint64 quantity = 0;
    qint64 unitPrice = 0; // minor units
    qint64 total = 0;
    QByteArray taxClass;
    qint64 weightGrams = 0; // of one
    bool tracked = false; // its stock is counted
    bool backorder = false; // and may fall below zero
    bool onSale = true; // still published; one that is not blocks the checkout until it is taken out
    // What could be had now; nothing when it does not matter (not tracked, or on back-order).
    std::optional<qint64> left;

    bool available() const { return onSale && (!left || *left >= quantity); }
};

// What the shop says now, read with the cart.
struct CartTerms
{
    QByteArray country; // reckoned with until there is an address
    QByteArray timezone;
    Millis lifetime = 0; // of a cart that is left alone
    std::optional<ShippingMethod> method; // the one that was chosen, while there is one
};

struct Cart
{
    CartId id; // never shown: clients know the cart by its key
    QByteArray key;
    UserId user; // none for a guest's
    bool ordered = false; // a checkout went through; nothing can be changed any more
    QByteArray addressJson; // as it was stored
    std::optional<Address> address;
    ShippingMethodId chosen;
    std::optional<ShippingOption> shipping; // the chosen one, while it still suits
    QList<CartLine> lines; // in the order they were added
    bool pricesIncludeTax = true;
    Priced price; // its lines are those of `lines`
    Millis expiresAt = 0;
    CartTerms terms;
};

void writeJson(JsonWriter &json, const Cart &cart);
// [{name, rate, amount}]
void writeJson(JsonWriter &json, const QList<TaxLine> &lines);

}
