#include "ui/widgets/fittoscreen.h"

#include <QScreen>
#include <QWidget>

namespace backroom {

QSize roomFor(const QWidget &widget)
{
    const QWidget *window = widget.parentWidget() ? widget.parentWidget()->window() : &widget;
    constexpr QSize Frame(32, 64);
    return window->screen()->availableSize() - Frame;
}

void fitToScreen(QWidget &dialog, const QSize &wanted) { dialog.resize(wanted.boundedTo(roomFor(dialog))); }

}
