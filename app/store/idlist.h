#pragma once
// Rows by a list of ids with one statement, whatever their number: "WHERE v.id " + idList(kind), bound to idListText.
#include "app/store/storeconfig.h"

#include <QByteArray>
#include <QList>

namespace backroom {

// What stands after the column; holds one placeholder.
inline QByteArray idList(StoreKind kind)
{
    return kind == StoreKind::Sqlite ? "IN (SELECT value FROM json_each(?))" : "= ANY (?::bigint[])";
}

template<typename IdType> QByteArray idListText(StoreKind kind, const QList<IdType> &ids)
{
    QByteArray text(1, kind == StoreKind::Sqlite ? '[' : '{');
    for (const IdType id : ids) {
        if (text.size() > 1)
            text += ',';
        text += id.bytes();
    }
    text += kind == StoreKind::Sqlite ? ']' : '}';
    return text;
}

}
