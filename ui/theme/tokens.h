#pragma once
// Every colour of the console by name, in two tables. Pages, delegates and charts ask for names; no other file holds
// a colour of its own.
#include <QColor>

class QPalette;

namespace backroom {

struct Tokens
{
    QColor chrome, canvas, surface; // bars around, page behind panels, panels and tables
    QColor hover, border, outline, control; // row under the pointer, hairlines, buttons and chips, edges of fields
    QColor text, muted, disabled;
    QColor accent, accentHover, accentDown, onAccent, select;
    QColor good, goodSoft, warn, warnSoft, bad, badSoft, neutralSoft;
    QColor s1, s1Fill, s2, s3, s4, prev, grid; // series of charts, the period before, grid lines
    bool dark = false;
};

const Tokens &lightTokens();
const Tokens &darkTokens();
// For a desktop that asks for high contrast: its own palette, without soft fills, outlines as strong as text.
Tokens contrastTokens(const QPalette &desktop);

// What a text or an icon says, as a name that survives a change of theme.
enum class Ink { Text, Muted, Disabled, Accent, OnAccent, Good, Warn, Bad };
QColor colour(const Tokens &tokens, Ink ink);
// The quiet ground that goes with an ink: behind badges and tiles.
QColor softColour(const Tokens &tokens, Ink ink);
// `over` laid on `ground` at a share of 0 to 1.
QColor mixed(const QColor &ground, const QColor &over, double share);

// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &one, const QColor &other);

QPalette palette(const Tokens &tokens);

}
