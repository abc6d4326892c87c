#include "app/orders/pricing.h"

#include "app/base/money.h"

namespace backroom::pricing {

namespace {
TaxRule ruleFor(const QList<TaxRule> &rules, QByteArrayView taxClass)
{
    for (const TaxRule &rule : rules)
        if (rule.taxClass == taxClass)
            return rule;
    return {};
}

void book(QList<TaxLine> &lines, const TaxRule &rule, qint64 net, qint64 tax)
{
    if (rule.name.isEmpty())
        return;
    for (TaxLine &line : lines)
        if (line.name == rule.name && line.rate == rule.rate) {
            line.net += net;
            line.amount += tax;
            return;
        }
    lines << TaxLine{rule.name, rule.rate, net, tax};
}
}

qint64 taxOf(qint64 amount, qint64 rate, TaxMode mode)
{
    if (rate == 0)
        return 0;
    return mulDiv(amount, rate, mode == TaxMode::Inclusive ? RateScale + rate : RateScale);
}

Priced price(const PriceRequest &request)
{
    const bool inclusive = request.mode == TaxMode::Inclusive;
    Priced priced;
    priced.lines.reserve(request.lines.size());
    for (const PriceLine &line : request.lines) {
        PricedLine done;
        done.total =
            qMin(line.unitPrice > MostPerLine / qMax<qint64>(1, line.quantity) ? MostPerLine
                                                                               : line.quantity * line.unitPrice,
                 MostPerLine);
        done.discount = qMin(line.discount, done.total);
        done.rule = ruleFor(request.rules, line.taxClass);
        const qint64 taxed = done.total - done.discount;
        done.tax = taxOf(taxed, done.rule.rate, request.mode);
        priced.itemCount += line.quantity;
        priced.subtotal += done.total;
        priced.discount += done.discount;
        priced.tax += done.tax;
        book(priced.taxLines, done.rule, inclusive ? taxed - done.tax : taxed, done.tax);
        priced.lines << done;
    }
    priced.shipping = request.shipping;
    if (request.shipping != 0) {
        const TaxRule rule = ruleFor(request.rules, "standard");
        priced.shippingTax = taxOf(request.shipping, rule.rate, request.mode);
        priced.tax += priced.shippingTax;
        book(priced.taxLines, rule, inclusive ? request.shipping - priced.shippingTax : request.shipping,
             priced.shippingTax);
    }
    priced.total = priced.subtotal - priced.discount + priced.shipping + (inclusive ? 0 : priced.tax);
    std::sort(priced.taxLines.begin(), priced.taxLines.end(),
              [](const TaxLine &a, const TaxLine &b) { return a.rate != b.rate ? a.rate > b.rate : a.name < b.name; });
    return priced;
}

}
