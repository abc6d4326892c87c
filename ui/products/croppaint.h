#pragma once
// How the frame around the part of a picture that is kept looks, over any picture and in both themes.
#include <QRect>

class QPainter;

namespace backroom {

// `picture` is where all of it is; what lies outside of the frame is dimmed.
void paintCropFrame(QPainter &painter, const QRect &picture, const QRect &frame, bool focused);
// Over these edges; over the inside when there are none.
Qt::CursorShape cursorOf(Qt::Edges edges);

}
