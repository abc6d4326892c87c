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
// Customer's name, or what else they are known by.
QString customer(const Order &order);
// "Large, oat" out of {"Size": "Large", "Colour": "oat"}.
QString options(const QByteArray &json);
// A unit price keeps up to four more decimals than the currency; they are shown only where there are any.
QString unitPrice(const Format &format, qint64 unitPrice);
// What happened, by whom, and its details.
TimeLineEntry event(const orders::Event &event, const Order &order, const Format &format, Millis now);
QString paymentMethod(const QByteArray &method);

}
