// The benchmarks: what the shop does a second, how long it takes and how much it needs, beside references measured in
// the same minutes. `./dev bench` runs them; RESULTS.md keeps what was found.
#include "tests/bench/suites.h"

#include <QCoreApplication>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace backroom::bench;

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--reference"_L1)
        return serveReference();
    const Options options = parseOptions(arguments);
    Results results(options);
    results.begin();
    Shops shops(options);
    measureProcess(results, options);
    measureReads(results, options, shops);
    measureCrowds(results, options, shops);
    measureOrders(results, options, shops);
    measureFlood(results, options);
    measureImport(results, options);
    measureBackups(results, options);
    measureReports(results, options);
    return results.end() ? 0 : 1;
}
