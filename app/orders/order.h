#pragma once
// An order as it stands: what was bought and at which price, what was paid, shipped, and given back. Prices and names
// are those of the moment it was placed; nothing in the catalogue changes them any more.
#include "app/orders/cart.h"
#include "app/orders/orderstatus.h"

namespace backroom {

struct OrderLine
{
    OrderLineId id;
    VariantId variant; // none when it was removed since, or never was in the catalogue
    ProductId product;
    QByteArray sku;
    QByteArray title;
    QByteArray options; // a JSON object
    qint64 quantity = 0; // negative in imported history
    qint64 unitPrice = 0; // ten-thousandths of a minor unit (UnitPriceScale)
    qint64 total = 0; // authoritative
    qint64 discount = 0;
    QByteArray taxName;
    qint64 taxRate = 0; // millionths
    qint64 tax = 0;
    qint64 fulfilled = 0; // pieces shipped
    qint64 refundedQuantity = 0; // pieces refunded: those not yet shipped come first
    qint64 refunded = 0; // minor units, with their tax
    qint64 stockTaken = 0; // pieces that came off the shelf for it and did not go back

    qint64 left() const { return qMax<qint64>(0, quantity - fulfilled - refundedQuantity); } // to be shipped
};

struct Payment
{
    qint64 id = 0;
    Millis at = 0;
    qint64 amount = 0; // negative when it went back
    qint64 shipping = 0; // of a refund: what of it gave shipping back, with the tax in it
    qint64 shippingTax = 0;
    QByteArray method;
    QString reference;
    QString reason;
    std::optional<qint64> given = {}; // in cash: what was handed over, where somebody said it
};

struct FulfilmentLine
{
    OrderLineId line;
    qint64 quantity = 0;
};

struct Fulfilment
{
    qint64 id = 0;
    Millis at = 0;
    QString tracking;
    QList<FulfilmentLine> lines;
};

struct Order
{
    OrderId id;
    QByteArray number; // as people know it
    std::optional<qint64> sequence; // what it was drawn as, while it is placed
    QByteArray source; // "api", "import", …
    UserId user; // none for a guest's
    QString email;
    QString customerName;
    OrderStatus status = OrderStatus::Open;
    PaymentStatus payment = PaymentStatus::Pending;
    FulfilmentStatus fulfilment = FulfilmentStatus::Unfulfilled;
    bool pricesIncludeTax = true;
    qint64 subtotal = 0;
    qint64 discount = 0;
    qint64 shipping = 0;
    qint64 shippingTax = 0;
    qint64 tax = 0;
    qint64 total = 0;
    qint64 paid = 0;
    qint64 refunded = 0;
    qint64 itemCount = 0;
    QByteArray country;
    QByteArray shippingAddress; // JSON, or nothing
    QByteArray billingAddress;
    QString shippingMethod;
    QByteArray paymentMethod;
    QString note;
    int day = 0; // of the shop
    Millis placedAt = 0;
    std::optional<Millis> cancelledAt;
    qint64 revision = 1;
    Millis updatedAt = 0;

    // Not in lists.
    QList<OrderLine> lines;
    QList<TaxLine> taxLines;
    QList<Payment> payments;
    QList<Fulfilment> fulfilments;

    bool imported() const { return source == "import"; }
    qint64 due() const { return total - paid; }
    qint64 refundable() const { return paid - refunded; }
    bool anythingShipped() const { return fulfilment != FulfilmentStatus::Unfulfilled; }
};

// As its customer sees it, with the token that a guest opens it by when there is one to tell.
void writeJson(JsonWriter &json, const Order &order, const QByteArray &token = {});
// As the shop's people see it: also customer, payments, what was refunded, revision.
void writeAdminJson(JsonWriter &json, const Order &order);
// A row of the shop's list, without lines.
void writeRowJson(JsonWriter &json, const Order &order);
// What the journal keeps of it.
QByteArray journalJson(const Order &order);

}
