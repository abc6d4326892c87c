#pragma once
// Customers who order one piece after another, and the book of what they were told: for tests that take something away
// from the server meanwhile and look afterwards whether the shop kept its word.
#include "app/store/storeconfig.h"
#include "tests/support/apiclient.h"
#include "tests/support/smallshop.h"

#include <mutex>
#include <thread>

namespace backroom::test {

// One order that somebody tried to place; what became of it is known only when it was answered.
struct Attempt
{
    QByteArray cart;
    QByteArray key; // Idempotency-Key
    QByteArray email;
    QByteArray number; // empty: not acknowledged
    int status = 0; // 0: the connection broke
};

// Any thread.
class Ledger {
public:
    void add(const Attempt &attempt);
    QList<Attempt> all();
    int acknowledged();
    // Until that many more were acknowledged than at the call.
    void wait(int more);

private:
    std::mutex m_mutex;
    QList<Attempt> m_attempts;
    int m_acknowledged = 0;
};

// The shop that they buy in: one thing, and plenty of it.
struct Wares
{
    static constexpr qint64 Pieces = 500'000;
    VariantId variant;
    ShippingMethodId method;
};
// Makes it in a new store of that config.
Wares makeWares(const StoreConfig &config);

// What each does when a call is answered with a 5xx or the connection breaks.
enum class Trouble { Leaves, GoesOn };

// Some customers, each on a thread of its own, from construction until they leave or are told to stop.
class Buyers {
public:
    Buyers(int count, quint16 port, const Wares &wares, Ledger &ledger, const QByteArray &name,
           Trouble trouble = Trouble::Leaves);
    ~Buyers() { stop(); }
    Buyers(const Buyers &) = delete;
    Buyers &operator=(const Buyers &) = delete;
    void stop();
    // For those who leave at trouble: until all have.
    void join();
    // Answers to checkouts and what leads to them, by status.
    int answered(int status);
    // 503 and 507 answers without Retry-After.
    int unexplained() const { return m_unexplained; }

private:
    void buy(quint16 port, const Wares &wares, const QByteArray &name);
    bool placeOne(ApiClient &client, const Wares &wares, const QByteArray &email);
    Answer counted(Answer answer);

    Ledger &m_ledger;
    const Trouble m_trouble;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_unexplained = 0;
    std::mutex m_mutex;
    QHash<int, int> m_statuses;
    std::vector<std::thread> m_threads;
};

// The checkout of an attempt, once more.
Answer placeOrder(ApiClient &client, const Attempt &attempt);
QByteArray numberIn(const Answer &answer);

// What a look into the store finds wrong, in sentences. Attempts that were not answered may be there or not, once.
struct Verdict
{
    int missing = 0; // acknowledged, and not there
    QStringList faults; // these among them
};
Verdict examine(const StoreConfig &config, const QList<Attempt> &attempts, const Wares &wares);

}
