#include "app/orders/order.h"

#include "app/base/money.h"
#include "app/orders/taxes.h"

namespace backroom {

namespace {
void writeHead(JsonWriter &json, const Order &order)
{
    json.field("status", statusText(order.status))
        .field("payment_status", statusText(order.payment))
        .field("fulfilment_status", statusText(order.fulfilment))
        .field("email", order.email);
}

void writeSums(JsonWriter &json, const Order &order)
{
    json.field("item_count", order.itemCount)
        .moneyField("subtotal", order.subtotal)
        .moneyField("discount", order.discount)
        .moneyField("shipping", order.shipping)
        .moneyField("tax", order.tax)
        .moneyField("total", order.total)
        .field("prices_include_tax", order.pricesIncludeTax);
}

void writeLines(JsonWriter &json, const Order &order)
{
    json.name("lines").array();
    for (const OrderLine &line : order.lines)
        json.object()
            .field("id", line.id)
            .field("variant_id", line.variant ? std::optional(line.variant) : std::nullopt)
            .field("title", line.title)
            .field("sku", line.sku)
            .name("options")
            .raw(line.options)
            .field("quantity", line.quantity)
            .moneyField("unit_price", mulDiv(line.unitPrice, 1, UnitPriceScale))
            .moneyField("total", line.total)
            .moneyField("discount", line.discount)
            .moneyField("tax", line.tax)
            .field("tax_rate", taxes::rateText(line.taxRate))
            .field("fulfilled_quantity", line.fulfilled)
            .field("refunded_quantity", line.refundedQuantity)
            .endObject();
    json.endArray();
}

void writeFulfilments(JsonWriter &json, const Order &order)
{
    json.name("fulfilments").array();
    for (const Fulfilment &fulfilment : order.fulfilments) {
        json.object().timeField("at", fulfilment.at).field("tracking", fulfilment.tracking).name("lines").array();
        for (const FulfilmentLine &line : fulfilment.lines)
            json.object().field("line_id", line.line).field("quantity", line.quantity).endObject();
        json.endArray().endObject();
    }
    json.endArray();
}

void writeBody(JsonWriter &json, const Order &order)
{
    writeHead(json, order);
    writeLines(json, order);
    writeSums(json, order);
    json.name("tax_lines");
    writeJson(json, order.taxLines);
    json.field("shipping_method", order.shippingMethod)
        .name("shipping_address")
        .raw(order.shippingAddress)
        .name("billing_address")
        .raw(order.billingAddress)
        .field("note", order.note)
        .timeField("placed_at", order.placedAt)
        .timeField("cancelled_at", order.cancelledAt);
    writeFulfilments(json, order);
    json.name("payment").object().field("method", order.paymentMethod).endObject();
}
}

void writeJson(JsonWriter &json, const Order &order, const QByteArray &token)
{
    json.object().field("number", order.number);
    if (!token.isEmpty())
        json.field("token", token);
    writeBody(json, order);
    json.endObject();
}

void writeAdminJson(JsonWriter &json, const Order &order)
{
    json.object().field("id", order.id).field("number", order.number);
    writeBody(json, order);
    json.field("source", order.source)
        .field("customer_id", order.user ? std::optional(order.user) : std::nullopt)
        .field("customer_name", order.customerName)
        .moneyField("paid", order.paid)
        .moneyField("refunded", order.refunded)
        .name("payments")
        .array();
    for (const Payment &payment : order.payments)
        json.object()
            .timeField("at", payment.at)
            .moneyField("amount", payment.amount)
            .field("method", payment.method)
            .field("reference", payment.reference)
            .field("reason", payment.reason)
            .endObject();
    json.endArray()
        .field("revision", order.revision)
        .timeField("created_at", order.placedAt)
        .timeField("updated_at", order.updatedAt)
        .endObject();
}

void writeRowJson(JsonWriter &json, const Order &order)
{
    json.object().field("id", order.id).field("number", order.number);
    writeHead(json, order);
    writeSums(json, order);
    json.field("source", order.source)
        .field("customer_id", order.user ? std::optional(order.user) : std::nullopt)
        .field("customer_name", order.customerName)
        .field("country", order.country)
        .moneyField("paid", order.paid)
        .moneyField("refunded", order.refunded)
        .field("payment_method", order.paymentMethod)
        .timeField("placed_at", order.placedAt)
        .field("revision", order.revision)
        .timeField("created_at", order.placedAt)
        .timeField("updated_at", order.updatedAt)
        .endObject();
}

QByteArray journalJson(const Order &order)
{
    JsonWriter json;
    json.object()
        .field("number", order.number)
        .field("source", order.source)
        .field("status", statusText(order.status))
        .field("payment_status", statusText(order.payment))
        .field("fulfilment_status", statusText(order.fulfilment))
        .field("email", order.email)
        .field("item_count", order.itemCount)
        .field("total", order.total)
        .field("paid", order.paid)
        .field("refunded", order.refunded)
        .field("note", order.note)
        .name("shipping_address")
        .raw(order.shippingAddress)
        .name("billing_address")
        .raw(order.billingAddress)
        .name("lines")
        .array();
    for (const OrderLine &line : order.lines)
        json.object()
            .field("id", line.id)
            .field("sku", line.sku)
            .field("quantity", line.quantity)
            .field("fulfilled", line.fulfilled)
            .field("refunded", line.refundedQuantity)
            .endObject();
    json.endArray().endObject();
    return json.take();
}

}
