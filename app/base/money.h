#pragma once
// Money as integers: minor units of an ISO 4217 currency, and the one rounding rule of the program.
#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace backroom {

// An amount with its currency. Inside the shop everything is in the shop's one currency and travels as plain
// minor units (qint64); Money stands where an amount meets the outside.
struct Money
{
    qint64 amount = 0; // minor units
    QByteArray currency; // "EUR"
    bool operator==(const Money &) const = default;
};

// The largest amount taken anywhere, in minor units: far from overflow when multiplied by a quantity.
inline constexpr qint64 MaxAmount = 1'000'000'000'000;
inline constexpr qint64 MaxQuantity = 1'000'000;

// Digits after the point (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD; nothing for a code that does not exist.
std::optional<int> currencyDigits(QByteArrayView currency);
qint64 minorPerMajor(QByteArrayView currency);

// round(value * numerator / denominator), half away from zero, exact (128 bits inside). denominator > 0.
qint64 mulDiv(qint64 value, qint64 numerator, qint64 denominator);

// "12.50", "-0.5", "1e3" is none: exact decimal text to minor units times 10^extraDigits; more digits than that are
// refused unless they are zeros. Only '.' separates; grouping is refused.
Result<qint64> parseDecimal(QStringView text, int digits);
// 1999 with 2 digits is "19.99".
QByteArray decimalText(qint64 amount, int digits);

}
