// What the shop's store holds of recorded changes while they cannot be carried out of it.
#include "app/backups/changeshipper.h"
#include "app/store/database.h"

#include <QCoreApplication>
#include <QDateTime>

namespace backroom {

namespace {
constexpr auto WeighEvery = std::chrono::seconds(30);
constexpr qint64 RowsAtOnce = 2000; // of a transaction, so that orders need not wait behind it

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

struct Held
{
    qint64 bytes = 0;
    Millis from = 0;
};

// Lengths stand in the rows' heads: no page of the changes themselves is read.
Result<Held> weigh(Database &shop)
{
    return shop.read([](Reader &reader) -> Result<Held> {
        Query row =
            reader.query("SELECT coalesce(sum(length(bytes) + length(sequences)), 0), coalesce(min(at), 0) FROM "
                         "recorded_changes");
        return row.next() ? Held{row.int64(0), row.int64(1)} : Held{};
    });
}

// The newest first: should it be interrupted, what is left still follows on what was carried.
Result<bool> dropSome(Database &shop, const QByteArray &current)
{
    return shop.writeNow(
        Actor::system(QStringLiteral("time machine")), [&current](Transaction &transaction) -> Result<bool> {
            return transaction.exec("DELETE FROM recorded_changes WHERE seq IN (SELECT seq FROM recorded_changes "
                                    "WHERE epoch <> ? ORDER BY seq DESC LIMIT ?)",
                                    current, RowsAtOnce)
                == RowsAtOnce;
        });
}

// Another history begins, and what was held of the one before goes.
Result<> beginAnother(Database &shop)
{
    const auto renewed = shop.writeNow(Actor::system(QStringLiteral("time machine")),
                                       [](Transaction &transaction) -> Result<QByteArray> {
                                           recording::renew(transaction.connection());
                                           return recording::state(transaction.connection()).epoch;
                                       });
    if (!renewed)
        return fail(renewed.error());
    for (bool more = true; more;) {
        const auto dropped = dropSome(shop, *renewed);
        if (!dropped)
            return fail(dropped.error());
        more = *dropped;
    }
    return {};
}
}

// The trouble as it is told: with what it has cost so far.
Result<> ChangeShipper::letGo(const Error &trouble)
{
    const auto now = std::chrono::steady_clock::now();
    if (now >= m_nextWeighed) {
        m_nextWeighed = now + std::min<std::chrono::steady_clock::duration>(WeighEvery, 10 * m_settings.every);
        const auto held = weigh(m_shop);
        if (held && held->bytes > m_settings.heldBytes) {
            if (const auto begun = beginAnother(m_shop); !begun)
                return fail(begun.error());
            m_lostSince = m_lostSince.value_or(held->from);
            qCritical("recorded changes could not be carried and filled the store; %lld bytes of them were let go",
                      static_cast<long long>(held->bytes));
        }
    }
    Error told = trouble;
    if (m_lostSince)
        told.message += u' '
            + tr("They grew too many for the shop's disk, and those since %1 were let go: there is no way back to the "
                 "moments after it until this is mended and another backup is made.")
                  .arg(QDateTime::fromMSecsSinceEpoch(*m_lostSince).toString(QStringLiteral("yyyy-MM-dd HH:mm")));
    return fail(told);
}

}
