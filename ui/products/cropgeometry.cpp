#include "ui/products/cropgeometry.h"

#include <cmath>

namespace backroom::crop {

namespace {
constexpr int Least = 64;

int whole(double length) { return int(std::lround(length)); }

int within(int low, int value, int high) { return qMax(low, qMin(value, high)); }

QRect placed(int left, int top, const QSize &size, const Bounds &bounds)
{
    return {QPoint(within(0, left, bounds.picture.width() - size.width()),
                   within(0, top, bounds.picture.height() - size.height())),
            size};
}

QRect pulledFreely(const QRect &part, Qt::Edges edges, const QPoint &by, const Bounds &bounds)
{
    const QSize small = least(bounds);
    QRect after = part;
    if (edges & Qt::LeftEdge)
        after.setLeft(within(0, part.left() + by.x(), part.right() - small.width() + 1));
    if (edges & Qt::RightEdge)
        after.setRight(within(part.left() + small.width() - 1, part.right() + by.x(), bounds.picture.width() - 1));
    if (edges & Qt::TopEdge)
        after.setTop(within(0, part.top() + by.y(), part.bottom() - small.height() + 1));
    if (edges & Qt::BottomEdge)
        after.setBottom(within(part.top() + small.height() - 1, part.bottom() + by.y(), bounds.picture.height() - 1));
    return after;
}

// As wide as asked for where there is room, and in the proportion.
QSize sized(double width, const QSize &room, const Bounds &bounds)
{
    const double most = std::min<double>(room.width(), room.height() * bounds.ratio);
    const double wide = std::min(std::max<double>(width, least(bounds).width()), most);
    return {qMax(1, qMin(whole(wide), room.width())), qMax(1, qMin(whole(wide / bounds.ratio), room.height()))};
}
}

QSize least(const Bounds &bounds)
{
    QSize size = QSize(Least, Least).boundedTo(bounds.picture);
    if (bounds.ratio > 1)
        size.setWidth(whole(size.height() * bounds.ratio));
    else if (bounds.ratio > 0)
        size.setHeight(whole(size.width() / bounds.ratio));
    return size.boundedTo(bounds.picture);
}

QRect moved(const QRect &part, const QPoint &by, const Bounds &bounds)
{
    return placed(part.left() + by.x(), part.top() + by.y(), part.size(), bounds);
}

QRect pulled(const QRect &part, Qt::Edges edges, const QPoint &by, const Bounds &bounds)
{
    if (bounds.ratio <= 0)
        return pulledFreely(part, edges, by, bounds);
    const bool left = edges & Qt::LeftEdge, top = edges & Qt::TopEdge;
    const bool across = left || edges & Qt::RightEdge, along = top || edges & Qt::BottomEdge;
    const double byWidth = part.width() + (left ? -by.x() : by.x());
    const double byHeight = (part.height() + (top ? -by.y() : by.y())) * bounds.ratio;
    const QSize room(left         ? part.right() + 1
                         : across ? bounds.picture.width() - part.left()
                                  : bounds.picture.width(),
                     top         ? part.bottom() + 1
                         : along ? bounds.picture.height() - part.top()
                                 : bounds.picture.height());
    // A corner goes along with the pointer in both directions at once.
    const QSize size = sized(across && along ? (byWidth + byHeight) / 2 : across ? byWidth : byHeight, room, bounds);
    const QSize spare = part.size() - size;
    return placed(part.left()
                      + (left         ? spare.width()
                             : across ? 0
                                      : spare.width() / 2),
                  part.top()
                      + (top         ? spare.height()
                             : along ? 0
                                     : spare.height() / 2),
                  size, bounds);
}

QRect fitted(const QRect &part, const Bounds &bounds)
{
    if (bounds.ratio <= 0)
        return part;
    const bool spans = part.width() == bounds.picture.width() || part.height() == bounds.picture.height();
    const double width =
        spans ? bounds.picture.width() : std::sqrt(double(part.width()) * part.height() * bounds.ratio);
    const QSize size = sized(width, bounds.picture, bounds), spare = part.size() - size;
    return placed(part.left() + spare.width() / 2, part.top() + spare.height() / 2, size, bounds);
}

QRect turnedRight(const QRect &part, const QSize &picture)
{
    return {picture.height() - part.top() - part.height(), part.left(), part.height(), part.width()};
}

}
