#include "ui/products/croppaint.h"

#include "ui/theme/style.h"

#include <QPainter>

namespace backroom {

static constexpr int Knob = 10; // the side of a handle
static constexpr int Crowded = 5 * Knob; // a shorter side has handles at its ends only

static QColor faint(QColor colour, float share)
{
    colour.setAlphaF(share);
    return colour;
}

static void paintThirds(QPainter &painter, const QRect &frame, const QColor &dark, const QColor &light)
{
    for (int i = 1; i < 3; ++i) {
        const int x = frame.left() + frame.width() * i / 3, y = frame.top() + frame.height() * i / 3;
        // Two lines, so that one of them is seen on whatever is there.
        painter.fillRect(x, frame.top(), 1, frame.height(), faint(light, 0.75F));
        painter.fillRect(x + 1, frame.top(), 1, frame.height(), faint(dark, 0.3F));
        painter.fillRect(frame.left(), y, frame.width(), 1, faint(light, 0.75F));
        painter.fillRect(frame.left(), y + 1, frame.width(), 1, faint(dark, 0.3F));
    }
}

void paintCropFrame(QPainter &painter, const QRect &picture, const QRect &frame, bool focused)
{
    // A picture keeps its colours in both themes, and so does what lies over it.
    const Tokens &t = tokens();
    const QColor dark = t.dark ? t.canvas : t.text, light = t.dark ? t.text : t.surface;
    painter.save();
    painter.setClipRegion(QRegion(picture) - QRegion(frame));
    painter.fillRect(picture, faint(dark, 0.6F));
    painter.restore();
    paintThirds(painter, frame, dark, light);

    const QRectF edge(frame);
    roundedBox(painter, edge.adjusted(-2, -2, 2, 2), 0, {}, faint(dark, 0.5F), 1);
    roundedBox(painter, edge.adjusted(-1, -1, 1, 1), 0, {}, focused ? t.accent : light, 2);
    for (int column = 0; column < 3; ++column) {
        for (int row = 0; row < 3; ++row) {
            const bool inner = column == 1 && row == 1;
            if (inner || (column == 1 && frame.width() < Crowded) || (row == 1 && frame.height() < Crowded))
                continue;
            QRectF knob(0, 0, Knob, Knob);
            knob.moveCenter({edge.left() + edge.width() * column / 2, edge.top() + edge.height() * row / 2});
            roundedBox(painter, knob, 2, focused ? t.accent : light, focused ? light : dark, 1);
        }
    }
}

Qt::CursorShape cursorOf(Qt::Edges edges)
{
    const bool across = edges & (Qt::LeftEdge | Qt::RightEdge), along = edges & (Qt::TopEdge | Qt::BottomEdge);
    if (!across && !along)
        return Qt::SizeAllCursor;
    if (!along)
        return Qt::SizeHorCursor;
    if (!across)
        return Qt::SizeVerCursor;
    const bool falling = bool(edges & Qt::LeftEdge) == bool(edges & Qt::TopEdge);
    return falling ? Qt::SizeFDiagCursor : Qt::SizeBDiagCursor;
}

}
