#include "app/journal/journal.h"

#include "app/store/idlist.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace backroom::journal {

namespace {
constexpr auto Columns =
    "SELECT j.seq, j.at, j.actor, j.actor_name, j.action, j.entity, j.entity_id, p.before_json, p.after_json, j.request_id, "
    "j.address, j.hash, u.by_seq, r.seq FROM journal j LEFT JOIN journal_payloads p ON p.seq = j.seq LEFT JOIN "
    "journal_undone u ON u.seq = j.seq LEFT JOIN journal_undone r ON r.by_seq = j.seq";

QList<JournalRow> readAll(Query rows)
{
    QList<JournalRow> list;
    while (rows.next())
        list << JournalRow{rows.int64(0), rows.int64(1),         rows.bytes(2),       rows.text(3),       rows.bytes(4),
                           rows.bytes(5), rows.bytes(6),         rows.bytes(7),       rows.bytes(8),      rows.bytes(9),
                           rows.text(10), rows.blob(11).toHex(), rows.maybeInt64(12), rows.maybeInt64(13)};
    return list;
}

Result<> allowed(const Actor &actor) { return actor.require({Area::Journal, Verb::Read}); }

// A part of a text, as LIKE takes it.
QString containing(const QString &text)
{
    QString pattern = text;
    pattern.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + pattern + u'%';
}
}

Result<QList<JournalRow>> list(Reader &reader, const Actor &actor, const JournalQuery &query)
{
    if (const auto may = allowed(actor); !may)
        return fail(may.error());
    QByteArray sql = Columns;
    sql += " WHERE j.seq > ? AND j.seq < ?";
    if (!query.entity.isEmpty())
        sql += " AND j.entity = ?";
    if (!query.entityId.isEmpty())
        sql += " AND j.entity_id = ?";
    sql += query.afterSeq ? " ORDER BY j.seq LIMIT ?" : " ORDER BY j.seq DESC LIMIT ?";
    const qint64 from = query.afterSeq.value_or(0);
    const qint64 to = query.beforeSeq.value_or(std::numeric_limits<qint64>::max());
    if (query.entity.isEmpty())
        return readAll(query.entityId.isEmpty() ? reader.query(sql, from, to, query.limit)
                                                : reader.query(sql, from, to, query.entityId, query.limit));
    return readAll(query.entityId.isEmpty() ? reader.query(sql, from, to, query.entity, query.limit)
                                            : reader.query(sql, from, to, query.entity, query.entityId, query.limit));
}

Result<QList<JournalId>> ids(Reader &reader, const Actor &actor, const JournalQuery &query)
{
    if (const auto may = allowed(actor); !may)
        return fail(may.error());
    const QString text = query.text.trimmed();
    const qint64 oldest = text.isEmpty() ? 0 : reader.number("SELECT seq FROM journal_head").value_or(0) - MaxSearched;
    QByteArray sql = "SELECT j.seq FROM journal j";
    if (!text.isEmpty())
        sql += " LEFT JOIN journal_payloads p ON p.seq = j.seq";
    sql += " WHERE j.seq > ? AND j.at >= ? AND j.at < ? AND (? = '' OR j.entity = ?) AND (? = '' OR j.entity_id = ?)";
    if (!query.entities.isEmpty())
        sql += " AND j.entity IN ('" + query.entities.join("', '") + "')"; // the program's own words
    // SQLite takes A to z for the same and no other letters: those are looked for as typed, small, and with a capital.
    const QString typed = containing(text), small = containing(text.toLower()),
                  capital = containing(text.left(1).toUpper() + text.mid(1).toLower());
    if (!text.isEmpty()) {
        const QByteArray like = reader.kind() == StoreKind::Sqlite ? " LIKE ? ESCAPE '\\'" : " ILIKE ? ESCAPE '\\'";
        const QByteArray said = "(COALESCE(p.before_json, '') || ' ' || COALESCE(p.after_json, '') || ' ' || "
                                "j.actor_name || ' ' || j.entity_id)";
        sql += " AND (" + said + like + " OR " + said + like + " OR " + said + like + ')';
    }
    sql += " ORDER BY j.seq DESC";
    const Millis from = query.from.value_or(0), to = query.to.value_or(std::numeric_limits<qint64>::max());
    Query rows = text.isEmpty()
        ? reader.query(sql, oldest, from, to, query.entity, query.entity, query.entityId, query.entityId)
        : reader.query(sql, oldest, from, to, query.entity, query.entity, query.entityId, query.entityId, typed, small,
                       capital);
    QList<JournalId> found;
    while (rows.next())
        found << rows.id<JournalId>(0);
    return found;
}

Result<QList<JournalRow>> fetch(Reader &reader, const Actor &actor, const QList<JournalId> &ids)
{
    if (const auto may = allowed(actor); !may)
        return fail(may.error());
    const QByteArray sql = QByteArray(Columns) + " WHERE j.seq " + idList(reader.kind());
    QHash<qint64, JournalRow> found;
    const QList<JournalRow> rows = readAll(reader.query(sql, idListText(reader.kind(), ids)));
    for (const JournalRow &row : rows)
        found.insert(row.seq, row);
    QList<JournalRow> ordered;
    for (const JournalId id : ids)
        if (const auto row = found.constFind(id.value); row != found.constEnd())
            ordered << *row;
    return ordered;
}

Result<JournalRow> entry(Reader &reader, const Actor &actor, qint64 seq)
{
    const auto found = fetch(reader, actor, {JournalId{seq}});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return fail(ErrorCode::NotFound, QCoreApplication::translate("backroom", "The journal has no such entry."));
    return found->constFirst();
}

}
