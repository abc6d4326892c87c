#include "server/api/orders.h"

#include "app/orders/orders.h"
#include "app/orders/orderwork.h"
#include "server/api/ordershapes.h"

namespace backroom {

namespace {
Result<Reply> answer(const Call &call, const Result<Order> &order)
{
    if (!order)
        return fail(order.error());
    JsonWriter json = call.json();
    writeJson(json, *order);
    return call.reply(json);
}

QByteArray tokenOf(const Call &call) { return call.query("token").value_or(QByteArray()); }

Result<Reply> getOrders(Call &call, Reader &reader)
{
    const auto after = call.after(orders::orderOf({}));
    if (!after)
        return fail(after.error());
    const auto page = orders::mine(reader, call.actor(), *after, call.limit());
    if (!page)
        return fail(page.error());
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const Order &order : page->items)
        writeJson(json, order);
    call.endPage(json, page->next);
    return call.reply(json);
}

Result<Reply> getOrder(Call &call, Reader &reader)
{
    return answer(call, orders::open(reader, call.actor(), call.parameter(), tokenOf(call)));
}

Result<Reply> postCancel(Call &call, Transaction &transaction)
{
    return answer(call, orderwork::cancelMine(transaction, call.actor(), call.parameter(), tokenOf(call)));
}
}

void addOrderRoutes(Routes &routes)
{
    routes.get("/api/v1/orders", signedIn(), getOrders)
        .says("My orders, newest first")
        .answers(shape::page("OrderList", orderShape()))
        .paged();
    routes.get("/api/v1/orders/{number}", anyone(), getOrder)
        .says("One of my orders; a guest passes the token from the checkout's answer")
        .asks("token", shape::text(1, 200))
        .answers(orderShape());
    routes.post("/api/v1/orders/{number}/cancel", anyone(), postCancel)
        .says("Cancel an order while nothing of it was shipped; stock goes back")
        .asks("token", shape::text(1, 200))
        .answers(orderShape());
}

}
