#include "app/base/cursor.h"
#include "tests/bench/nginx.h"
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

const std::string All = "/api/v1/products";

constexpr std::array Sorts{"name", "price", "-price", "-created"};

std::string pageBehind(BenchShop &shop, size_t sort, int product)
{
    const QByteArray value = sort == 0 ? titleOf(product).toLower()
                                       : QByteArray::number(sort == 3 ? shop.madeAt(product) : priceOf(product));
    const QByteArray after = encodeCursor({QByteArray("products:") + Sorts[sort], value, shop.productIds()[product]},
                                          shop.database().secrets().cursorKey);
    return All + "?sort=" + Sorts[sort] + "&after=" + after.toStdString();
}

// Of the first hundred pages in four orders, each of which may begin at any product: what people browse through.
Paths frontPages(BenchShop &shop)
{
    constexpr int Products = 2000;
    QList<QList<int>> first;
    for (const char *sort : Sorts)
        first << shop.first(sort, Products);
    return [&shop, first](long long turn) {
        const auto sort = size_t(turn) % Sorts.size();
        const QList<int> &list = first[qsizetype(sort)];
        return pageBehind(shop, sort, list[turn / qint64(Sorts.size()) * 7919 % list.size()]);
    };
}

// Any page of the whole catalogue in the same orders: what goes through all of it.
Paths anyPage(BenchShop &shop)
{
    return [&shop](long long turn) {
        return pageBehind(shop, size_t(turn) % Sorts.size(),
                          int(turn / qint64(Sorts.size()) * 7919 % shop.productIds().size()));
    };
}

// By name or newest first, what costs from so much to so much: between a fifteenth and two thirds of all.
std::string priced(long long turn)
{
    const long long least = 500 + turn * 37 % 5'000;
    return All + (turn % 2 ? "?sort=-created" : "?sort=name") + "&in_stock=true&min_price=" + std::to_string(least)
        + "&max_price=" + std::to_string(least + 1'000 + turn * 101 % 9'000);
}

// By slug and by id in turn, more of them than are kept.
Paths productsOf(const BenchShop &shop)
{
    return [&shop](long long turn) {
        const qsizetype product = turn / 2 * 7919 % shop.slugs().size();
        return All + '/'
            + (turn % 2 ? shop.slugs()[product].toStdString() : std::to_string(shop.productIds()[product]));
    };
}

// Two words, a page that both shops can fill, spaces around them ever otherwise, so that no answer is kept.
std::string searched(long long turn)
{
    constexpr auto pairs = qint64(Adjectives.size()) * qint64(Nouns.size());
    const auto spaces = [](long long count) { return std::string(size_t(count), '+'); };
    return All + "?limit=8&q=" + spaces(turn / pairs % 50) + words(turn) + spaces(turn / pairs / 50 % 50);
}

// The same within prices that leave nothing out.
std::string searchedWithin(long long turn)
{
    return All + "?q=" + words(turn) + "&min_price=" + std::to_string(turn % 400)
        + "&max_price=" + std::to_string(20'000 + turn / 400);
}

// What is asked ever anew, of a shop of any size.
struct Anew
{
    QString name;
    std::function<Paths(BenchShop &)> paths;
};
const std::array Uncached{Anew{u"list"_s, frontPages},
                          Anew{u"list, any page"_s, anyPage},
                          Anew{u"list, filtered"_s, [](BenchShop &) { return priced; }},
                          Anew{u"product"_s, productsOf},
                          Anew{u"search"_s, [](BenchShop &) { return searched; }},
                          Anew{u"search, priced"_s, [](BenchShop &) { return searchedWithin; }}};

QString uncached(const Anew &anew) { return anew.name % ", uncached"_L1; }
QString million(const Anew &anew) { return anew.name % ", million"_L1; }

bool wantsAny(const Options &options, QString (*name)(const Anew &))
{
    return std::any_of(Uncached.begin(), Uncached.end(), [&](const Anew &anew) { return options.wants(name(anew)); });
}

void measureUsual(Results &results, const Options &options, Shops &shops)
{
    const QStringList kept{u"health"_s, u"shop"_s, u"list"_s, u"list, against Qt alone"_s, u"product"_s, u"search"_s};
    if (std::none_of(kept.begin(), kept.end(), [&options](const QString &name) { return options.wants(name); })
        && !wantsAny(options, uncached))
        return;
    BenchShop &shop = shops.usual();
    const Program server(backroomd(), shop.serveArguments(1));
    const Program reference(self(), {u"--reference"_s});
    const auto measure = [&](const QString &name, const Visitors &visitors, std::optional<double> floor = {}) {
        if (options.wants(name))
            compare(results, options, server, reference, {name, visitors, {{"GET", {}, 0}}, 32, floor});
    };
    // What is kept, against nginx with the very same answers in files.
    const auto measureKept = [&](const QString &name, const QByteArrayList &paths) {
        if (!options.wants(name))
            return;
        Comparison comparison{name, repeated(paths), {}};
        comparison.ratioFloor = 0.35;
        const auto nginx = Nginx::serving(server, paths);
        if (!nginx)
            return results.add({.name = name, .unit = {}, .failure = u"nginx is not installed"_s});
        comparison.referenceVisitors = repeated(nginx->paths());
        comparison.referenceIs = u"nginx, one worker, same bytes from a file"_s;
        compare(results, options, server, nginx->program(), comparison);
    };
    measure(u"health"_s, repeated({"/api/v1/health"}));
    measure(u"shop"_s, repeated({"/api/v1/shop"}));
    const QByteArrayList lists{"/api/v1/products", "/api/v1/products?sort=-price", "/api/v1/products?sort=-created"};
    measureKept(u"list"_s, lists);
    measure(u"list, against Qt alone"_s, repeated(lists));
    QByteArrayList some;
    for (const QByteArray &slug : shop.slugs().first(200))
        some << "/api/v1/products/" + slug;
    measureKept(u"product"_s, some);
    QByteArrayList searches;
    for (int i = 0; i < 32; ++i)
        searches << QByteArray::fromStdString(All + "?q=" + words(i * 33));
    measure(u"search"_s, repeated(searches));
    for (const Anew &anew : Uncached)
        measure(uncached(anew), everNew(anew.paths(shop)),
                anew.name == "list"_L1 ? std::optional(10'000.0) : std::nullopt);
}

// The same questions to the large shop, beside the usual one.
void measureLarge(Results &results, const Options &options, Shops &shops)
{
    if (!wantsAny(options, million))
        return;
    const Program server(backroomd(), shops.large().serveArguments(1));
    const Program reference(backroomd(), shops.usual().serveArguments(1));
    for (const Anew &anew : Uncached) {
        if (!options.wants(million(anew)))
            continue;
        Comparison comparison{million(anew), everNew(anew.paths(shops.large())), {}, 32};
        comparison.referenceVisitors = everNew(anew.paths(shops.usual()));
        comparison.referenceIs = u"the same of %L1 products"_s.arg(options.products());
        compare(results, options, server, reference, comparison);
    }
}
}

void measureReads(Results &results, const Options &options, Shops &shops)
{
    measureUsual(results, options, shops);
    measureLarge(results, options, shops);
}

}
