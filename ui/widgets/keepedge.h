#pragma once
// A board that is scrolled ends where the head above it does, with and without a scroll bar beside it.

class QLayout;
class QScrollArea;

namespace backroom {

// `layout` is the one of what the area scrolls, with the edge of a page around it.
void keepEdge(QScrollArea &area, QLayout &layout);

}
