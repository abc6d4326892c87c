#pragma once
// One family of line icons, kept as SVG and drawn in the colour that is asked for at the size that is asked for: they
// follow a change of theme and stay sharp at any scale.
#include "ui/theme/tokens.h"

#include <QIcon>

class QPainter;

namespace backroom {

// An icon by the name of its file in resources/icons, without ending. Disabled icons take the disabled colour.
QIcon icon(const QString &name, Ink ink = Ink::Muted);

// Draws it centred in the rectangle, as large as fits as a square. GUI thread.
void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &colour);

// The name of one of our icons, or nothing for any other icon: with it the style draws it in the colour of the text.
QString iconName(const QIcon &icon);

// All names there are.
QStringList iconNames();

}
