#pragma once
// Text as the console paints it: elided with dots, figures in columns of equal width, labels in the colours and sizes
// of the scale.
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

#include <QLabel>

class QPainter;

namespace backroom {

// Draws one line with the painter's font and pen; what does not fit ends in dots. Returns whether all of it fitted.
bool drawText(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text);

// The same for figures that stand under each other: every digit takes the width of the widest, also in fonts whose
// digits differ in width.
void drawFigures(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text);
int figuresWidth(const QFontMetrics &metrics, const QString &text);

// A shop's own name in a button or a menu, where a single & would vanish.
QString escaped(const QString &name);

// A plain-text label. Text from people never becomes markup.
QLabel *makeLabel(const QString &text, Type type = Type::Body, Ink ink = Ink::Text, QWidget *parent = nullptr);
QLabel *makeLabel(const QString &text, Type type, QFont::Weight weight, Ink ink = Ink::Text, QWidget *parent = nullptr);
// Colours an existing label; it follows a change of theme.
void setInk(QWidget &widget, Ink ink);

// A label for names the shop typed: shows dots at its end when there is no room, and the whole text as tooltip.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString &text = {}, QWidget *parent = nullptr);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
};

}
