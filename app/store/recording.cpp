#include "app/store/recording.h"

#include <algorithm>
#include <array>

namespace backroom::recording {

State state(Connection &connection)
{
    if (connection.kind() != StoreKind::Sqlite)
        return {};
    Query row = connection.query("SELECT active, epoch, seq FROM recording");
    return row.next() ? State{row.boolean(0), row.bytes(1), row.int64(2)} : State{};
}

void start(Transaction &transaction)
{
    if (transaction.kind() != StoreKind::Sqlite || state(transaction.connection()).active)
        return;
    transaction.exec("UPDATE recording SET active = 1");
    renew(transaction.connection());
}

void stop(Transaction &transaction)
{
    if (transaction.kind() == StoreKind::Sqlite)
        transaction.exec("UPDATE recording SET active = 0");
}

void renew(Connection &connection) { connection.exec("UPDATE recording SET epoch = lower(hex(randomblob(8)))"); }

QList<Change> changesAfter(Connection &connection, const QByteArray &epoch, qint64 seq)
{
    constexpr qint64 Enough = 8LL * 1024 * 1024;
    QList<Change> changes;
    qint64 bytes = 0;
    Query rows = connection.query(
        "SELECT seq, epoch, at, ends, sequences, bytes FROM recorded_changes WHERE epoch <> ? OR seq > ? ORDER BY seq",
        epoch, seq);
    while (bytes < Enough && rows.next()) {
        changes.append({rows.int64(0), rows.bytes(1), rows.int64(2), rows.boolean(3), rows.bytes(4), rows.blob(5)});
        bytes += changes.constLast().bytes.size();
    }
    return changes;
}

bool isRecorded(QByteArrayView table)
{
    static constexpr std::array<const char *, 9> Apart = {"requests",         "request_stats",  "carts",
                                                          "cart_lines",       "login_attempts", "selftests",
                                                          "recorded_changes", "recording",      "migrations"};
    return !table.startsWith("product_search") && !table.startsWith("sqlite_")
        && std::none_of(Apart.begin(), Apart.end(), [table](const char *name) { return table == name; });
}

}
