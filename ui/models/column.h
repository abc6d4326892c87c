#pragma once
// One column of a list: what it is called, how it is drawn, and how a row's value becomes words.
#include "ui/widgets/badge.h"

#include <QPixmap>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>

namespace backroom {

// How a cell is drawn and aligned: words left, figures right, states left.
enum class ColumnKind { Name, Text, Quiet, Figure, State };

// What a row says in one column.
struct Cell
{
    QString text; // empty is drawn as a muted dash
    QString second = {}; // the line beneath a name
    QPixmap picture = {}; // before a name; null while there is none
    std::optional<BadgeLook> badge = {}; // for State
    std::optional<Ink> ink = {}; // when it is not the column's usual one
    QString warning = {}; // name of an icon before the text: "warning"
    QString tip = {}; // the whole story: the full time of a near one
};

struct Column
{
    QString key; // for sorting, remembering widths and tests: "price"
    QString title;
    ColumnKind kind = ColumnKind::Text;
    bool sortable = false;
    int width = 0; // in average characters, 0: what is left
    std::function<Cell(const QVariant &row)> cell = {};
    bool pictured = false; // a Name with a picture before it
};

// A column over rows of type T.
template<typename T, typename Get>
Column column(const QString &key, const QString &title, ColumnKind kind, int width, Get get, bool sortable = true)
{
    return Column{key,   title,
                  kind,  sortable,
                  width, [get](const QVariant &row) { return Cell(get(*static_cast<const T *>(row.constData()))); }};
}

}
Q_DECLARE_METATYPE(backroom::Cell)
