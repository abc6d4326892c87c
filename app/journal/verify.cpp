#include "app/journal/chain.h"
#include "app/journal/journal.h"

#include <QCoreApplication>

namespace backroom::journal {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

JournalCheck verify(Reader &reader)
{
    JournalCheck check;
    const auto bad = [&check](qint64 seq, const QString &message) {
        check.whole = false;
        check.firstBadSeq = seq;
        check.message = message;
        return check;
    };
    const QByteArray &key = reader.secrets().chainKey;
    QByteArray previous = chain::firstHash();
    qint64 expected = 1;
    // In slices: PostgreSQL hands a whole answer over at once, and a million entries need not lie in memory.
    for (bool more = true; more;) {
        more = false;
        Query rows = reader.query(
            "SELECT j.seq, j.at, j.actor, j.actor_name, j.action, j.entity, j.entity_id, j.topics, j.request_id, j.address, "
            "j.payload_hash, j.hash, p.seq, p.before_json, p.after_json FROM journal j LEFT JOIN journal_payloads p ON p.seq = j.seq "
            "WHERE j.seq >= ? ORDER BY j.seq LIMIT 10000",
            expected);
        while (rows.next()) {
            more = true;
            const chain::Link link{rows.int64(0), rows.int64(1), rows.bytes(2), rows.bytes(3),
                                   rows.bytes(4), rows.bytes(5), rows.bytes(6), rows.bytes(7),
                                   rows.bytes(8), rows.bytes(9), rows.blob(10)};
            if (link.seq != expected)
                return bad(expected, tr("Entry %1 is missing.").arg(expected));
            if (!rows.isNull(12) && chain::payloadHash(key, rows.bytes(13), rows.bytes(14)) != link.payloadHash)
                return bad(link.seq, tr("What entry %1 says was changed after it was written.").arg(link.seq));
            if (chain::hash(key, previous, link) != rows.blob(11))
                return bad(link.seq, tr("Entry %1 was changed, moved or put in after it was written.").arg(link.seq));
            previous = rows.blob(11);
            ++expected;
        }
    }
    check.entries = expected - 1;
    Query head = reader.query("SELECT seq, hash FROM journal_head WHERE id = 1");
    if (!head.next())
        return bad(expected, tr("The journal's end mark is missing."));
    if (head.int64(0) > check.entries)
        return bad(expected,
                   tr("The journal was cut: %1 entries are missing at its end.").arg(head.int64(0) - check.entries));
    if (head.int64(0) != check.entries || head.blob(1) != previous)
        return bad(check.entries, tr("The journal's end mark does not fit its last entry."));
    return check;
}

}
