#pragma once
// One page of a list read by keyset: the rows, and where the next page begins.
#include <QByteArray>
#include <QList>
#include <optional>

namespace backroom {

inline constexpr int DefaultLimit = 20;
inline constexpr int MaxLimit = 100;

// Where a page ended: the sort value of its last row and its id, which breaks ties. `order` names the sort, so that
// a cursor from another one is refused.
struct Cursor
{
    QByteArray order;
    QByteArray value;
    qint64 id = 0;
};

template<typename T> struct Page
{
    QList<T> items;
    std::optional<Cursor> next;
};

}
