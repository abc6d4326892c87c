#include "app/base/money.h"
#include "app/orders/pricing.h"

#include <QTest>

using namespace backroom;

class TestPricing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exampleWithTaxInside();
    void exampleWithTaxOnTop();
    void taxOfOneAmount_data();
    void taxOfOneAmount();
    void roundsPerLineAndSums();
    void discountsComeOffBeforeTax();
    void withoutARateThereIsNoTax();
    void sumsHoldForRandomCarts();
    void nothingOverflows();
};

namespace {
const QList<TaxRule> German{{"VAT 19%", "standard", 190'000}, {"VAT 7%", "reduced", 70'000}};

// The example of the header: 3 × 9.99 at 19 %, 1 × 12.50 at 7 %, shipping 4.90.
PriceRequest example(TaxMode mode) { return {mode, {{3, 999, "standard"}, {1, 1250, "reduced"}}, 490, German}; }
}

void TestPricing::exampleWithTaxInside()
{
    const Priced priced = pricing::price(example(TaxMode::Inclusive));
    QCOMPARE(priced.lines.at(0).total, 2997);
    QCOMPARE(priced.lines.at(0).tax, 479);
    QCOMPARE(priced.lines.at(1).tax, 82);
    QCOMPARE(priced.shippingTax, 78);
    QCOMPARE(priced.itemCount, 4);
    QCOMPARE(priced.subtotal, 4247);
    QCOMPARE(priced.shipping, 490);
    QCOMPARE(priced.tax, 639);
    QCOMPARE(priced.total, 4737);
    QCOMPARE(priced.taxLines, (QList<TaxLine>{{"VAT 19%", 190'000, 2930, 557}, {"VAT 7%", 70'000, 1168, 82}}));
}

void TestPricing::exampleWithTaxOnTop()
{
    const Priced priced = pricing::price(example(TaxMode::Exclusive));
    QCOMPARE(priced.lines.at(0).tax, 569);
    QCOMPARE(priced.lines.at(1).tax, 88);
    QCOMPARE(priced.shippingTax, 93);
    QCOMPARE(priced.subtotal, 4247);
    QCOMPARE(priced.tax, 750);
    QCOMPARE(priced.total, 5487);
    QCOMPARE(priced.taxLines, (QList<TaxLine>{{"VAT 19%", 190'000, 3487, 662}, {"VAT 7%", 70'000, 1250, 88}}));
}

void TestPricing::taxOfOneAmount_data()
{
    QTest::addColumn<bool>("inclusive");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("rate");
    QTest::addColumn<qint64>("tax");
    QTest::newRow("in 1.19") << true << 119LL << 190'000LL << 19LL;
    QTest::newRow("on 1.00") << false << 100LL << 190'000LL << 19LL;
    QTest::newRow("half goes up") << false << 50LL << 10'000LL << 1LL; // 0.5
    QTest::newRow("just below half") << false << 49LL << 10'000LL << 0LL;
    QTest::newRow("half away from zero") << false << -50LL << 10'000LL << -1LL;
    QTest::newRow("8.875 % on 100.00") << false << 10'000LL << 88'750LL << 888LL; // 887.5
    QTest::newRow("none") << true << 10'000LL << 0LL << 0LL;
    QTest::newRow("large") << false << MaxAmount << 1'000'000LL << MaxAmount;
}

void TestPricing::taxOfOneAmount()
{
    QFETCH(bool, inclusive);
    QFETCH(qint64, amount);
    QFETCH(qint64, rate);
    QFETCH(qint64, tax);
    QCOMPARE(pricing::taxOf(amount, rate, inclusive ? TaxMode::Inclusive : TaxMode::Exclusive), tax);
}

void TestPricing::roundsPerLineAndSums()
{
    // 0.02 at 19 % on top is 0.0038, nothing on each of ten lines, though 0.04 on their sum.
    PriceRequest request{TaxMode::Exclusive, {}, 0, German};
    for (int i = 0; i < 10; ++i)
        request.lines << PriceLine{1, 2, "standard"};
    QCOMPARE(pricing::price(request).tax, 0);
    QCOMPARE(pricing::price({TaxMode::Exclusive, {{10, 2, "standard"}}, 0, German}).tax, 4);
}

void TestPricing::discountsComeOffBeforeTax()
{
    const Priced priced = pricing::price({TaxMode::Exclusive, {{2, 1000, "standard", 500}}, 0, German});
    QCOMPARE(priced.subtotal, 2000);
    QCOMPARE(priced.discount, 500);
    QCOMPARE(priced.tax, 285);
    QCOMPARE(priced.total, 1785);
}

void TestPricing::withoutARateThereIsNoTax()
{
    for (const TaxMode mode : {TaxMode::Inclusive, TaxMode::Exclusive}) {
        const Priced priced = pricing::price({mode, {{1, 1000, "books"}, {1, 1000, "standard"}}, 490, {}});
        QCOMPARE(priced.tax, 0);
        QCOMPARE(priced.total, 2490);
        QVERIFY(priced.taxLines.isEmpty());
    }
}

void TestPricing::sumsHoldForRandomCarts()
{
    quint32 seed = 7;
    const auto random = [&seed](int below) {
        seed = seed * 1664525 + 1013904223;
        return qint64((seed >> 8) % quint32(below));
    };
    for (int round = 0; round < 500; ++round) {
        PriceRequest request{round % 2 ? TaxMode::Inclusive : TaxMode::Exclusive, {}, random(2000), German};
        for (qint64 i = random(8); i >= 0; --i)
            request.lines << PriceLine{1 + random(9), random(10'000), random(3) ? "standard" : "reduced", random(50)};
        const Priced priced = pricing::price(request);
        qint64 lines = 0, tax = priced.shippingTax, net = 0, listed = 0;
        for (const PricedLine &line : priced.lines) {
            lines += line.total;
            tax += line.tax;
        }
        for (const TaxLine &line : priced.taxLines) {
            net += line.net;
            listed += line.amount;
        }
        QCOMPARE(priced.subtotal, lines);
        QCOMPARE(priced.tax, tax);
        QCOMPARE(listed, tax);
        QCOMPARE(net + tax, priced.total);
        QCOMPARE(priced.total,
                 lines - priced.discount + priced.shipping + (request.mode == TaxMode::Inclusive ? 0 : tax));
    }
}

void TestPricing::nothingOverflows()
{
    PriceRequest request{TaxMode::Exclusive, {}, MaxAmount, {{"all", "standard", RateScale}}};
    for (int i = 0; i < 500; ++i)
        request.lines << PriceLine{10'000, MaxAmount, "standard"};
    const Priced priced = pricing::price(request);
    QCOMPARE(priced.subtotal, 500 * pricing::MostPerLine);
    QCOMPARE(priced.total, 2 * (priced.subtotal + MaxAmount));
}

QTEST_GUILESS_MAIN(TestPricing)
#include "tst_pricing.moc"
