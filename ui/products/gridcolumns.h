#pragma once
// The columns of the grid of variants: which there are, how wide each has to be, and which one gives way first where
// nothing stands in it and there is no room.
#include <QList>
#include <QStringList>

#include <optional>

namespace backroom {

struct GridColumn
{
    QString field, title;
    int letters = 0; // at least, for what is usually typed
    bool figure = false, box = false, fixed = false;
    bool grows = false; // takes of the room that is left
    int givesWay = 0; // the first is 1; 0 for what every variant needs

    static constexpr auto OptionPrefix = QLatin1StringView("options.");
};

QList<GridColumn> gridColumns(const QStringList &options);

// One as it stands in a grid.
struct GridWidth
{
    GridColumn column;
    int least = 0; // pixels that its heading and what is in it take
    bool isFilled = false; // in any row
    std::optional<bool> wanted = {}; // what the person said
};
// Their widths in that room, 0 for those that are hidden. Wider than it only when nothing can give way any more.
QList<int> fitted(const QList<GridWidth> &all, int room);

}
