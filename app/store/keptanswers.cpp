#include "app/store/keptanswers.h"

#include "app/store/storeerror.h"

namespace backroom::keptanswers {

namespace {
constexpr Millis KeptFor = 48LL * 3600 * 1000;
constexpr const char *SameMoment = "the same call was made at the same moment";
}

std::optional<Kept> find(Reader &reader, const QByteArray &name)
{
    Query row = reader.query("SELECT body_hash, status, reply FROM idempotency WHERE key_hash = ? AND created_at > ?",
                             Blob{name}, reader.now() - KeptFor);
    if (!row.next())
        return std::nullopt;
    return Kept{row.blob(0), row.integer(1), row.blob(2)};
}

void keep(Transaction &transaction, const QByteArray &name, const Kept &kept)
{
    // One that has run out of its time gives way.
    const qint64 written = transaction.exec(
        "INSERT INTO idempotency (key_hash, body_hash, status, reply, created_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (key_hash) DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, reply = excluded.reply, "
        "created_at = excluded.created_at WHERE idempotency.created_at <= excluded.created_at - 172800000",
        Blob{name}, Blob{kept.asked}, kept.status, Blob{kept.answer}, transaction.now());
    if (written == 0)
        throw StoreError(StoreError::Kind::Unique, SameMoment);
}

void runAgainWhereKept(Transaction &transaction, const QByteArray &name)
{
    if (find(transaction, name))
        throw StoreError(StoreError::Kind::Unique, SameMoment);
}

}
