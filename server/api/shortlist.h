#pragma once
// Lists that are short enough to be loaded whole: their pages, and the whole of them or a page as CSV.
#include "server/api/csvlist.h"

namespace backroom::api {

// How rows are written as a spreadsheet. `cells` makes one row's.
template<typename Cells> struct Sheet
{
    QByteArray file;
    QStringList header;
    Cells cells;
};
template<typename Cells> Sheet(QByteArray, QStringList, Cells) -> Sheet<Cells>;

// The rows in the order in which they are given. A page begins behind the row that ended the one before; where that row
// has gone meanwhile, at its place.
template<typename Row> Result<Page<Row>> pageInOrder(const Call &call, const QList<Row> &rows, const QByteArray &order)
{
    const auto after = call.after(order);
    if (!after)
        return fail(after.error());
    qsizetype from = 0;
    if (*after) {
        const auto last =
            std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return row.id.value == (*after)->id; });
        from =
            last != rows.end() ? last - rows.begin() + 1 : qBound(0LL, (*after)->value.toLongLong() - 1, rows.size());
    }
    Page<Row> page{rows.mid(from, call.limit()), {}};
    if (const qsizetype to = from + page.items.size(); to < rows.size())
        page.next = Cursor{order, QByteArray::number(to), page.items.constLast().id.value};
    return page;
}

// The rows by id, so that none is told twice or left out, whatever comes and goes between two pages.
template<typename Row> Result<Page<Row>> pageById(const Call &call, QList<Row> rows, const QByteArray &order)
{
    const auto after = call.after(order);
    if (!after)
        return fail(after.error());
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.id < b.id; });
    const auto from =
        std::find_if(rows.begin(), rows.end(), [&](const Row &row) { return !*after || row.id.value > (*after)->id; });
    Page<Row> page{rows.mid(from - rows.begin(), call.limit()), {}};
    if (!page.items.isEmpty() && page.items.constLast().id != rows.constLast().id)
        page.next = Cursor{order, {}, page.items.constLast().id.value};
    return page;
}

// {"items": […], "next": …}
template<typename Row, typename Write>
Result<Reply> pageReply(const Call &call, const Result<Page<Row>> &page, Write write)
{
    if (!page)
        return fail(page.error());
    JsonWriter json = call.json();
    json.object().name("items").array();
    for (const Row &row : page->items)
        write(json, row);
    call.endPage(json, page->next);
    return call.reply(json);
}

// The page as the caller wants it.
template<typename Row, typename Cells, typename Write>
Result<Reply> pageReply(const Call &call, const Result<Page<Row>> &page, const Sheet<Cells> &sheet, Write write)
{
    if (!page || !call.wantsCsv())
        return pageReply(call, page, write);
    return Call::csv(csvRow(sheet.header) + csvRows(page->items, sheet.cells), sheet.file);
}

// A whole list by id: as CSV all of it, unless a page is asked for.
template<typename Row, typename Cells, typename Write>
Result<Reply> shortList(const Call &call, const QList<Row> &rows, const QByteArray &order, const Sheet<Cells> &sheet,
                        Write write)
{
    return pageReply(call, call.wantsAllAsCsv() ? Result<Page<Row>>(Page<Row>{rows, {}}) : pageById(call, rows, order),
                     sheet, write);
}

// The same in the order of the rows.
template<typename Row, typename Cells, typename Write>
Result<Reply> orderedList(const Call &call, const QList<Row> &rows, const QByteArray &order, const Sheet<Cells> &sheet,
                          Write write)
{
    return pageReply(call,
                     call.wantsAllAsCsv() ? Result<Page<Row>>(Page<Row>{rows, {}}) : pageInOrder(call, rows, order),
                     sheet, write);
}

}
