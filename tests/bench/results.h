#pragma once
// What was measured, and how it is shown: a table for people or one JSON object.
#include "tests/bench/options.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace backroom::bench {

struct ResultLine
{
    QString name;
    double value = 0;
    QString unit; // "/s", "ms", "MB", "s"
    std::optional<double> p50 = {}; // milliseconds
    std::optional<double> p99 = {};
    std::optional<double> cpu = {}; // microseconds of the server's processor time for one
    std::optional<double> referenceCpu = {};
    double reference = 0; // in the same unit
    QString what = {}; // what the reference is
    QString failure = {}; // why there is no figure
    std::optional<double> floor = {}; // what must be reached, in the unit
    bool lessIsBetter = false;
    std::optional<double> ratioFloor = {}; // what the ratio to the reference must reach

    double ratio() const { return reference > 0 ? value / reference : 0; }
    bool holds() const { return failure.isEmpty() && reaches(value, floor) && reaches(ratio(), ratioFloor); }

private:
    bool reaches(double what, std::optional<double> least) const
    {
        return !least || (lessIsBetter ? what <= *least : what >= *least);
    }
};

class Results {
public:
    explicit Results(const Options &options) : m_options(options) {}
    // Shown at once, unless JSON is wanted.
    void add(const ResultLine &line);
    // The head of the table: date, commit, machine.
    void begin();
    // The JSON, or what did not hold. False then.
    bool end() const;

private:
    const Options &m_options;
    QList<ResultLine> m_lines;
};

double median(QList<double> values);

}
