#include "server/api/ordershapes.h"

#include "app/orders/carts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom {

using namespace shape;

namespace {
constexpr qint64 Most = 1'000'000'000'000;

ShapePtr count() { return integer(0, Most); }

QList<Member> sums()
{
    return {required("item_count", integer(-Most, Most)),
            required("subtotal", money()),
            required("discount", money()),
            required("shipping", money()),
            required("tax", money()),
            required("total", money()),
            required("prices_include_tax", boolean())};
}

QList<Member> states()
{
    return {required("status", oneOf({u"open"_s, u"completed"_s, u"cancelled"_s})),
            required("payment_status",
                     oneOf({u"pending"_s, u"paid"_s, u"partly_refunded"_s, u"refunded"_s, u"failed"_s})),
            required("fulfilment_status",
                     oneOf({u"unfulfilled"_s, u"partly_fulfilled"_s, u"fulfilled"_s, u"returned"_s})),
            required("email", text())};
}

QList<Member> orderMembers()
{
    static const ShapePtr shipped =
        object("Fulfilment",
               {required("at", time()), required("tracking", text()),
                required("lines",
                         list(object("FulfilledLine", {required("line_id", id()), required("quantity", count())})))});
    QList<Member> members{required("number", text())};
    members << states() << required("lines", list(orderLineShape())) << sums()
            << required("tax_lines", list(taxLineShape())) << required("shipping_method", text())
            << required("shipping_address", nullable(addressShape()))
            << required("billing_address", nullable(addressShape())) << required("note", text())
            << required("placed_at", time()) << required("cancelled_at", nullable(time()))
            << required("fulfilments", list(shipped))
            << required("payment", object("OrderPayment", {required("method", text()), optional("action", any())}));
    return members;
}

QList<Member> adminMembers()
{
    return {required("source", text()),     required("customer_id", nullable(id())), required("customer_name", text()),
            required("paid", money()),      required("refunded", money()),           required("revision", count()),
            required("created_at", time()), required("updated_at", time())};
}
}

ShapePtr addressShape()
{
    static const ShapePtr shape =
        object("Address",
               {required("name", text(1, 200)), required("line1", text(1, 200)),
                optional("line2", nullable(text(0, 200))), required("city", text(1, 100)),
                required("postal_code", text(0, 20)), optional("region", nullable(text(0, 100))),
                required("country", formatted("country", 2)), optional("phone", nullable(text(0, 40)))});
    return shape;
}

ShapePtr taxLineShape()
{
    static const ShapePtr shape =
        object("TaxLine", {required("name", text()), required("rate", text()), required("amount", money())});
    return shape;
}

ShapePtr shippingOptionShape()
{
    static const ShapePtr shape =
        object("ShippingOption", {required("id", id()), required("name", text()), required("price", money())});
    return shape;
}

ShapePtr orderLineShape()
{
    static const ShapePtr shape =
        object("OrderLine",
               {required("id", id()), required("variant_id", nullable(id())), required("title", text()),
                required("sku", text()), required("options", map(text())), required("quantity", integer(-Most, Most)),
                required("unit_price", money()), required("total", money()), required("discount", money()),
                required("tax", money()), required("tax_rate", text()), required("fulfilled_quantity", count()),
                required("refunded_quantity", count())});
    return shape;
}

ShapePtr orderShape()
{
    static const ShapePtr shape = object("Order", orderMembers());
    return shape;
}

ShapePtr placedOrderShape()
{
    static const ShapePtr shape = [] {
        QList<Member> members = orderMembers();
        members.insert(1, required("token", text()));
        return object("PlacedOrder", members);
    }();
    return shape;
}

ShapePtr adminOrderShape()
{
    static const ShapePtr payment =
        object("Payment",
               {required("at", time()), required("amount", money()), required("method", text()),
                required("reference", text()), required("reason", text())});
    static const ShapePtr shape = object("AdminOrder",
                                         QList<Member>{required("id", id())} + orderMembers() + adminMembers()
                                             + QList<Member>{required("payments", list(payment))});
    return shape;
}

ShapePtr orderRowShape()
{
    static const ShapePtr shape =
        object("OrderRow",
               QList<Member>{required("id", id()), required("number", text())} + states() + sums() + adminMembers()
                   + QList<Member>{required("country", text()), required("payment_method", text()),
                                   required("placed_at", time())});
    return shape;
}

ShapePtr lineQuantitiesShape()
{
    static const ShapePtr shape = list(
        object("LineQuantity", {required("line_id", id()), required("quantity", integer(1, carts::MaxLineQuantity))}));
    return shape;
}

Address addressOf(const QJsonObject &object)
{
    const auto text = [&object](QLatin1StringView name) { return object.value(name).toString(); };
    return {text("name"_L1),
            text("line1"_L1),
            text("line2"_L1),
            text("city"_L1),
            text("postal_code"_L1),
            text("region"_L1),
            text("country"_L1).toLatin1(),
            text("phone"_L1)};
}

std::optional<Address> addressOf(const Call &call, QLatin1StringView field)
{
    const QJsonValue value = call.body().value(field);
    return value.isObject() ? std::optional(addressOf(value.toObject())) : std::nullopt;
}

std::optional<QList<LineQuantity>> lineQuantitiesOf(const Call &call, QLatin1StringView field)
{
    const QJsonValue value = call.body().value(field);
    if (!value.isArray())
        return std::nullopt;
    QList<LineQuantity> lines;
    for (const QJsonValue &item : value.toArray())
        lines << LineQuantity{OrderLineId::parse(item["line_id"_L1].toString()).value_or(OrderLineId()),
                              item["quantity"_L1].toInteger()};
    return lines;
}

}
