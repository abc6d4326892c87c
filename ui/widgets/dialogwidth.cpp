#include "ui/widgets/dialogwidth.h"

#include "ui/theme/type.h"

#include <QScreen>
#include <QWidget>

namespace backroom {

int dialogWidth(const QWidget &dialog)
{
    const int wanted = qMax(560, QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 78);
    return qMin(wanted, dialog.screen()->availableGeometry().width() - 2 * PageEdge);
}

}
