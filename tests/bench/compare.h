#pragma once
// A server and its reference measured in turns, so that a noisy neighbour hits both.
#include "tests/bench/program.h"
#include "tests/bench/reference.h"
#include "tests/bench/results.h"

namespace backroom::bench {

struct Comparison
{
    QString name;
    Visitors visitors;
    std::vector<ReferenceStep> steps; // their replies as large as the subject's are on average
    int connections = 32;
    std::optional<double> floor = {};
    std::optional<double> ratioFloor = {}; // of the rate to the reference's
    // Instead of `steps`, where the reference is not the bare Qt HTTP Server; and what it is.
    Visitors referenceVisitors = {};
    QString referenceIs = {};
    // Called before each round, for what a round uses up; says why it cannot.
    std::function<QString()> prepare = {};
    // The round lasts until the visitors have nothing left, and referenceVisitors likewise.
    bool untilDone = false;
};

// The rate that was found. Where requests fail there is none: the line says why, and it is 0.
double compare(Results &results, const Options &options, const Program &subject, const Program &reference,
               const Comparison &comparison);

}
