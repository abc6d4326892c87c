#pragma once
// How rates, weights and delivery read in the windows, and how they are typed.
#include "app/orders/shipping.h"
#include "app/orders/taxes.h"
#include "ui/shell/format.h"

namespace backroom::settingswords {

// "Standard", "Reduced", or a class of the shop's own as it is called.
QString taxClass(const QString &taxClass);
// 85000 millionths are "8.5", and back, in the locale's way or with a point; nothing when it is no number.
QString percentPlain(const Format &format, qint64 millionths);
std::optional<qint64> parsePercent(const Format &format, const QString &text);
// 2500 g are "2.5" kilograms, and back; nothing when it is no weight.
QString kilosPlain(const Format &format, qint64 grams);
std::optional<qint64> parseKilos(const Format &format, const QString &text);
// "Germany, Austria and 3 more".
QString countries(const QList<QByteArray> &codes);
// "£4.90, free from £100.00, up to 30 kg".
QString method(const Format &format, const ShippingMethod &method);

}
