#include "server/http/metrics.h"

namespace backroom {

Metrics::Metrics(const Routes &routes)
{
    for (const auto &route : routes.all()) {
        m_series.push_back(std::make_unique<Series>());
        m_series.back()->method = methodText(route->method);
        m_series.back()->path = route->path;
        m_byRoute.insert(route.get(), m_series.back().get());
    }
    m_series.push_back(std::make_unique<Series>());
    m_series.back()->method = "-";
    m_series.back()->path = "-";
}

void Metrics::count(const Route *route, int status, qint64 bytes, qint64 micros)
{
    constexpr auto relaxed = std::memory_order_relaxed;
    Series &series = route ? *m_byRoute.value(route) : *m_series.back();
    const auto bucket = size_t(std::lower_bound(Bounds.begin(), Bounds.end(), micros) - Bounds.begin());
    series.buckets[bucket].fetch_add(1, relaxed);
    series.byClass[size_t(std::clamp(status / 100, 0, 5))].fetch_add(1, relaxed);
    series.micros.fetch_add(micros, relaxed);
    series.bytes.fetch_add(bytes, relaxed);
    m_requests.fetch_add(1, relaxed);
    if (status >= 500)
        m_errors.fetch_add(1, relaxed);
}

QByteArray Metrics::text(const QByteArrayList &gauges) const
{
    QByteArray requests;
    QByteArray bytes;
    QByteArray durations;
    for (const auto &series : m_series) {
        const QByteArray labels = "method=\"" + series->method + "\",path=\"" + series->path + '"';
        qint64 count = 0;
        for (size_t i = 1; i < series->byClass.size(); ++i) {
            if (const qint64 calls = series->byClass[i]; calls > 0) {
                count += calls;
                requests += "backroom_requests_total{" + labels + ",status=\"" + QByteArray::number(int(i)) + "xx\"} "
                    + QByteArray::number(calls) + '\n';
            }
        }
        if (count == 0)
            continue;
        bytes += "backroom_reply_bytes_total{" + labels + "} " + QByteArray::number(series->bytes) + '\n';
        qint64 sum = 0;
        for (size_t i = 0; i < Bounds.size(); ++i) {
            sum += series->buckets[i];
            durations += "backroom_request_duration_seconds_bucket{" + labels + ",le=\""
                + QByteArray::number(double(Bounds[i]) / 1e6) + "\"} " + QByteArray::number(sum) + '\n';
        }
        sum += series->buckets.back();
        durations +=
            "backroom_request_duration_seconds_bucket{" + labels + ",le=\"+Inf\"} " + QByteArray::number(sum) + '\n';
        durations += "backroom_request_duration_seconds_sum{" + labels + "} "
            + QByteArray::number(double(series->micros) / 1e6, 'f', 6) + '\n';
        durations += "backroom_request_duration_seconds_count{" + labels + "} " + QByteArray::number(sum) + '\n';
    }
    QByteArray text =
        "# HELP backroom_requests_total Requests answered, by route and class of status.\n# TYPE backroom_requests_total counter\n";
    text += requests;
    text += "# HELP backroom_reply_bytes_total Bytes of reply bodies.\n# TYPE backroom_reply_bytes_total counter\n";
    text += bytes;
    text +=
        "# HELP backroom_request_duration_seconds Time from a whole request to its reply.\n# TYPE backroom_request_duration_seconds histogram\n";
    text += durations;
    text +=
        "# HELP backroom_kept_answers_total Requests answered from kept bytes.\n# TYPE backroom_kept_answers_total counter\n";
    text += "backroom_kept_answers_total " + QByteArray::number(m_kept) + '\n';
    for (const QByteArray &gauge : gauges) {
        const QByteArray name = gauge.left(gauge.indexOf(' '));
        text += "# TYPE " + name + " gauge\n" + gauge + '\n';
    }
    return text;
}

}
