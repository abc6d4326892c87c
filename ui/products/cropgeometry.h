#pragma once
// How the frame around a part of a picture moves and grows: within the picture, never too small, in its proportion. All
// in whole pixels of the picture.
#include <QRect>

namespace backroom::crop {

struct Bounds
{
    QSize picture;
    double ratio = 0; // width to height; 0 for any
};

// As small as a frame may be: 64 pixels, or the picture itself where that is smaller.
QSize least(const Bounds &bounds);

QRect moved(const QRect &part, const QPoint &by, const Bounds &bounds);
// By the edges that are pulled, one or two that meet. What is not pulled stays where it is, or grows evenly to both
// sides to hold the proportion.
QRect pulled(const QRect &part, Qt::Edges edges, const QPoint &by, const Bounds &bounds);
// About as large at the same place, in the proportion; the largest there is when it reached from side to side before.
QRect fitted(const QRect &part, const Bounds &bounds);
// Where the part is once the picture was turned clockwise by a quarter. `picture` is the size before.
QRect turnedRight(const QRect &part, const QSize &picture);

}
