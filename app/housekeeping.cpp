#include "app/housekeeping.h"

#include "app/backroom.h"
#include "app/log/threadname.h"
#include "app/orders/carts.h"
#include "app/products/imagestore.h"
#include "app/products/productsearch.h"
#include "app/reports/requeststats.h"
#include "app/users/sessions.h"

#include <array>
#include <future>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr auto Interval = std::chrono::hours(1);
constexpr int AtOnce = 1'000; // rows a transaction: orders wait for it
constexpr Millis RepliesKeptFor = 2LL * 24 * 3600 * 1000;

// Each is a transaction of its own, run again while it says that there is more.
struct Chore
{
    const char *name;
    Result<bool> (*work)(Transaction &);
};

constexpr std::array<Chore, 5> Chores = {{
    {"sessions that are over",
     [](Transaction &transaction) -> Result<bool> {
         sessions::prune(transaction);
         return false;
     }},
    {"carts that expired",
     [](Transaction &transaction) -> Result<bool> {
         const auto removed = carts::removeExpired(transaction, AtOnce);
         if (!removed)
             return fail(removed.error());
         return *removed == AtOnce;
     }},
    {"answers kept for repeats",
     [](Transaction &transaction) -> Result<bool> {
         return transaction.exec("DELETE FROM idempotency WHERE key_hash IN (SELECT key_hash FROM idempotency "
                                 "WHERE created_at <= ? ORDER BY created_at LIMIT ?)",
                                 transaction.now() - RepliesKeptFor, AtOnce)
             == AtOnce;
     }},
    {"statistics past their time",
     [](Transaction &transaction) -> Result<bool> {
         requeststats::cleanUp(transaction);
         return false;
     }},
    {"the pieces of the search index",
     [](Transaction &transaction) -> Result<bool> { return products::joinIndexPieces(transaction); }},
}};

Result<> putAway(Database &database, const Chore &chore)
{
    for (;;) {
        std::promise<Result<>> promise;
        bool more = false;
        database.write(
            Actor::system(u"housekeeping"_s),
            [&chore, &more](Transaction &transaction) -> Result<> {
                const auto result = chore.work(transaction);
                more = result.value_or(false);
                return result ? Result<>() : fail(result.error());
            },
            [&promise](const Result<> &result) { promise.set_value(result); }, Durability::Relaxed);
        Result<> done = promise.get_future().get();
        if (!done || !more)
            return done;
    }
}
}

Housekeeping::Housekeeping(Backroom &shop) : m_shop(shop), m_thread([this] { run(); }) {}

Housekeeping::~Housekeeping()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

Result<> Housekeeping::tidy(Backroom &shop)
{
    Result<> first;
    const auto note = [&first](const char *what, const Result<> &result) {
        if (result)
            return;
        qWarning("%s could not be put away: %s", what, qPrintable(result.error().message));
        if (first)
            first = result;
    };
    for (const Chore &chore : Chores)
        note(chore.name, putAway(shop.database(), chore));
    const auto images = ImageStore::sweep(shop.database());
    note("images nobody refers to", images ? Result<>() : fail(images.error()));
    return first;
}

void Housekeeping::run()
{
    nameThread("housekeeping");
    do {
        (void)tidy(m_shop);
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, Interval, [this] { return m_stop; }))
            return;
    } while (true);
}

}
