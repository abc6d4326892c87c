#pragma once
// The type scale and the measures that follow from it. Everything is derived from the desktop's font, so that text at
// 150 or 200 % makes rows, buttons and bars grow with it.
#include <QFont>

class QLabel;
class QWidget;

namespace backroom {

enum class Type { Caption, Body, Heading, Title, Figure };

// The application's font at the size and weight of the scale.
QFont typeFont(Type type);
QFont typeFont(Type type, QFont::Weight weight);
// The system's font of even letters, as large as texts.
QFont codeFont();
// Gives a widget that font; texts in it follow.
void setType(QWidget &widget, Type type);
void setType(QWidget &widget, Type type, QFont::Weight weight);

// Lengths in logical pixels. At a 13 pixel font: control 32, rows 34, 40 and 50.
struct Metrics
{
    int unit; // height of a line of body text
    int small; // height of a line of caption text
    int control; // buttons and fields
    int textRow, airyRow, twoLineRow; // rows of tables
    int icon; // in buttons and tables
    int sideIcon; // in the sidebar
};
Metrics metrics();

inline constexpr int ControlRadius = 6;
inline constexpr int PanelRadius = 8;
inline constexpr int PageEdge = 24;
inline constexpr int PanelGap = 16;
inline constexpr int PanelEdge = 16;

// The font to begin with: the desktop's, or Inter where the desktop has none to speak of and Inter is installed.
QFont applicationFont(const QFont &desktop);

}
