#include "server/http/exposition.h"

namespace backroom {

namespace {
QByteArray escapedHelp(QByteArray text)
{
    text.replace('\\', "\\\\");
    text.replace('\n', "\\n");
    return text;
}

QByteArray escapedLabel(QByteArray text)
{
    text = escapedHelp(text);
    text.replace('"', "\\\"");
    return text;
}

QByteArray numberText(double value) { return QByteArray::number(value, 'g', 15); }
}

Exposition &Exposition::family(const char *name, const char *help, const char *type)
{
    m_family = name;
    m_text += "# HELP " + m_family + ' ' + escapedHelp(help) + "\n# TYPE " + m_family + ' ' + type + '\n';
    return *this;
}

void Exposition::sample(const char *suffix, const MetricLabels &labels, const QByteArray &value)
{
    m_text += m_family;
    m_text += suffix;
    if (!labels.isEmpty()) {
        char before = '{';
        for (const auto &[name, text] : labels) {
            m_text += before;
            m_text += name;
            m_text += "=\"";
            m_text += escapedLabel(text);
            m_text += '"';
            before = ',';
        }
        m_text += '}';
    }
    m_text += ' ';
    m_text += value;
    m_text += '\n';
}

Exposition &Exposition::value(qint64 value, const MetricLabels &labels)
{
    sample("", labels, QByteArray::number(value));
    return *this;
}

Exposition &Exposition::value(double value, const MetricLabels &labels)
{
    sample("", labels, numberText(value));
    return *this;
}

// A bound stands between two buckets, so that what is counted below it is exact: whole numbers less than b are those
// that are at most b - 1, and a duration was cut to whole microseconds.
void Exposition::spread(const Spread &spread, std::span<const int64_t> bounds, double unit, const MetricLabels &labels)
{
    uint64_t total = 0;
    size_t at = 0;
    for (const int64_t bound : bounds) {
        const size_t bucket = buckets::of(bound);
        for (; at < bucket; ++at)
            total += spread.counts[at];
        sample("_bucket", labels + MetricLabels{{"le", numberText(double(unit == 1 ? bound - 1 : bound) * unit)}},
               QByteArray::number(qulonglong(total)));
    }
    for (; at < spread.counts.size(); ++at)
        total += spread.counts[at];
    sample("_bucket", labels + MetricLabels{{"le", "+Inf"}}, QByteArray::number(qulonglong(total)));
    sample("_sum", labels, numberText(double(spread.sum) * unit));
    sample("_count", labels, QByteArray::number(qulonglong(total)));
}

Exposition &Exposition::durations(const Spread &micros, const MetricLabels &labels)
{
    static constexpr std::array<int64_t, 18> Bounds = {1 << 7,  1 << 8,  1 << 9,  1 << 10, 1 << 11, 1 << 12,
                                                       1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17, 1 << 18,
                                                       1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 24};
    spread(micros, Bounds, 1e-6, labels);
    return *this;
}

// Bounds are inclusive: 1, 2, 4, 8, … stand as "less than 2, 3, 5, 9", all of which begin a bucket up to 32.
Exposition &Exposition::sizes(const Spread &counted, qint64 most, const MetricLabels &labels)
{
    std::vector<int64_t> bounds;
    for (qint64 bound = 1; bound <= most; bound *= 2)
        bounds.push_back(bound < int64_t(2 * buckets::PerDoubling) ? bound + 1 : bound);
    spread(counted, bounds, 1, labels);
    return *this;
}

}
