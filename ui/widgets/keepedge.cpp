#include "ui/widgets/keepedge.h"

#include "ui/theme/type.h"

#include <QLayout>
#include <QScrollArea>
#include <QScrollBar>

namespace backroom {

void keepEdge(QScrollArea &area, QLayout &layout)
{
    const QScrollBar *bar = area.verticalScrollBar();
    QObject::connect(bar, &QScrollBar::rangeChanged, &layout, [bar, &layout] {
        const int taken = bar->maximum() > 0 ? bar->sizeHint().width() : 0;
        QMargins margins = layout.contentsMargins();
        margins.setRight(qMax(0, PageEdge - taken));
        layout.setContentsMargins(margins);
    });
}

}
