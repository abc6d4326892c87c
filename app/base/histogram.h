#pragma once
// How values are spread, in buckets that grow with them: sixteen to each doubling, as HdrHistogram lays them out, so that
// any percentile is right to within 1/32 in a fixed 3.6 KB. Values are whole numbers from 0; past 2^31 they count as
// the largest. Standard C++ only, so that ThreadSanitizer can judge it.
#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace backroom {

namespace buckets {
inline constexpr int SubBits = 4;
inline constexpr int LargestBit = 30;
inline constexpr size_t PerDoubling = size_t(1) << SubBits;
inline constexpr size_t Count = PerDoubling + size_t(LargestBit - SubBits + 1) * PerDoubling;

constexpr size_t of(int64_t value)
{
    if (value < int64_t(PerDoubling))
        return value < 0 ? 0 : size_t(value);
    const int bit = int(std::bit_width(uint64_t(value))) - 1;
    if (bit > LargestBit)
        return Count - 1;
    const int shift = bit - SubBits;
    return size_t(shift + 1) * PerDoubling + (size_t(value >> shift) & (PerDoubling - 1));
}

// The least value of a bucket; of the one past the last, the first value that is too large.
constexpr int64_t least(size_t bucket)
{
    if (bucket < 2 * PerDoubling)
        return int64_t(bucket);
    const size_t shift = bucket / PerDoubling - 1;
    return int64_t(PerDoubling + bucket % PerDoubling) << shift;
}

// What a value in this bucket is taken for.
constexpr int64_t middle(size_t bucket) { return (least(bucket) + least(bucket + 1) - 1) / 2; }
}

// Counts that stand still: of one thread, or taken from a Histogram.
struct Spread
{
    std::array<uint64_t, buckets::Count> counts{};
    int64_t sum = 0;

    void add(int64_t value, uint64_t times = 1)
    {
        counts[buckets::of(value)] += times;
        sum += value * int64_t(times);
    }
    void add(const Spread &other)
    {
        for (size_t i = 0; i < counts.size(); ++i)
            counts[i] += other.counts[i];
        sum += other.sum;
    }
    // What came since `earlier` was taken from the same histogram.
    Spread since(const Spread &earlier) const
    {
        Spread later;
        for (size_t i = 0; i < counts.size(); ++i)
            later.counts[i] = counts[i] - std::min(counts[i], earlier.counts[i]);
        later.sum = sum - earlier.sum;
        return later;
    }
    uint64_t total() const
    {
        uint64_t total = 0;
        for (const uint64_t count : counts)
            total += count;
        return total;
    }
    // The least value that at least so many in a thousand do not exceed; 0 when there is none.
    int64_t permille(uint64_t share) const
    {
        const uint64_t all = total();
        uint64_t seen = 0;
        for (size_t i = 0; i < counts.size(); ++i) {
            seen += counts[i];
            if (counts[i] > 0 && seen * 1000 >= all * share)
                return buckets::middle(i);
        }
        return 0;
    }
    int64_t largest() const
    {
        for (size_t i = counts.size(); i > 0; --i)
            if (counts[i - 1] > 0)
                return buckets::middle(i - 1);
        return 0;
    }
    // How many are less than the first value of a bucket: cumulative counts with bounds that are exact.
    uint64_t below(size_t bucket) const
    {
        uint64_t below = 0;
        for (size_t i = 0; i < bucket; ++i)
            below += counts[i];
        return below;
    }
};

// Any thread adds, without locks; whoever looks meanwhile sees some of it.
class Histogram {
public:
    void add(int64_t value)
    {
        m_counts[buckets::of(value)].fetch_add(1, std::memory_order_relaxed);
        m_sum.fetch_add(value, std::memory_order_relaxed);
    }
    void addTo(Spread &spread) const
    {
        for (size_t i = 0; i < m_counts.size(); ++i)
            spread.counts[i] += m_counts[i].load(std::memory_order_relaxed);
        spread.sum += m_sum.load(std::memory_order_relaxed);
    }
    Spread spread() const
    {
        Spread spread;
        addTo(spread);
        return spread;
    }

private:
    std::array<std::atomic<uint64_t>, buckets::Count> m_counts{};
    std::atomic<int64_t> m_sum = 0;
};

}
