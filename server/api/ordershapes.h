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

}
