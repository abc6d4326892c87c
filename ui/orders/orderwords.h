#pragma once
// How an order's states and history read in the windows.
#include "app/orders/orders.h"
#include "ui/shell/format.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/timeline.h"

namespace backroom::orderwords {

// Quiet where all is well, filled where somebody has to act. Heads fill every badge.
BadgeLook payment(const Order &order, bool filled = false);
BadgeLook fulfilment(const Order &order, bool filled = false);
// Made in the shop and never meant to travel: taken along at the counter, or collected.
bool isHandedOver(const Order &order);
// Customer's name, or what else they are known by.
QString customer(const Order &order);
// What happened, by whom, and its details.
TimeLineEntry event(const orders::Event &event, const Order &order, const Format &format, Millis now);
QString paymentMethod(const QByteArray &method);

}
