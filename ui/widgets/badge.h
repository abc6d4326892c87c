#pragma once
// A state as glyph and word. The glyph's shape carries the meaning without colour; the normal state has no fill, so
// that what wants a person stands out.
#include "ui/theme/tokens.h"

#include <QWidget>

namespace backroom {

enum class Glyph { Done, UnderWay, Over, Look }; // ● ◐ ○ ▲

struct BadgeLook
{
    QString text;
    Glyph glyph = Glyph::Done;
    Ink ink = Ink::Good;
    bool filled = false;
};

// The glyph alone, centred in the rectangle.
void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &colour);
// Both in the painter's rectangle, from its leading edge, vertically centred; caption font when filled.
void paintBadge(QPainter &painter, const QRect &rect, const BadgeLook &badge, Qt::Alignment side = Qt::AlignLeft);
QSize badgeSize(const BadgeLook &badge);

class Badge final : public QWidget {
    Q_OBJECT
public:
    explicit Badge(const BadgeLook &look = {}, QWidget *parent = nullptr);
    void setLook(const BadgeLook &look);
    const BadgeLook &look() const { return m_look; }
    QSize sizeHint() const override { return badgeSize(m_look); }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    BadgeLook m_look;
};

}
Q_DECLARE_METATYPE(backroom::BadgeLook)
