#include "ui/widgets/dialogwidth.h"

#include "ui/theme/type.h"
#include "ui/widgets/fittoscreen.h"

namespace backroom {

int dialogWidth(const QWidget &dialog)
{
    return qMin(roomFor(dialog).width(), qMax(560, QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 78));
}

}
