#include "app/orders/unitprice.h"

#include "app/base/money.h"
#include "app/orders/pricing.h"

using namespace Qt::StringLiterals;

namespace backroom {

QString unitPriceText(const Format &format, qint64 price)
{
    if (price % UnitPriceScale == 0)
        return format.money(price / UnitPriceScale);
    const int digits = currencyDigits(format.currency()).value_or(2) + 4;
    QString text =
        format.locale().toString(double(price) / double(UnitPriceScale) / double(minorPerMajor(format.currency())), 'f',
                                 digits);
    while (text.endsWith(u'0'))
        text.chop(1);
    return text;
}

}
