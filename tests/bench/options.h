#pragma once
// What a run of the benchmarks was asked for on the command line.
#include <QStringList>

namespace backroom::bench {

struct Options
{
    QStringList names; // parts of benchmarks' names; empty: all
    double seconds = 2; // that one round measures
    int rounds = 3; // of which the median counts
    bool quick = false; // less of everything, to see that it works
    bool json = false;

    bool wants(const QString &name) const;
    qint64 reportOrders() const { return quick ? 50'000 : 1'000'000; }
    int importLines() const { return quick ? 20'000 : 200'000; }
    int products() const { return quick ? 1'000 : 10'000; }
    // Of the large shop.
    int manyProducts() const { return quick ? 20'000 : 1'000'000; }
    qint64 manyOrders() const { return quick ? 20'000 : 1'000'000; }
};

// Ends the program for --help and for what it does not know.
Options parseOptions(const QStringList &arguments);

}
