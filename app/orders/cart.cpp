#include "app/orders/cart.h"

#include "app/orders/taxes.h"

namespace backroom {

void writeJson(JsonWriter &json, const QList<TaxLine> &lines)
{
    json.array();
    for (const TaxLine &line : lines)
        json.object()
            .field("name", line.name)
            .field("rate", taxes::rateText(line.rate))
            .moneyField("amount", line.amount)
            .endObject();
    json.endArray();
}

void writeJson(JsonWriter &json, const Cart &cart)
{
    json.object().field("id", cart.key).field("status", cart.ordered ? "ordered" : "open").name("lines").array();
    for (const CartLine &line : cart.lines)
        json.object()
            .field("id", line.id)
            .field("variant_id", line.variant)
            .field("product_id", line.product)
            .field("title", line.title)
            .field("sku", line.sku)
            .name("options")
            .raw(line.options)
            .field("quantity", line.quantity)
            .moneyField("unit_price", line.unitPrice)
            .moneyField("total", line.total)
            .field("available", line.available())
            .endObject();
    json.endArray()
        .field("item_count", cart.price.itemCount)
        .moneyField("subtotal", cart.price.subtotal)
        .moneyField("discount", cart.price.discount)
        .moneyField("shipping", cart.price.shipping)
        .moneyField("tax", cart.price.tax)
        .moneyField("total", cart.price.total)
        .field("prices_include_tax", cart.pricesIncludeTax)
        .name("tax_lines");
    writeJson(json, cart.price.taxLines);
    json.name("shipping_option");
    if (cart.shipping)
        writeJson(json, *cart.shipping);
    else
        json.null();
    json.name("shipping_address").raw(cart.addressJson).timeField("expires_at", cart.expiresAt).endObject();
}

}
