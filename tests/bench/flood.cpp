#include "tests/bench/shop.h"
#include "tests/bench/suites.h"

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
// Signs in with a wrong password, for one address after the other, until the flood is over.
class GuessVisitor final : public Visitor {
public:
    GuessVisitor(int number, const std::atomic<bool> &over) : m_number(number), m_over(over) {}
    std::string_view next() override
    {
        if (m_over)
            return {};
        m_request = request("POST", "/api/v1/auth/login",
                            R"({"email":"guess)" + std::to_string(m_number) + '-' + std::to_string(m_turn++)
                                + R"(@example.com","password":"none of the right ones"})");
        return m_request;
    }
    Verdict answered(int, std::string_view) override { return Verdict::Done; } // 401, or 429, or 503

private:
    const int m_number;
    const std::atomic<bool> &m_over;
    int m_turn = 0;
    std::string m_request;
};
}

void measureFlood(Results &results, const Options &options)
{
    const QString name = u"order in a flood of sign-ins"_s;
    if (!options.wants(name))
        return;
    BenchShop shop;
    shop.fillCatalogue(1000);
    const Program server(backroomd(), shop.serveArguments(0));
    const Visitors visitors = buyers(shop);
    Load load;
    load.connections = 64;
    load.seconds = options.seconds;
    QList<double> alone, flooded, p50, p99;
    ResultLine line{.name = name, .unit = u"/s"_s, .what = u"the same, without the flood"_s};
    for (int round = 0; round < options.rounds && line.failure.isEmpty(); ++round) {
        const auto measure = [&] {
            const Outcome outcome = run(load, server.port(), visitors);
            line.failure += QString::fromStdString(outcome.failure).left(300);
            return outcome;
        };
        alone << measure().perSecond();
        std::atomic<bool> over = false;
        std::thread flood([&] {
            (void)run({32, 0, 0}, server.port(),
                      [&over](int number) { return std::make_unique<GuessVisitor>(number, over); });
        });
        const Outcome outcome = measure();
        over = true;
        flood.join();
        flooded << outcome.perSecond();
        p50 << outcome.p50;
        p99 << outcome.p99;
    }
    line.value = median(flooded);
    line.reference = median(alone);
    line.p50 = median(p50);
    line.p99 = median(p99);
    results.add(line);
}

}
