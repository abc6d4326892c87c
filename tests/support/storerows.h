#pragma once
// All that a SQLite store holds of the shop's history, as text: two stores with equal rows are the same shop.
#include "app/store/recording.h"

#include <QMap>
#include <QTest>

namespace backroom::test {

using StoreRows = QMap<QByteArray, QByteArrayList>; // by table, sorted; the ids given last among them

inline StoreRows rowsOf(Connection &connection)
{
    StoreRows all;
    QByteArrayList tables;
    {
        Query names = connection.query("SELECT name FROM sqlite_master WHERE type = 'table'");
        while (names.next())
            if (recording::isRecorded(names.utf8(0)))
                tables.append(names.bytes(0));
    }
    for (const QByteArray &table : tables + QByteArrayList{"sqlite_sequence"}) {
        QByteArrayList columns;
        Query info = connection.query("SELECT name FROM pragma_table_info(?)", table);
        while (info.next())
            columns.append("quote(\"" + info.bytes(0) + "\")");
        Query rows =
            connection.query(QByteArray("SELECT " + columns.join(" || ',' || ") + " FROM " + table + " ORDER BY 1"));
        while (rows.next())
            if (table != "sqlite_sequence" || recording::isRecorded(rows.bytes(0).split('\'').value(1)))
                all[table].append(rows.bytes(0));
    }
    return all;
}

// The first difference, as a sentence; empty when there is none.
inline QByteArray difference(const StoreRows &is, const StoreRows &shouldBe)
{
    for (const QByteArray &table : (is.keys() + shouldBe.keys()))
        if (is[table] != shouldBe[table]) {
            const QByteArrayList a = is[table], b = shouldBe[table];
            for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i)
                if (a.value(i) != b.value(i))
                    return table + ": " + a.value(i) + " where it should be " + b.value(i) + " ("
                        + QByteArray::number(a.size()) + " rows, not " + QByteArray::number(b.size()) + ')';
        }
    return {};
}

}
