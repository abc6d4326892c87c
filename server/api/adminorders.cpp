#include "server/api/adminorders.h"

#include "app/base/money.h"
#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "server/api/csvlist.h"
#include "server/api/ordershapes.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using namespace shape;

const ShapePtr FulfilShape =
    object("Fulfil", {optional("lines", lineQuantitiesShape()), optional("tracking", nullable(text(0, 500)))});
const ShapePtr PayShape = object("Pay",
                                 {required("method", text(1, 40)), optional("amount", money()),
                                  optional("reference", nullable(text(0, 200)))});
const ShapePtr RefundShape = object("Refund",
                                    {optional("lines", lineQuantitiesShape()), optional("amount", money()),
                                     optional("restock", boolean()), optional("reason", nullable(text(0, 500)))});
const ShapePtr CancelShape = object("Cancel", {optional("reason", nullable(text(0, 500)))});
const ShapePtr PatchShape =
    object("OrderPatch",
           {optional("note", text(0, 2000)), optional("email", text(1, 254)),
            optional("shipping_address", addressShape()), optional("billing_address", addressShape())});

Result<Reply> answer(const Call &call, const Result<Order> &order)
{
    if (!order)
        return fail(order.error());
    JsonWriter json = call.json();
    writeAdminJson(json, *order);
    return call.reply(json, order->revision);
}

OrderQuery queryOf(const Call &call)
{
    OrderQuery query;
    query.status = parseOrderStatus(call.query("status").value_or(QByteArray()));
    query.payment = parsePaymentStatus(call.query("payment_status").value_or(QByteArray()));
    query.fulfilment = parseFulfilmentStatus(call.query("fulfilment_status").value_or(QByteArray()));
    query.text = QString::fromUtf8(call.query("q").value_or(QByteArray()));
    query.from = parseTime(QString::fromUtf8(call.query("from").value_or(QByteArray())));
    query.to = parseTime(QString::fromUtf8(call.query("to").value_or(QByteArray())));
    if (const auto customer = call.query("customer_id"))
        query.user = UserId::parse(QString::fromUtf8(*customer)).value_or(UserId{-1});
    query.oldestFirst = call.query("sort") == "placed_at"_ba;
    query.limit = call.limit();
    return query;
}

const QStringList CsvHeader{
    u"number"_s,        u"placed_at"_s, u"status"_s, u"payment_status"_s, u"fulfilment_status"_s, u"email"_s,
    u"customer_name"_s, u"country"_s,   u"items"_s,  u"subtotal"_s,       u"discount"_s,          u"shipping"_s,
    u"tax"_s,           u"total"_s,     u"paid"_s,   u"refunded"_s,       u"currency"_s};

QStringList csvCells(const Order &order, const Settings &settings)
{
    QStringList cells{QString::fromUtf8(order.number),
                      QString::fromLatin1(timeText(order.placedAt)),
                      QString::fromLatin1(statusText(order.status)),
                      QString::fromLatin1(statusText(order.payment)),
                      QString::fromLatin1(statusText(order.fulfilment)),
                      order.email,
                      order.customerName,
                      QString::fromLatin1(order.country),
                      QString::number(order.itemCount)};
    for (const qint64 amount :
         {order.subtotal, order.discount, order.shipping, order.tax, order.total, order.paid, order.refunded})
        cells << QString::fromLatin1(decimalText(amount, settings.digits()));
    return cells << QString::fromLatin1(settings.currency);
}

Result<> writeOrders(Call &call, Reader &reader, QIODevice &out)
{
    return api::writeCsv(
        out, CsvHeader, orders::ids(reader, call.actor(), queryOf(call)),
        [&](const QList<OrderId> &some) { return orders::fetch(reader, call.actor(), some); },
        [&](const Order &order) { return csvCells(order, call.settings()); });
}

Result<Reply> getOrders(Call &call, Reader &reader)
{
    if (call.wantsAllAsCsv())
        return call.csv(writeOrders, "orders.csv");
    OrderQuery query = queryOf(call);
    auto after = call.after(orders::orderOf(query));
    if (!after)
        return fail(after.error());
    query.after = *std::move(after);
    const auto page = orders::list(reader, call.actor(), query);
    if (!page)
        return fail(page.error());
    if (call.wantsCsv())
        return Call::csv(csvRow(CsvHeader)
                             + api::csvRows(page->items,
                                            [&](const Order &order) { return csvCells(order, call.settings()); }),
                         "orders.csv");
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const Order &order : page->items)
        writeRowJson(json, order);
    call.endPage(json, page->next);
    return call.reply(json);
}

Result<Reply> getOrder(Call &call, Reader &reader)
{
    return answer(call, orders::find(reader, call.actor(), call.parameter()));
}

Result<Reply> patchOrder(Call &call, Transaction &transaction)
{
    const auto expected = call.expectedRevision();
    if (!expected)
        return fail(expected.error());
    OrderPatch patch;
    patch.note = call.text("note"_L1);
    patch.email = call.text("email"_L1);
    patch.shippingAddress = addressOf(call, "shipping_address"_L1);
    patch.billingAddress = addressOf(call, "billing_address"_L1);
    return answer(call, orderwork::update(transaction, call.actor(), call.parameter(), patch, *expected));
}

Result<Reply> postFulfil(Call &call, Transaction &transaction)
{
    const FulfilRequest request{lineQuantitiesOf(call, "lines"_L1), call.text("tracking"_L1).value_or(QString())};
    return answer(call, orderwork::fulfil(transaction, call.actor(), call.parameter(), request));
}

Result<Reply> postPay(Call &call, Transaction &transaction)
{
    const PayRequest request{call.text("method"_L1)->toUtf8(), call.money("amount"_L1),
                             call.text("reference"_L1).value_or(QString())};
    return answer(call, orderwork::pay(transaction, call.actor(), call.parameter(), request));
}

Result<Reply> postRefund(Call &call, Transaction &transaction)
{
    const RefundRequest request{lineQuantitiesOf(call, "lines"_L1), call.money("amount"_L1),
                                call.boolean("restock"_L1).value_or(false), call.text("reason"_L1).value_or(QString())};
    return answer(call, orderwork::refund(transaction, call.actor(), call.parameter(), request));
}

Result<Reply> postCancel(Call &call, Transaction &transaction)
{
    return answer(call,
                  orderwork::cancel(transaction, call.actor(), call.parameter(),
                                    call.text("reason"_L1).value_or(QString())));
}
}

void addAdminOrderRoutes(Routes &routes)
{
    const QByteArray all = "/api/v1/admin/orders";
    const QByteArray one = all + "/{number}";
    const Access work = writing(Area::Orders);
    routes.get(all, reading(Area::Orders), getOrders)
        .says("The shop's orders, newest first; as CSV all that the filters leave")
        .asks("status", oneOf({u"open"_s, u"completed"_s, u"cancelled"_s}))
        .asks("payment_status", oneOf({u"pending"_s, u"paid"_s, u"partly_refunded"_s, u"refunded"_s, u"failed"_s}))
        .asks("fulfilment_status", oneOf({u"unfulfilled"_s, u"partly_fulfilled"_s, u"fulfilled"_s, u"returned"_s}))
        .asks("q", text(1, 200))
        .asks("from", time())
        .asks("to", time())
        .asks("customer_id", id())
        .asks("sort", oneOf({u"placed_at"_s, u"-placed_at"_s}))
        .answers(page("OrderRowList", orderRowShape()))
        .paged()
        .alsoCsv();
    routes.get(one, reading(Area::Orders), getOrder).says("An order with its payments").answers(adminOrderShape());
    routes.patch(one, work, patchOrder)
        .says("Change note, e-mail and, before anything was shipped, addresses")
        .takes(PatchShape)
        .answers(adminOrderShape())
        .ifMatch();
    routes.post(one + "/fulfil", work, postFulfil)
        .says("Ship these lines, or all that is left")
        .takes(FulfilShape)
        .answers(adminOrderShape());
    routes.post(one + "/pay", work, postPay)
        .says("Book a payment; without an amount all that is left")
        .takes(PayShape)
        .answers(adminOrderShape());
    routes.post(one + "/refund", work, postRefund)
        .says("Give back lines with their tax, an amount, or all that is left")
        .takes(RefundShape)
        .answers(adminOrderShape());
    routes.post(one + "/cancel", work, postCancel)
        .says("Cancel while unpaid or unshipped: stock goes back, what was paid is refunded")
        .takes(CancelShape)
        .answers(adminOrderShape());
}

}
