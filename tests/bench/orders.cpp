#include "server/selftest/shopper.h"
#include "tests/bench/shop.h"
#include "tests/bench/suites.h"
#include "tests/support/pgserver.h"

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
const std::string Address =
    R"({"name":"Ann Other","line1":"1 High Street","city":"Leeds","postal_code":"LS1 1AA","country":"GB"})";
const std::string Checkout = R"({"email":"ann@example.com","payment_method":"bank_transfer"})";

struct Goods
{
    QList<qint64> variants;
    std::string option; // the body that chooses the shipping option
    std::string line(long long turn) const
    {
        // Spread over all variants, as in a shop where not everybody buys the same.
        const qint64 variant = variants[turn * 7919 % variants.size()];
        return R"({"variant_id":")" + std::to_string(variant) + R"(","quantity":)" + std::to_string(1 + turn % 3) + '}';
    }
};

Goods goodsOf(BenchShop &shop)
{
    return {shop.variantIds(), R"({"id":")" + std::to_string(shop.shippingMethod()) + R"("})"};
}

Errand errandOf(const Goods &goods)
{
    return {[goods](long long turn) { return goods.line(turn); }, Address, goods.option, Checkout};
}

// Orders what stands in prepared carts until there is none left.
class CheckoutVisitor final : public Visitor {
public:
    explicit CheckoutVisitor(Carts &carts) : m_carts(carts) {}
    std::string_view next() override
    {
        if (m_carts.empty())
            return {};
        m_request = request("POST", "/api/v1/carts/" + m_carts.front() + "/checkout", Checkout);
        m_carts.pop_front();
        return m_request;
    }
    Verdict answered(int status, std::string_view) override { return status == 201 ? Verdict::Done : Verdict::Failed; }

private:
    Carts &m_carts;
    std::string m_request;
};

constexpr int Shoppers = 64;

// Puts as many carts as that up to the checkout; says why it cannot.
QString prepareCarts(const Program &server, const Errand &errand, const std::shared_ptr<long long> &turn, Carts &carts,
                     size_t most)
{
    Load load;
    load.connections = Shoppers;
    load.warmUp = load.seconds = 0;
    const Outcome made =
        run(load, server.port(), [&](int) { return std::make_unique<Shopper>(errand, turn, &carts, most); });
    return QString::fromStdString(made.failure).left(300);
}

// Checkouts in the large shop beside the same in one of the usual size: the ratio says what size costs.
void measureMillion(Results &results, const Options &options, Shops &shops)
{
    const Errand many = errandOf(goodsOf(shops.large())), few = errandOf(goodsOf(shops.usual()));
    const Program server(backroomd(), shops.large().serveArguments(0));
    const Program reference(backroomd(), shops.usual().serveArguments(0));
    const auto turn = std::make_shared<long long>(0);
    Carts carts, others;
    Comparison comparison{u"checkout, million"_s,
                          [&carts](int) { return std::make_unique<CheckoutVisitor>(carts); },
                          {},
                          Shoppers};
    comparison.referenceVisitors = [&others](int) { return std::make_unique<CheckoutVisitor>(others); };
    comparison.referenceIs = u"the same in a shop of %L1 products"_s.arg(options.products());
    comparison.ratioFloor = 1 / 1.5;
    comparison.untilDone = true;
    comparison.prepare = [&] {
        const auto most = size_t(std::max(200.0, 3'000 * options.seconds));
        const QString failure = prepareCarts(server, many, turn, carts, most);
        return failure.isEmpty() ? prepareCarts(reference, few, turn, others, most) : failure;
    };
    compare(results, options, server, reference, comparison);
}

void measureStore(Results &results, const Options &options, const QString &url, const QString &ending)
{
    BenchShop shop(url);
    shop.fillCatalogue(1000);
    const Goods goods = goodsOf(shop);
    const Program server(backroomd(), shop.serveArguments(0));
    const Program reference(self(), {u"--reference"_s});
    const Errand errand = errandOf(goods);
    const auto turn = std::make_shared<long long>(0);
    double rate = 500;
    if (const QString name = u"order"_s % ending; options.wants(name)) {
        const Visitors buyers = [&](int) { return std::make_unique<Shopper>(errand, turn); };
        const std::vector<ReferenceStep> steps{{"POST", "{}", 0},
                                               {"POST", goods.line(0), 0},
                                               {"PUT", Address, 0},
                                               {"PUT", goods.option, 0},
                                               {"POST", Checkout, 0}};
        const double floor = url.isEmpty() ? 1'500 : 150;
        rate = compare(results, options, server, reference, {name, buyers, steps, Shoppers, floor});
    }
    if (const QString name = u"checkout"_s % ending; options.wants(name)) {
        Carts carts;
        Comparison comparison{name,
                              [&carts](int) { return std::make_unique<CheckoutVisitor>(carts); },
                              {{"POST", Checkout, 0}},
                              Shoppers,
                              url.isEmpty() ? 5'000 : 500};
        comparison.untilDone = true;
        comparison.prepare = [&] {
            // About as many as are ordered in a round; the path's rate says how many that can be.
            const auto most = size_t(std::max(200.0, rate * 2 * options.seconds));
            return prepareCarts(server, errand, turn, carts, most);
        };
        compare(results, options, server, reference, comparison);
    }
}
}

Visitors buyers(BenchShop &shop)
{
    const auto errand = std::make_shared<const Errand>(errandOf(goodsOf(shop)));
    const auto turn = std::make_shared<long long>(0);
    return [errand, turn](int) { return std::make_unique<Shopper>(*errand, turn); };
}

void measureOrders(Results &results, const Options &options, Shops &shops)
{
    if (options.wants(u"order"_s) || options.wants(u"checkout"_s))
        measureStore(results, options, {}, {});
    if (options.wants(u"checkout, million"_s))
        measureMillion(results, options, shops);
    if (options.wants(u"order-postgresql"_s) || options.wants(u"checkout-postgresql"_s)) {
        test::PgServer server(test::PgServer::Disk::Durable);
        measureStore(results, options, server.freshUrl(), u"-postgresql"_s);
    }
}

}
