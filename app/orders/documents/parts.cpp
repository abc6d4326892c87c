#include "app/orders/documents/parts.h"

#include "app/base/money.h"
#include "app/settings/countries.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom::documents {

QStringList addressLines(const QByteArray &json, const Settings &shop, const QLocale &locale)
{
    const auto address = addresses::fromJson(json);
    if (!address)
        return {};
    QStringList lines{address->name, address->line1, address->line2};
    const bool codeLast = address->country == "GB" || address->country == "IE";
    if (codeLast || address->country == "US")
        lines << (QStringList{address->city, address->region}.filter(QRegularExpression(u"."_s)).join(u", "_s)
                  + (codeLast ? QString() : QString(u' ' + address->postalCode)))
              << (codeLast ? address->postalCode : QString());
    else
        lines << QString(address->postalCode + u' ' + address->city).trimmed() << address->region;
    if (address->country != shop.country) {
        const Country *country = findCountry(address->country);
        lines << (country ? country->name(locale) : QString::fromLatin1(address->country));
    }
    lines.removeAll(QString());
    return lines;
}

QStringList shopLines(DocumentKind kind, const Settings &shop, const Words &words)
{
    QStringList lines{shop.address};
    if (!shop.taxNumber.isEmpty() && kind != DocumentKind::PackingSlip)
        lines << words(QT_TRANSLATE_NOOP("backroom", "Tax number: %1")).arg(shop.taxNumber);
    lines << shop.contactEmail << shop.contactPhone;
    lines.removeAll(QString());
    return lines;
}

QList<SumLine> sums(DocumentKind kind, const DocumentSource &source, const Format &format, const Words &words)
{
    const Order &order = source.order;
    QList<SumLine> lines{{words(QT_TRANSLATE_NOOP("backroom", "Goods")), format.money(order.subtotal)}};
    if (order.discount != 0)
        lines << SumLine{words(QT_TRANSLATE_NOOP("backroom", "Discount")), format.money(-order.discount)};
    if (order.shipping != 0 || !order.shippingMethod.isEmpty())
        lines << SumLine{order.shippingMethod.isEmpty() ? words(QT_TRANSLATE_NOOP("backroom", "Delivery"))
                                                        : order.shippingMethod,
                         format.money(order.shipping)};
    const auto taxes = [&] {
        for (const TaxLine &tax : order.taxLines) {
            const QString given = QString::fromUtf8(tax.name);
            const QString name =
                given.contains(u'%') ? given : given + u' ' + format.percent(double(tax.rate) / double(RateScale));
            const char *pattern = order.pricesIncludeTax ? QT_TRANSLATE_NOOP("backroom", "of it %1 on %2 net")
                                                         : QT_TRANSLATE_NOOP("backroom", "%1 on %2");
            lines << SumLine{words(pattern).arg(name, format.money(tax.net)), format.money(tax.amount)};
        }
    };
    if (!order.pricesIncludeTax)
        taxes();
    lines << SumLine{words(QT_TRANSLATE_NOOP("backroom", "Total")), format.money(order.total), true};
    if (order.pricesIncludeTax)
        taxes();
    for (const Payment &payment : order.payments) {
        lines << SumLine{payment.amount >= 0 ? words.method(payment.method)
                                             : words(QT_TRANSLATE_NOOP("backroom", "Given back")),
                         format.money(payment.amount)};
        if (kind == DocumentKind::Receipt && payment.given)
            lines << SumLine{words(QT_TRANSLATE_NOOP("backroom", "Cash given")), format.money(*payment.given)}
                  << SumLine{words(QT_TRANSLATE_NOOP3("backroom", "Change", "money back")),
                             format.money(*payment.given - payment.amount)};
    }
    if (order.due() > 0 && order.status != OrderStatus::Cancelled)
        lines << SumLine{words(QT_TRANSLATE_NOOP("backroom", "Still to be paid")), format.money(order.due()), true};
    return lines;
}

Format formatOf(const DocumentSource &source) { return {source.locale, source.shop.currency, source.shop.zone()}; }

}
