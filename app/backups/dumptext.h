#pragma once
// The lines of a plain pg_dump --data-only that are no rows.
#include <QByteArrayList>
#include <optional>

namespace backroom::dumptext {

struct CopyHead
{
    QByteArray table; // without its schema
    QByteArrayList columns;
};
// "COPY schema.table (column, …) FROM stdin;"; nothing for anything else.
std::optional<CopyHead> parseCopy(QByteArrayView line);

struct Sequence
{
    QByteArray table; // whose ids it gives
    qint64 last = 0; // that it gave; 0 when none
};
// "SELECT pg_catalog.setval('schema.table_id_seq', 12, true);"; nothing for anything else.
std::optional<Sequence> parseSetval(QByteArrayView line);

// Whether it changes nothing of the rows: empty, a comment, a setting of the session that fits what is read here.
bool isSetting(QByteArrayView line);

}
