#include "server/api/carts.h"

#include "app/orders/carts.h"
#include "app/orders/checkout.h"
#include "server/api/ordershapes.h"
#include "server/api/shortlist.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using namespace shape;

const ShapePtr CartLineShape =
    object("CartLine",
           {required("id", id()), required("variant_id", id()), required("product_id", id()), required("title", text()),
            required("sku", text()), required("options", map(text())),
            required("quantity", integer(1, carts::MaxLineQuantity)), required("unit_price", money()),
            required("total", money()), required("available", boolean())});
const ShapePtr CartShape =
    object("Cart",
           {required("id", text()), required("status", oneOf({u"open"_s, u"ordered"_s})),
            required("lines", list(CartLineShape)), required("item_count", integer(0, 1'000'000'000)),
            required("subtotal", money()), required("discount", money()), required("shipping", money()),
            required("tax", money()), required("total", money()), required("prices_include_tax", boolean()),
            required("tax_lines", list(taxLineShape())), required("shipping_option", nullable(shippingOptionShape())),
            required("shipping_address", nullable(addressShape())), required("expires_at", time())});
const ShapePtr NewLineShape =
    object("CartLineNew", {required("variant_id", id()), required("quantity", integer(1, carts::MaxLineQuantity))});
const ShapePtr LineQuantityShape =
    object("CartLineQuantity", {required("quantity", integer(0, carts::MaxLineQuantity))});
const ShapePtr OptionChoiceShape = object("ShippingOptionChoice", {required("id", id())});
const ShapePtr CheckoutShape =
    object("Checkout",
           {required("email", text(1, 254)), required("payment_method", text(1, 40)),
            optional("billing_address", nullable(addressShape())), optional("note", nullable(text(0, 2000)))});

Result<Reply> answer(const Call &call, const Result<Cart> &cart)
{
    if (!cart)
        return fail(cart.error());
    JsonWriter json = call.json();
    writeJson(json, *cart);
    return call.reply(json);
}

Result<Reply> postCart(Call &call, Transaction &transaction)
{
    return answer(call, carts::create(transaction, call.actor()));
}

Result<Reply> getCart(Call &call, Reader &reader)
{
    return answer(call, carts::get(reader, call.actor(), call.parameter()));
}

Result<Reply> postLine(Call &call, Transaction &transaction)
{
    const auto variant = VariantId::parse(*call.text("variant_id"_L1)).value_or(VariantId());
    return answer(call,
                  carts::addLine(transaction, call.actor(), call.parameter(), variant, *call.integer("quantity"_L1)));
}

Result<Reply> patchLine(Call &call, Transaction &transaction)
{
    const auto line = call.id<CartLineId>(1);
    if (!line)
        return fail(line.error());
    return answer(call,
                  carts::setLine(transaction, call.actor(), call.parameter(), *line, *call.integer("quantity"_L1)));
}

Result<Reply> deleteLine(Call &call, Transaction &transaction)
{
    const auto line = call.id<CartLineId>(1);
    if (!line)
        return fail(line.error());
    const auto cart = carts::setLine(transaction, call.actor(), call.parameter(), *line, 0);
    return cart ? Result<Reply>(Call::nothing()) : fail(cart.error());
}

Result<Reply> putAddress(Call &call, Transaction &transaction)
{
    return answer(call, carts::setAddress(transaction, call.actor(), call.parameter(), addressOf(call.body())));
}

Result<Reply> getOptions(Call &call, Reader &reader)
{
    const auto options = carts::shippingOptions(reader, call.actor(), call.parameter());
    if (!options)
        return fail(options.error());
    return api::pageReply(call, api::pageInOrder(call, *options, "shipping-options:price"),
                          [](JsonWriter &json, const ShippingOption &option) { writeJson(json, option); });
}

Result<Reply> putOption(Call &call, Transaction &transaction)
{
    const auto option = ShippingMethodId::parse(*call.text("id"_L1)).value_or(ShippingMethodId());
    return answer(call, carts::setShippingOption(transaction, call.actor(), call.parameter(), option));
}

Result<Reply> postClaim(Call &call, Transaction &transaction)
{
    return answer(call, carts::claim(transaction, call.actor(), call.parameter()));
}

Result<Reply> postCheckout(Call &call, Transaction &transaction)
{
    CheckoutRequest request;
    request.email = *call.text("email"_L1);
    request.paymentMethod = call.text("payment_method"_L1)->toUtf8();
    request.billingAddress = addressOf(call, "billing_address"_L1);
    request.note = call.text("note"_L1).value_or(QString());
    const auto placed = checkout::place(transaction, call.actor(), call.parameter(), request);
    if (!placed)
        return fail(placed.error());
    JsonWriter json = call.json();
    json.object().name("order");
    writeJson(json, placed->order, placed->token);
    json.endObject();
    Reply reply = call.reply(json);
    reply.headers.emplaceBack("Location", "/api/v1/orders/" + placed->order.number);
    return reply;
}
}

void addCartRoutes(Routes &routes)
{
    const QByteArray cart = "/api/v1/carts/{id}";
    routes.post("/api/v1/carts", anyone(), postCart)
        .says("Start a cart; its id is all that a guest needs to use it")
        .answers(CartShape, 201)
        .relaxed();
    routes.get(cart, anyone(), getCart).says("A cart at today's prices").answers(CartShape);
    routes.post(cart + "/lines", anyone(), postLine)
        .says("Put something into the cart, or more of it")
        .takes(NewLineShape)
        .answers(CartShape, 201)
        .relaxed();
    routes.patch(cart + "/lines/{line}", anyone(), patchLine)
        .says("Change how many; 0 takes it out")
        .takes(LineQuantityShape)
        .answers(CartShape)
        .relaxed();
    routes.remove(cart + "/lines/{line}", anyone(), deleteLine).says("Take something out").relaxed();
    routes.put(cart + "/shipping-address", anyone(), putAddress)
        .says("Say where it goes")
        .takes(addressShape())
        .answers(CartShape)
        .relaxed();
    routes.get(cart + "/shipping-options", anyone(), getOptions)
        .says("What ships there, with prices for this cart")
        .answers(page("ShippingOptionList", shippingOptionShape()))
        .paged();
    routes.put(cart + "/shipping-option", anyone(), putOption)
        .says("Choose how it goes")
        .takes(OptionChoiceShape)
        .answers(CartShape)
        .relaxed();
    routes.post(cart + "/claim", signedIn(), postClaim)
        .says("After signing in: the guest's cart becomes the person's, and what stood in their open carts joins it")
        .answers(CartShape)
        .relaxed();
    routes.post(cart + "/checkout", anyone(), postCheckout)
        .says("Order what is in the cart: prices and stock are checked again, stock is taken, or nothing happens")
        .takes(CheckoutShape)
        .answers(object("CheckoutAnswer", {required("order", placedOrderShape())}), 201);
}

}
