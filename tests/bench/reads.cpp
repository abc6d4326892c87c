#include "tests/bench/shop.h"
#include "tests/bench/suites.h"
#include "tests/bench/words.h"

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
// Asks for one path after the other, each made when its turn comes; all connections take turns.
using Paths = std::function<std::string(long long turn)>;

class ReadVisitor final : public Visitor {
public:
    ReadVisitor(const Paths &paths, const std::shared_ptr<long long> &turn) : m_paths(paths), m_turn(turn) {}
    std::string_view next() override
    {
        m_request = request("GET", m_paths((*m_turn)++));
        return m_request;
    }
    Verdict answered(int status, std::string_view) override { return status == 200 ? Verdict::Done : Verdict::Failed; }

private:
    const Paths &m_paths;
    std::shared_ptr<long long> m_turn;
    std::string m_request;
};

// The same few paths again and again, put together once.
class RepeatVisitor final : public Visitor {
public:
    RepeatVisitor(const std::vector<std::string> &requests, size_t first) : m_requests(requests), m_turn(first) {}
    std::string_view next() override { return m_requests[m_turn++ % m_requests.size()]; }
    Verdict answered(int status, std::string_view) override { return status == 200 ? Verdict::Done : Verdict::Failed; }

private:
    const std::vector<std::string> &m_requests;
    size_t m_turn;
};

Visitors repeated(const QByteArrayList &paths)
{
    auto requests = std::make_shared<std::vector<std::string>>();
    for (const QByteArray &path : paths)
        requests->push_back(request("GET", path.toStdString()));
    return [requests](int connection) { return std::make_unique<RepeatVisitor>(*requests, size_t(connection) * 7); };
}

Visitors everNew(const Paths &paths)
{
    auto turn = std::make_shared<long long>(0);
    return [paths, turn](int) { return std::make_unique<ReadVisitor>(paths, turn); };
}

// The first letters of an adjective and of a noun.
std::string words(long long turn)
{
    const std::string_view adjective = Adjectives[size_t(turn) % Adjectives.size()];
    const std::string_view noun = Nouns[size_t(turn) / Adjectives.size() % Nouns.size()];
    return std::string(adjective.substr(0, 3)).append("+").append(noun.substr(0, 4));
}
}

void measureReads(Results &results, const Options &options)
{
    const QStringList names{u"health"_s,  u"shop"_s,
                            u"list"_s,    u"list, uncached"_s,
                            u"product"_s, u"product, uncached"_s,
                            u"search"_s,  u"search, uncached"_s};
    if (std::none_of(names.begin(), names.end(), [&options](const QString &name) { return options.wants(name); }))
        return;
    BenchShop shop;
    shop.fillCatalogue(options.products());
    const Program server(backroomd(), shop.serveArguments(1));
    const Program reference(self(), {u"--reference"_s});
    const auto measure = [&](const QString &name, const Visitors &visitors, std::optional<double> floor = {}) {
        if (options.wants(name))
            compare(results, options, server, reference, {name, visitors, {{"GET", {}, 0}}, 32, floor});
    };
    const std::string all = "/api/v1/products";
    // No query of these leaves out a product: the pages are alike, only their addresses are new.
    const auto everything = [](long long turn) {
        return "min_price=" + std::to_string(turn % 400) + "&max_price=" + std::to_string(20'000 + turn / 400);
    };
    measure(u"health"_s, repeated({"/api/v1/health"}));
    measure(u"shop"_s, repeated({"/api/v1/shop"}));
    measure(u"list"_s, repeated({"/api/v1/products", "/api/v1/products?sort=-price", "/api/v1/products?sort=-created"}),
            10'000);
    measure(u"list, uncached"_s, everNew([=](long long turn) { return all + '?' + everything(turn); }));
    QByteArrayList some;
    for (const QByteArray &slug : shop.slugs().first(200))
        some << "/api/v1/products/" + slug;
    measure(u"product"_s, repeated(some), 10'000);
    // By slug and by id in turn, more of them than are kept.
    const auto one = [&shop, all](long long turn) {
        const qsizetype product = turn / 2 % shop.slugs().size();
        return all + '/'
            + (turn % 2 ? shop.slugs()[product].toStdString() : std::to_string(shop.productIds()[product]));
    };
    measure(u"product, uncached"_s, everNew(one));
    QByteArrayList searches;
    for (int i = 0; i < 32; ++i)
        searches << QByteArray::fromStdString(all + "?q=" + words(i * 33));
    measure(u"search"_s, repeated(searches));
    measure(u"search, uncached"_s,
            everNew([=](long long turn) { return all + "?q=" + words(turn) + '&' + everything(turn); }));
}

}
