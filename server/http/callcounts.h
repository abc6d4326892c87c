#pragma once
// Counts calls endpoint by endpoint: a few relaxed additions a call, in shards, so that workers do not pull each other's
// cache lines. A place is made when an endpoint is first called in its shard. Standard C++ only, so that
// ThreadSanitizer can judge it.
#include "app/base/histogram.h"

#include <memory>
#include <vector>

namespace backroom {

// What one endpoint was asked, and what came of it.
struct EndpointCounts
{
    std::array<uint64_t, 6> byClass{}; // of status: 1xx … 5xx
    int64_t bytes = 0; // of reply bodies
    Spread micros;

    uint64_t calls() const
    {
        uint64_t calls = 0;
        for (const uint64_t count : byClass)
            calls += count;
        return calls;
    }
    uint64_t refused() const { return byClass[4]; } // the caller's fault
    uint64_t errors() const { return byClass[5]; } // ours
    void add(const EndpointCounts &other)
    {
        for (size_t i = 0; i < byClass.size(); ++i)
            byClass[i] += other.byClass[i];
        bytes += other.bytes;
        micros.add(other.micros);
    }
};

class CallCounts {
public:
    explicit CallCounts(size_t endpoints) : m_endpoints(endpoints)
    {
        for (Shard &shard : m_shards)
            shard.cells = std::vector<std::atomic<Cell *>>(endpoints);
    }
    ~CallCounts()
    {
        for (Shard &shard : m_shards)
            for (const std::atomic<Cell *> &cell : shard.cells)
                delete cell.load(std::memory_order_relaxed);
    }
    CallCounts(const CallCounts &) = delete;
    CallCounts &operator=(const CallCounts &) = delete;

    // Any thread. `endpoint` is less than what it was made with.
    void count(size_t endpoint, int status, int64_t bytes, int64_t micros)
    {
        constexpr auto relaxed = std::memory_order_relaxed;
        Shard &shard = m_shards[mine()];
        Cell &cell = cellOf(shard, endpoint);
        cell.byClass[size_t(status >= 100 && status < 600 ? status / 100 : 0)].fetch_add(1, relaxed);
        cell.bytes.fetch_add(bytes, relaxed);
        cell.micros.add(micros);
        if (status == 429)
            shard.limited.fetch_add(1, relaxed);
    }
    // A call that count() is told of too, and that kept bytes answered.
    void countKept() { m_shards[mine()].kept.fetch_add(1, std::memory_order_relaxed); }

    EndpointCounts of(size_t endpoint) const
    {
        EndpointCounts counts;
        for (const Shard &shard : m_shards)
            if (const Cell *cell = shard.cells[endpoint].load(std::memory_order_acquire)) {
                for (size_t i = 0; i < counts.byClass.size(); ++i)
                    counts.byClass[i] += cell->byClass[i].load(std::memory_order_relaxed);
                counts.bytes += cell->bytes.load(std::memory_order_relaxed);
                cell->micros.addTo(counts.micros);
            }
        return counts;
    }
    uint64_t kept() const { return sum(&Shard::kept); }
    // Answered 429.
    uint64_t limited() const { return sum(&Shard::limited); }
    size_t endpoints() const { return m_endpoints; }

private:
    static constexpr size_t Shards = 4;
    struct Cell
    {
        std::array<std::atomic<uint64_t>, 6> byClass{};
        std::atomic<int64_t> bytes = 0;
        Histogram micros;
    };
    struct alignas(64) Shard
    {
        std::vector<std::atomic<Cell *>> cells;
        std::atomic<uint64_t> kept = 0;
        std::atomic<uint64_t> limited = 0;
    };

    // Threads take the shards in turn.
    static size_t mine()
    {
        static std::atomic<size_t> next = 0;
        thread_local const size_t shard = next.fetch_add(1, std::memory_order_relaxed) % Shards;
        return shard;
    }
    static Cell &cellOf(Shard &shard, size_t endpoint)
    {
        std::atomic<Cell *> &place = shard.cells[endpoint];
        if (Cell *cell = place.load(std::memory_order_acquire))
            return *cell;
        auto made = std::make_unique<Cell>();
        Cell *there = nullptr;
        if (place.compare_exchange_strong(there, made.get(), std::memory_order_acq_rel))
            return *made.release();
        return *there;
    }
    uint64_t sum(std::atomic<uint64_t> Shard::*count) const
    {
        uint64_t sum = 0;
        for (const Shard &shard : m_shards)
            sum += (shard.*count).load(std::memory_order_relaxed);
        return sum;
    }

    size_t m_endpoints;
    std::array<Shard, Shards> m_shards;
};

}
