#include "tests/bench/shop.h"
#include "tests/bench/suites.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
class OnceVisitor final : public Visitor {
public:
    OnceVisitor(const std::string &path, int times) : m_request(request("GET", path)), m_left(times) {}
    std::string_view next() override { return m_left-- > 0 ? std::string_view(m_request) : std::string_view(); }
    Verdict answered(int status, std::string_view) override { return status == 200 ? Verdict::Done : Verdict::Failed; }

private:
    std::string m_request;
    int m_left;
};

// Why it failed, or nothing.
QString ask(const Program &program, const std::string &path, int connections = 1, int times = 1)
{
    const Outcome outcome =
        run({connections, 0, 0}, program.port(), [&](int) { return std::make_unique<OnceVisitor>(path, times); });
    return QString::fromStdString(outcome.failure).left(300);
}

// Milliseconds from the program's start to its first answer.
double startMillis(const QString &file, const QStringList &arguments, const std::string &path)
{
    QElapsedTimer timer;
    timer.start();
    const Program program(file, arguments);
    if (const QString failure = ask(program, path); !failure.isEmpty())
        qFatal("no first answer: %s", qPrintable(failure));
    return double(timer.nsecsElapsed()) / 1e6;
}

void measureStart(Results &results, const Options &options, const BenchShop &shop)
{
    QList<double> times, references;
    for (int round = 0; round < (options.quick ? 2 : 7); ++round) {
        times << startMillis(backroomd(), shop.serveArguments(0), "/api/v1/health");
        references << startMillis(self(), {u"--reference"_s}, "/bytes/100");
    }
    ResultLine line{u"start to first answer"_s, median(times), u"ms"_s};
    line.reference = median(references);
    line.what = u"Qt HTTP Server, bare"_s;
    line.floor = 300;
    line.lessIsBetter = true;
    results.add(line);
}

void measureMemory(Results &results, const Options &options, const BenchShop &shop)
{
    const Program server(backroomd(), shop.serveArguments(0));
    const Program reference(self(), {u"--reference"_s});
    ask(server, "/api/v1/health");
    ask(reference, "/bytes/100");
    ResultLine line{u"memory at rest"_s, server.megabytes(), u"MB"_s};
    line.reference = reference.megabytes();
    line.what = u"Qt HTTP Server, bare"_s;
    line.floor = 60;
    line.lessIsBetter = true;
    results.add(line);
    // 500 connections, a thousand different pages of twenty: more than are kept.
    const int times = options.quick ? 2 : 40;
    QString failure;
    for (int i = 0; i < 20 && failure.isEmpty(); ++i)
        failure = ask(server, "/api/v1/products?limit=100&min_price=" + std::to_string(i), 500, times);
    ask(reference, "/bytes/40000", 500, times);
    results.add({.name = u"memory under load"_s,
                 .value = server.mostMegabytes(),
                 .unit = u"MB"_s,
                 .reference = reference.mostMegabytes(),
                 .what = u"Qt HTTP Server, bare"_s,
                 .failure = failure,
                 .lessIsBetter = true});
}
}

void measureProcess(Results &results, const Options &options)
{
    const bool start = options.wants(u"start to first answer"_s);
    const bool memory = options.wants(u"memory"_s);
    if (!start && !memory)
        return;
    BenchShop shop;
    shop.fillCatalogue(options.products());
    if (start)
        measureStart(results, options, shop);
    if (memory)
        measureMemory(results, options, shop);
}

}
