#include "ui/theme/programicon.h"

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace backroom {

QIcon programIcon()
{
    QSvgRenderer drawing(u":/backroom.svg"_s);
    QIcon icon;
    for (const int side : {16, 20, 22, 24, 32, 44, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawing.render(&painter, QRectF(0, 0, side, side));
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

}
