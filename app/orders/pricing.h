#pragma once
// What a cart costs: lines, discounts, shipping and tax in, sums out. Pure arithmetic in minor units, no store behind
// it; carts, the checkout and refunds all reckon with this and nothing else.
//
// A line's total is quantity × unit price. Tax is worked out per line on its discounted total, rounded per line half
// away from zero (mulDiv), then summed. One rate applies to a line: that of its tax class where the goods go. Shipping
// is a line of its own and always taxed at the destination's rate for the class "standard", whatever else is in the
// cart: no splitting by the share of the goods. Where there is no rate, there is no tax.
//
// Two worked examples, both in tests/app/tst_pricing.cpp. 3 × 9.99 at 19 %, 1 × 12.50 at 7 %, shipping 4.90:
//
//   prices include tax           29.97 contains 29.97 × 19/119 = 4.7852… = 4.79     subtotal  42.47
//                                12.50 contains 12.50 ×  7/107 = 0.8177… = 0.82     shipping   4.90
//                                 4.90 contains  4.90 × 19/119 = 0.7823… = 0.78     total     47.37, of it tax 6.39
//                                tax lines: 19 % 5.57 on 29.30 net, 7 % 0.82 on 11.68 net
//
//   prices exclude tax           29.97 × 19 % = 5.6943 = 5.69                       subtotal  42.47
//                                12.50 ×  7 % = 0.875  = 0.88 (half away from zero) shipping   4.90
//                                 4.90 × 19 % = 0.931  = 0.93                       tax        7.50
//                                tax lines: 19 % 6.62 on 34.87, 7 % 0.88 on 12.50   total     54.87
#include <QByteArray>
#include <QList>

namespace backroom {

inline constexpr qint64 RateScale = 1'000'000; // rates are millionths
inline constexpr qint64 UnitPriceScale = 10'000; // order lines keep ten-thousandths of a minor unit

enum class TaxMode { Exclusive, Inclusive };

// One rate that applies where the goods go; see taxes::rulesFor().
struct TaxRule
{
    QByteArray name; // as the bill shows it: "VAT 19%"
    QByteArray taxClass;
    qint64 rate = 0; // millionths
    bool operator==(const TaxRule &) const = default;
};

struct PriceLine
{
    qint64 quantity = 0;
    qint64 unitPrice = 0; // minor units
    QByteArray taxClass;
    qint64 discount = 0; // off the line's total, minor units
};

struct PriceRequest
{
    TaxMode mode = TaxMode::Inclusive;
    QList<PriceLine> lines;
    qint64 shipping = 0; // with its tax when prices include tax, without it otherwise
    QList<TaxRule> rules; // at most one a class
};

struct PricedLine
{
    qint64 total = 0; // quantity × unit price
    qint64 discount = 0;
    TaxRule rule; // rate 0 and no name where none applies
    qint64 tax = 0;
};

struct TaxLine
{
    QByteArray name;
    qint64 rate = 0; // millionths
    qint64 net = 0; // what was taxed, without the tax
    qint64 amount = 0;
    bool operator==(const TaxLine &) const = default;
};

struct Priced
{
    QList<PricedLine> lines; // in the order of the request
    qint64 itemCount = 0;
    qint64 subtotal = 0; // Σ line totals
    qint64 discount = 0;
    qint64 shipping = 0;
    qint64 shippingTax = 0;
    qint64 tax = 0; // contained in total when prices include tax, added to it otherwise; either way part of total
    qint64 total = 0;
    QList<TaxLine> taxLines; // per name and rate, highest rate first
};

namespace pricing {

// A line's total stops at 10^15, far above what a checkout takes (MaxAmount), so that no sum can overflow.
inline constexpr qint64 MostPerLine = 1'000'000'000'000'000;

Priced price(const PriceRequest &request);

// The tax in (inclusive) or on (exclusive) an amount.
qint64 taxOf(qint64 amount, qint64 rate, TaxMode mode);

}
}
