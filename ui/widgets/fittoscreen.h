#pragma once
// Dialogs at large text, on small screens: as large as they want to be where there is room, and never larger than what
// can be seen, with the buttons at their foot.
#include <QSize>

class QWidget;

namespace backroom {

// What is left of the screen that the widget will open on, less the frame of a window.
QSize roomFor(const QWidget &widget);
// Resizes a dialog that has its parent already.
void fitToScreen(QWidget &dialog, const QSize &wanted);

}
