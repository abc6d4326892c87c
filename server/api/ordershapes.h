#pragma once
// The shapes that carts and orders share, and what reads and writes them. Functions, as they are used while other
// files' shapes are still being made.
#include "app/orders/address.h"
#include "app/orders/orderwork.h"
#include "server/http/call.h"

namespace backroom {

ShapePtr addressShape();
ShapePtr taxLineShape();
ShapePtr shippingOptionShape();
ShapePtr orderLineShape();
ShapePtr orderShape(); // as its customer sees it
ShapePtr placedOrderShape(); // with its token
ShapePtr adminOrderShape();
ShapePtr orderRowShape(); // in the shop's list
ShapePtr lineQuantitiesShape(); // [{line_id, quantity}]

Address addressOf(const QJsonObject &object);
// The address under this name; nothing when it was left out or null.
std::optional<Address> addressOf(const Call &call, QLatin1StringView field);
std::optional<QList<LineQuantity>> lineQuantitiesOf(const Call &call, QLatin1StringView field);

// {"items": […], "next": …} of a list that is short enough to be loaded whole, by id.
template<typename T, typename Write>
Result<Reply> shortList(const Call &call, QList<T> rows, const QByteArray &order, Write write)
{
    const auto after = call.after(order);
    if (!after)
        return fail(after.error());
    std::sort(rows.begin(), rows.end(), [](const T &a, const T &b) { return a.id < b.id; });
    JsonWriter json = call.json();
    json.object().name("items").array();
    std::optional<Cursor> next;
    int count = 0;
    for (const T &row : std::as_const(rows)) {
        if (*after && row.id.value <= (*after)->id)
            continue;
        if (count == call.limit()) {
            next = Cursor{order, {}, 0};
            break;
        }
        write(json, row);
        ++count;
    }
    if (next)
        for (const T &row : std::as_const(rows))
            if ((!*after || row.id.value > (*after)->id) && count-- > 0)
                next->id = row.id.value;
    call.endPage(json, next);
    return call.reply(json);
}

}
