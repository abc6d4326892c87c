#pragma once
// How controls are drawn: a proxy over Fusion that paints buttons, fields, headers, tabs, menus and scroll bars from
// the tokens. No style sheets anywhere; one would take its widget away from this file and from the palette.
#include "ui/theme/tokens.h"

#include <QProxyStyle>

class QAbstractButton;
class QStyleOptionHeader;
class QStyleOptionButton;

namespace backroom {

enum class ButtonKind {
    Plain, // outlined: most buttons
    Primary, // filled: one a page
    Link, // a word to act on, in heads of panels
    Destructive, // outlined, says what is lost
    LastStep, // filled: the last click before it is lost
    Quiet, // an icon alone, without an edge until the pointer is there
};
void setKind(QAbstractButton &button, ButtonKind kind);
ButtonKind kindOf(const QWidget *button);

// Marks a field as the cause of an error: a strong edge in the colour of errors.
void setFault(QWidget &field, bool fault);
bool hasFault(const QWidget *field);

class Style final : public QProxyStyle {
    Q_OBJECT
public:
    Style();

    const Tokens &tokens() const { return m_tokens; }
    void setTokens(const Tokens &tokens) { m_tokens = tokens; }

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    QPalette standardPalette() const override { return palette(m_tokens); }
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    // Each draws one kind of thing; they stand in the style*.cpp file of their family.
    void drawButton(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const;
    void drawButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const;
    void drawToolButton(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawCheck(const QStyleOption &option, QPainter &painter) const;
    void drawRadio(const QStyleOption &option, QPainter &painter) const;
    void drawField(const QStyleOption &option, QPainter &painter, const QWidget *widget) const;
    void drawCombo(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawSpin(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawSlider(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawScrollBar(const QStyleOptionComplex &option, QPainter &painter, const QWidget *widget) const;
    void drawHeader(const QStyleOptionHeader &option, QPainter &painter) const;
    void drawTab(const QStyleOption &option, QPainter &painter) const;
    void drawProgress(const QStyleOption &option, QPainter &painter) const;
    void drawMenuItem(const QStyleOption &option, QPainter &painter) const;
    void drawMenuBarItem(const QStyleOption &option, QPainter &painter) const;

    Tokens m_tokens = lightTokens();
};

// The tokens in force: those of the application's style, as its palette is; the light ones while there is none of ours.
const Tokens &tokens();

// A rounded rectangle with its line inside, on whole pixels. No colour, no fill or line.
void roundedBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line = {},
                double width = 1);
// A one-pixel line that stays one pixel: along the top of the rectangle's last row, or a whole rectangle.
void hairline(QPainter &painter, const QRect &rect, const QColor &colour);

}
