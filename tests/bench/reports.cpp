#include "app/reports/reports.h"

#include "tests/bench/shop.h"
#include "tests/bench/suites.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
double millisOf(Database &database, const std::function<Result<>(Reader &)> &work)
{
    QElapsedTimer timer;
    timer.start();
    if (const Result<> done = database.read(work); !done)
        qFatal("report: %s", qPrintable(done.error().message));
    return double(timer.nsecsElapsed()) / 1e6;
}
}

void measureReports(Results &results, const Options &options)
{
    if (!options.wants(u"report"_s))
        return;
    BenchShop shop;
    shop.fillCatalogue(options.products());
    shop.fillOrders(options.reportOrders());
    const Actor self = Actor::system(u"Benchmark"_s);
    const int today = shopDay(SystemClock().now(), QTimeZone::utc());
    ReportQuery query;
    query.from = today - 3 * 365 - 1;
    query.to = today + 1;
    query.interval = Interval::Month;
    for (const QByteArray &name : {"sales"_ba, "products"_ba, "countries"_ba, "tax"_ba, "customers"_ba}) {
        QList<double> times, references;
        for (int round = 0; round < options.rounds; ++round) {
            times << millisOf(shop.database(), [&](Reader &reader) -> Result<> {
                const auto table = reports::run(reader, self, name, query);
                return table ? Result<>() : fail(table.error());
            });
            references << millisOf(shop.database(), [](Reader &reader) -> Result<> {
                reader.query("SELECT count(*), sum(total), sum(item_count) FROM orders").next();
                return {};
            });
        }
        results.add({.name = u"report %1, %L2 orders"_s.arg(QString::fromLatin1(name)).arg(options.reportOrders()),
                     .value = median(times),
                     .unit = u"ms"_s,
                     .reference = median(references),
                     .what = u"the sum over all orders"_s,
                     .lessIsBetter = true});
    }
}

}
