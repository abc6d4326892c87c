#pragma once
// A whole list as CSV, some rows at a time, however long it is.
#include "app/base/csv.h"
#include "server/http/call.h"

#include <QCoreApplication>
#include <QIODevice>

namespace backroom::api {

inline constexpr qsizetype CsvRowsAtOnce = 500;

// `cells` makes a row's cells; what is given are the rows of a page, or part of a list.
template<typename Row, typename Cells> QByteArray csvRows(const QList<Row> &rows, const Cells &cells)
{
    QByteArray bytes;
    for (const Row &row : rows)
        bytes += csvRow(cells(row));
    return bytes;
}

inline Result<> putCsv(QIODevice &out, const QByteArray &bytes)
{
    if (out.write(bytes) >= 0)
        return {};
    return fail(ErrorCode::Full,
                QCoreApplication::translate("backroom", "Nobody takes the list any more, or the disk is full."));
}

// Writes the header and the rows that `next` gives, some each time, until it gives none.
template<typename Next, typename Cells>
Result<> writeCsvParts(QIODevice &out, const QStringList &header, Next next, const Cells &cells)
{
    QByteArray bytes = csvRow(header);
    for (auto rows = next();; rows = next()) {
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return putCsv(out, bytes); // the header of an empty list
        if (const auto put = putCsv(out, bytes + csvRows(*rows, cells)); !put)
            return put;
        bytes.clear();
    }
}

// Writes the header and the rows that `fetch` gives for `ids`.
template<typename Ids, typename Fetch, typename Cells>
Result<> writeCsv(QIODevice &out, const QStringList &header, const Result<Ids> &ids, const Fetch &fetch,
                  const Cells &cells)
{
    if (!ids)
        return fail(ids.error());
    QByteArray bytes = csvRow(header);
    for (qsizetype from = 0; from < ids->size(); from += CsvRowsAtOnce) {
        const auto rows = fetch(ids->mid(from, CsvRowsAtOnce));
        if (!rows)
            return fail(rows.error());
        bytes += csvRows(*rows, cells);
        if (const auto put = putCsv(out, bytes); !put)
            return put;
        bytes.clear();
    }
    return putCsv(out, bytes); // the header of an empty list
}

}
