#include "ui/theme/type.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>

using namespace Qt::StringLiterals;

namespace backroom {

static double factor(Type type)
{
    switch (type) {
    case Type::Caption: return 0.92;
    case Type::Body: return 1.0;
    case Type::Heading: return 1.10;
    case Type::Title: return 1.55;
    case Type::Figure: return 1.90;
    }
    return 1.0;
}

QFont typeFont(Type type)
{
    return typeFont(type, type == Type::Caption || type == Type::Body ? QFont::Normal : QFont::DemiBold);
}

QFont typeFont(Type type, QFont::Weight weight)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor(type));
    font.setWeight(weight);
    return font;
}

QFont codeFont()
{
    QFont code = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont body = typeFont(Type::Body);
    body.pixelSize() > 0 ? code.setPixelSize(body.pixelSize()) : code.setPointSizeF(body.pointSizeF());
    return code;
}

void setType(QWidget &widget, Type type) { widget.setFont(typeFont(type)); }
void setType(QWidget &widget, Type type, QFont::Weight weight) { widget.setFont(typeFont(type, weight)); }

Metrics metrics()
{
    const int unit = QFontMetrics(typeFont(Type::Body)).height();
    const int small = QFontMetrics(typeFont(Type::Caption)).height();
    const int icon = qMax(16, unit);
    return {unit, small, unit + 16, unit + 18, unit + 24, unit + small + 19, icon, icon + 2};
}

QFont applicationFont(const QFont &desktop)
{
    const QStringList nothing = {u"DejaVu Sans"_s, u"Bitstream Vera Sans"_s, u"Helvetica"_s, u"Sans Serif"_s,
                                 u"Sans"_s};
    const bool bare = nothing.contains(desktop.family()) || QFontInfo(desktop).family() == "DejaVu Sans"_L1;
    if (!bare || !QFontDatabase::families().contains(u"Inter"_s))
        return desktop;
    QFont inter(u"Inter"_s);
    inter.setPointSizeF(qMax(10.0, desktop.pointSizeF())); // bare X says 9, which nobody chose
    return inter;
}

}
