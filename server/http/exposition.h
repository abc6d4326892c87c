#pragma once
// Figures as Prometheus reads them: its text format 0.0.4, family by family, each with its help and type once.
// https://prometheus.io/docs/instrumenting/exposition_formats/
#include "app/base/histogram.h"

#include <QByteArray>
#include <QList>
#include <span>
#include <utility>

namespace backroom {

using MetricLabels = QList<std::pair<QByteArray, QByteArray>>; // values are escaped when written

class Exposition {
public:
    // Begins a family; what follows belongs to it. `name` ends in _total for counters, and in its base unit.
    Exposition &counter(const char *name, const char *help) { return family(name, help, "counter"); }
    Exposition &gauge(const char *name, const char *help) { return family(name, help, "gauge"); }
    Exposition &histogram(const char *name, const char *help) { return family(name, help, "histogram"); }

    Exposition &value(qint64 value, const MetricLabels &labels = {});
    Exposition &value(double value, const MetricLabels &labels = {});
    // Of microseconds, written as seconds, with a bound at each doubling from 0.000128 to 16.8 s.
    Exposition &durations(const Spread &micros, const MetricLabels &labels = {});
    // Of counts, with a bound at each power of two up to `most`.
    Exposition &sizes(const Spread &spread, qint64 most, const MetricLabels &labels = {});

    QByteArray take() { return std::exchange(m_text, {}); }

private:
    Exposition &family(const char *name, const char *help, const char *type);
    void sample(const char *suffix, const MetricLabels &labels, const QByteArray &value);
    void spread(const Spread &spread, std::span<const int64_t> bounds, double unit, const MetricLabels &labels);

    QByteArray m_text;
    QByteArray m_family;
};

}
