#include "tests/bench/crowd.h"
#include "tests/bench/shop.h"
#include "tests/bench/suites.h"

#include <thread>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
// The same requests again and again; with `left`, until all visitors have made so many.
class Asker final : public Visitor {
public:
    Asker(const std::vector<std::string> &requests, size_t first, const std::shared_ptr<long long> &left)
        : m_requests(requests), m_turn(first), m_left(left)
    {}
    std::string_view next() override
    {
        if (m_left && (*m_left)-- <= 0)
            return {};
        return m_requests[m_turn++ % m_requests.size()];
    }
    Verdict answered(int status, std::string_view) override { return status < 500 ? Verdict::Done : Verdict::Failed; }

private:
    const std::vector<std::string> &m_requests;
    size_t m_turn;
    const std::shared_ptr<long long> m_left;
};

Visitors asking(const std::vector<std::string> &requests, const std::shared_ptr<long long> &left = {})
{
    return
        [&requests, left](int connection) { return std::make_unique<Asker>(requests, size_t(connection) * 7, left); };
}

// The list's slowest hundredth beside 5,000 idle and 500 slow connections, and without them, in turns.
void measureCrowd(Results &results, const Options &options, const BenchShop &shop)
{
    const Program server(backroomd(), shop.serveArguments(0));
    const std::vector<std::string> requests{request("GET", "/api/v1/products")};
    Load load;
    load.seconds = options.seconds;
    const int idle = options.quick ? 1000 : 5000;
    const int slow = options.quick ? 100 : 500;
    QList<double> alone, crowded;
    ResultLine line{.name = u"list in a crowd, p99"_s, .unit = u"ms"_s, .what = u"the same, undisturbed"_s};
    for (int round = 0; round < options.rounds && line.failure.isEmpty(); ++round) {
        const auto measure = [&](QList<double> &into) {
            const Outcome outcome = run(load, server.port(), asking(requests));
            into << outcome.p99;
            line.failure += QString::fromStdString(outcome.failure);
        };
        measure(alone);
        const Crowd crowd(server.port(), idle, slow);
        if (crowd.missing() > 0)
            line.failure = u"%1 could not connect"_s.arg(crowd.missing());
        measure(crowded);
    }
    line.value = median(crowded);
    line.reference = median(alone);
    line.lessIsBetter = true;
    line.ratioFloor = 2;
    results.add(line);
}

void measureIdleMemory(Results &results, const Options &options, const BenchShop &shop)
{
    const Program server(backroomd(), shop.serveArguments(0));
    const int idle = options.quick ? 2000 : 10'000;
    const double before = server.megabytes();
    const Crowd crowd(server.port(), idle, 0);
    // The last ones are dealt to their workers once a later one is answered.
    const std::vector<std::string> requests{request("GET", "/api/v1/health")};
    const Outcome outcome = run({4, 0, 0}, server.port(), asking(requests, std::make_shared<long long>(100)));
    results.add({.name = u"memory, %L1 idle connections"_s.arg(idle),
                 .value = server.megabytes(),
                 .unit = u"MB"_s,
                 .reference = before,
                 .what = u"the same server before"_s,
                 .failure = crowd.missing() > 0 ? u"%1 could not connect"_s.arg(crowd.missing())
                                                : QString::fromStdString(outcome.failure),
                 .floor = 140,
                 .lessIsBetter = true});
}

// What a million requests leave behind, against a hundred thousand: lists, products, searches, what does not exist.
void measureGrowth(Results &results, const Options &options, const BenchShop &shop)
{
    const Program server(backroomd(), shop.serveArguments(0));
    std::vector<std::string> requests;
    for (int i = 0; i < 2000; ++i) {
        requests.push_back(request("GET", "/api/v1/products"));
        requests.push_back(request("GET", "/api/v1/products?limit=5&min_price=" + std::to_string(i % 200)));
        requests.push_back(request("GET", "/api/v1/products/" + shop.slugs()[i % 500].toStdString()));
        requests.push_back(request("GET", "/api/v1/nowhere/" + std::to_string(i)));
        requests.push_back(request("GET", "/api/v1/health"));
    }
    const long long some = options.quick ? 10'000 : 100'000;
    QString failure;
    const auto ask = [&](long long count) {
        const Outcome outcome = run({32, 0, 0}, server.port(), asking(requests, std::make_shared<long long>(count)));
        failure += QString::fromStdString(outcome.failure).left(300);
        // The access log writes once a second: its buffers are part of what the server needs, however fast it was asked.
        std::this_thread::sleep_for(std::chrono::milliseconds(2500));
        return server.megabytes();
    };
    const double before = ask(some);
    results.add({.name = u"memory, %L1 requests"_s.arg(some * 10),
                 .value = ask(some * 9),
                 .unit = u"MB"_s,
                 .reference = before,
                 .what = u"a tenth of them"_s,
                 .failure = failure,
                 .lessIsBetter = true,
                 .ratioFloor = 1.05});
}
}

void measureCrowds(Results &results, const Options &options, Shops &shops)
{
    const bool crowd = options.wants(u"list in a crowd"_s);
    const bool idle = options.wants(u"memory, idle connections"_s);
    const bool growth = options.wants(u"memory, requests"_s);
    if (!crowd && !idle && !growth)
        return;
    raiseDescriptorLimit();
    const BenchShop &shop = shops.usual();
    if (crowd)
        measureCrowd(results, options, shop);
    if (idle)
        measureIdleMemory(results, options, shop);
    if (growth)
        measureGrowth(results, options, shop);
}

}
