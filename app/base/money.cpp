#include "app/base/money.h"

#include <QCoreApplication>
#include <QHash>

namespace backroom {

namespace {
constexpr auto TwoDigits =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON "
    "RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD "
    "TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWL";
constexpr auto NoDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr auto ThreeDigits = "BHD IQD JOD KWD LYD OMR TND";

QHash<QByteArray, int> digitsTable()
{
    QHash<QByteArray, int> table;
    for (const auto &[codes, digits] : {std::pair{TwoDigits, 2}, std::pair{NoDigits, 0}, std::pair{ThreeDigits, 3}})
        for (const QByteArray &code : QByteArray(codes).split(' '))
            table.insert(code, digits);
    return table;
}
}

std::optional<int> currencyDigits(QByteArrayView currency)
{
    static const QHash<QByteArray, int> table = digitsTable();
    const auto found = table.constFind(currency.toByteArray());
    return found == table.constEnd() ? std::nullopt : std::optional<int>(*found);
}

qint64 minorPerMajor(QByteArrayView currency)
{
    qint64 scale = 1;
    for (int digit = 0; digit < currencyDigits(currency).value_or(2); ++digit)
        scale *= 10;
    return scale;
}

qint64 mulDiv(qint64 value, qint64 numerator, qint64 denominator)
{
    __extension__ using Wide = __int128;
    const Wide product = static_cast<Wide>(value) * numerator;
    const Wide half = denominator / 2;
    const bool odd = denominator % 2 != 0;
    const Wide magnitude = product < 0 ? -product : product;
    Wide quotient = magnitude / denominator;
    const Wide rest = magnitude % denominator;
    if (odd ? rest > half : rest >= half)
        ++quotient;
    return static_cast<qint64>(product < 0 ? -quotient : quotient);
}

Result<qint64> parseDecimal(QStringView text, int digits)
{
    const auto refuse = [&] {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("backroom", "“%1” is not a number. Write it with a point, as in 12.50.")
                        .arg(text.left(40)));
    };
    QStringView rest = text.trimmed();
    const bool negative = rest.startsWith(u'-');
    if (negative || rest.startsWith(u'+'))
        rest = rest.mid(1);
    const qsizetype point = rest.indexOf(u'.');
    const QStringView whole = point < 0 ? rest : rest.left(point);
    const QStringView fraction = point < 0 ? QStringView() : rest.mid(point + 1);
    if ((whole.isEmpty() && fraction.isEmpty()) || whole.size() > 15 || fraction.size() > 30)
        return refuse();
    qint64 value = 0;
    const auto take = [&](QChar c) {
        value = value * 10 + (c.unicode() - u'0');
        return c >= u'0' && c <= u'9';
    };
    for (const QChar c : whole)
        if (!take(c))
            return refuse();
    for (int i = 0; i < digits; ++i)
        if (!take(i < fraction.size() ? fraction[i] : QChar(u'0')) || value > MaxAmount * 10'000)
            return refuse();
    for (qsizetype i = digits; i < fraction.size(); ++i)
        if (fraction[i] != u'0')
            return refuse();
    return negative ? -value : value;
}

QByteArray decimalText(qint64 amount, int digits)
{
    QByteArray text = QByteArray::number(amount < 0 ? -amount : amount);
    if (digits > 0) {
        text = text.rightJustified(digits + 1, '0');
        text.insert(text.size() - digits, '.');
    }
    return amount < 0 ? QByteArray("-" + text) : text;
}

}
