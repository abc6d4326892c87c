#include "ui/products/gridcolumns.h"

#include "ui/products/variantgrid.h"

#include <numeric>

using namespace Qt::StringLiterals;

namespace backroom {

QList<GridColumn> gridColumns(const QStringList &options)
{
    QList<GridColumn> all;
    for (const QString &option : options)
        all << GridColumn{.field = GridColumn::OptionPrefix + option, .title = option, .letters = 8, .grows = true};
    return all
        << GridColumn{.field = u"sku"_s, .title = VariantGrid::tr("SKU"), .letters = 10, .grows = true}
        << GridColumn{.field = u"barcode"_s,
                      .title = VariantGrid::tr("Barcode"),
                      .letters = 13,
                      .grows = true,
                      .givesWay = 3}
        << GridColumn{.field = u"price"_s, .title = VariantGrid::tr("Price"), .letters = 7, .figure = true}
        << GridColumn{.field = u"compare_at_price"_s,
                      .title = VariantGrid::tr("Price before"),
                      .letters = 7,
                      .figure = true,
                      .givesWay = 1}
        << GridColumn{.field = u"cost"_s, .title = VariantGrid::tr("Cost"), .letters = 7, .figure = true, .givesWay = 5}
        << GridColumn{.field = u"weight_grams"_s,
                      .title = VariantGrid::tr("Grams"),
                      .letters = 5,
                      .figure = true,
                      .givesWay = 4}
        << GridColumn{.field = u"level"_s,
                      .title = VariantGrid::tr("In stock"),
                      .letters = 5,
                      .figure = true,
                      .fixed = true}
        << GridColumn{.field = u"track_stock"_s, .title = VariantGrid::tr("Count"), .letters = 3, .box = true}
        << GridColumn{.field = u"allow_backorder"_s,
                      .title = VariantGrid::tr("Back-order"),
                      .letters = 3,
                      .box = true,
                      .givesWay = 6}
        << GridColumn{.field = u"low_stock_threshold"_s,
                      .title = VariantGrid::tr("Low at"),
                      .letters = 4,
                      .figure = true,
                      .givesWay = 2};
}

QList<int> fitted(const QList<GridWidth> &all, int room)
{
    QList<int> widths;
    for (const GridWidth &each : all)
        widths << (each.wanted == false ? 0 : each.least);
    int taken = std::accumulate(widths.begin(), widths.end(), 0);
    while (taken > room) {
        qsizetype next = -1;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const GridWidth &each = all.at(i);
            const bool mayGo = each.column.givesWay > 0 && !each.isFilled && !each.wanted && widths.at(i) > 0;
            if (mayGo && (next < 0 || each.column.givesWay < all.at(next).column.givesWay))
                next = i;
        }
        if (next < 0)
            break;
        taken -= std::exchange(widths[next], 0);
    }
    qint64 parts = 0;
    for (qsizetype i = 0; i < all.size(); ++i)
        parts += all.at(i).column.grows && widths.at(i) > 0 ? all.at(i).least : 0;
    int left = qMax(0, room - taken);
    for (qsizetype i = 0; i < all.size() && parts > 0; ++i) {
        if (!all.at(i).column.grows || widths.at(i) == 0)
            continue;
        const int more = int(left * qint64(all.at(i).least) / parts);
        widths[i] += more;
        left -= more;
        parts -= all.at(i).least;
    }
    return widths;
}

}
