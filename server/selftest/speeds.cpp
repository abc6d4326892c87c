#include "server/selftest/measures.h"

namespace backroom {

using namespace traffic;

namespace {
constexpr qsizetype MostShown = 200; // of an answer that was wrong

SelfTestSpeed speedOf(const Outcome &outcome)
{
    return {outcome.perSecond(), outcome.p99, outcome.done, outcome.failures,
            QString::fromStdString(outcome.failure).simplified().left(MostShown)};
}

Load loadFor(double seconds, const GoOn &goOn)
{
    Load load;
    load.connections = Customers;
    load.warmUp = seconds / 8;
    load.seconds = seconds;
    load.goOn = goOn;
    return load;
}

// Lists of products, page after page.
class Browser final : public Visitor {
public:
    explicit Browser(std::function<std::string()> path) : m_path(std::move(path)) {}
    std::string_view next() override
    {
        m_request = request("GET", m_path());
        return m_request;
    }
    Verdict answered(int status, std::string_view) override { return status == 200 ? Verdict::Done : Verdict::Failed; }

private:
    std::function<std::string()> m_path;
    std::string m_request;
};

// Counts a shopper's orders, those before the measuring too.
class Counted final : public Visitor {
public:
    Counted(const Errand &errand, std::shared_ptr<long long> turn, qint64 &answered)
        : m_shopper(errand, std::move(turn)), m_answered(answered)
    {}
    std::string_view next() override { return m_shopper.next(); }
    Verdict answered(int status, std::string_view body) override
    {
        const Verdict verdict = m_shopper.answered(status, body);
        if (verdict == Verdict::Done)
            ++m_answered;
        return verdict;
    }

private:
    Shopper m_shopper;
    qint64 &m_answered;
};
}

SelfTestSpeed measureKeptLists(int port, double seconds, const GoOn &goOn)
{
    return speedOf(run(loadFor(seconds, goOn), port, [](int customer) {
        return std::make_unique<Browser>([turn = customer]() mutable -> std::string {
            constexpr std::array Paths{"/api/v1/products", "/api/v1/products?sort=-price",
                                       "/api/v1/products?sort=-created"};
            return Paths[size_t(turn++) % Paths.size()];
        });
    }));
}

SelfTestSpeed measureFreshLists(int port, double seconds, const GoOn &goOn)
{
    // No price is above these: the lists are alike, only nobody asked for them before.
    const auto limit = std::make_shared<long long>(900'000'000'000);
    return speedOf(run(loadFor(seconds, goOn), port, [limit](int) {
        return std::make_unique<Browser>(
            [limit] { return "/api/v1/products?max_price=" + std::to_string((*limit)--); });
    }));
}

SelfTestSpeed measureOrders(int port, const Errand &errand, double seconds, const GoOn &goOn, qint64 &answered)
{
    const auto turn = std::make_shared<long long>(0);
    return speedOf(
        run(loadFor(seconds, goOn), port, [&](int) { return std::make_unique<Counted>(errand, turn, answered); }));
}

}
