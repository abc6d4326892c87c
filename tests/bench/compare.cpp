#include "tests/bench/compare.h"

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
struct Side
{
    QList<double> rates, p50, p99, cpu;
    QString failure;

    // The outcome's bytes a reply.
    double measure(const Load &load, const Program &program, const Visitors &visitors)
    {
        const double before = program.cpuSeconds();
        const Outcome outcome = run(load, program.port(), visitors);
        if (outcome.failures > 0)
            failure = u"%1 of %2 requests, the first with: %3"_s.arg(outcome.failures)
                          .arg(outcome.requests)
                          .arg(QString::fromStdString(outcome.failure).left(300));
        else if (outcome.done == 0)
            failure = u"nothing was done in time"_s;
        else {
            rates << outcome.perSecond();
            p50 << outcome.p50;
            p99 << outcome.p99;
            // The warm-up is in the processor's time, but not in what was done.
            const double counted = outcome.seconds / (outcome.seconds + load.warmUp);
            cpu << (program.cpuSeconds() - before) * counted / double(outcome.done) * 1e6;
        }
        return outcome.bytesPerReply();
    }
};
}

double compare(Results &results, const Options &options, const Program &subject, const Program &reference,
               const Comparison &comparison)
{
    Load load;
    load.connections = comparison.connections;
    load.seconds = options.seconds;
    load.warmUp = std::min(0.3, options.seconds / 4);
    Load subjectLoad = load;
    if (comparison.untilDone)
        subjectLoad.warmUp = subjectLoad.seconds = 0;

    ResultLine line;
    line.name = comparison.name;
    line.unit = u"/s"_s;
    Side own, other;
    for (int round = 0; round < options.rounds && line.failure.isEmpty(); ++round) {
        if (comparison.prepare)
            line.failure = comparison.prepare();
        if (!line.failure.isEmpty())
            break;
        const double bytes = own.measure(subjectLoad, subject, comparison.visitors);
        std::vector<ReferenceStep> steps = comparison.steps;
        for (ReferenceStep &step : steps)
            step.replySize = int(bytes);
        other.measure(comparison.referenceVisitors ? subjectLoad : load, reference,
                      comparison.referenceVisitors ? comparison.referenceVisitors : referenceVisitors(steps));
        line.failure = own.failure + other.failure;
    }
    line.value = median(own.rates);
    line.p50 = median(own.p50);
    line.p99 = median(own.p99);
    line.cpu = median(own.cpu);
    line.reference = median(other.rates);
    line.referenceCpu = median(other.cpu);
    line.what = comparison.referenceIs.isEmpty() ? u"Qt HTTP Server, bare, same bytes"_s : comparison.referenceIs;
    line.floor = comparison.floor;
    line.ratioFloor = comparison.ratioFloor;
    results.add(line);
    return line.value;
}

}
