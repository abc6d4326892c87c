#include "ui/widgets/dialogwidth.h"

#include "ui/theme/type.h"
#include "ui/widgets/fittoscreen.h"

#include <QFontMetrics>

namespace backroom {

int dialogWidth(const QWidget &dialog)
{
    const int wanted = qMax(560, QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 78);
    return qMin(wanted, roomFor(dialog).width());
}

}
