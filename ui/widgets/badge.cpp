#include "ui/widgets/badge.h"

#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPainter>

namespace backroom {

void paintGlyph(QPainter &painter, const QRectF &rect, Glyph glyph, const QColor &colour)
{
    const double side = qMin(rect.width(), rect.height());
    const QRectF box(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double stroke = qMax(1.2, side / 6);
    const QRectF ring = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (glyph) {
    case Glyph::Done: painter.drawEllipse(box); break;
    case Glyph::UnderWay:
        painter.drawPie(ring, 90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, stroke));
        painter.drawEllipse(ring);
        break;
    case Glyph::Over:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, stroke));
        painter.drawEllipse(ring);
        break;
    case Glyph::Look: {
        painter.setPen(QPen(colour, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double grow = side * 0.1;
        painter.drawPolygon(QPolygonF{QPointF(box.center().x(), box.top() - grow + 1),
                                      QPointF(box.right() + grow, box.bottom()),
                                      QPointF(box.left() - grow, box.bottom())});
        break;
    }
    }
    painter.restore();
}

static QFont badgeFont(const BadgeLook &badge)
{
    return badge.filled ? typeFont(Type::Caption, QFont::Medium) : typeFont(Type::Body);
}

static int glyphSide() { return metrics().unit / 2; }
static int glyphGap() { return qMax(5, metrics().unit / 3); }
static int filledEdge() { return qMax(8, metrics().unit / 3); }

QSize badgeSize(const BadgeLook &badge)
{
    const QFontMetrics fm(badgeFont(badge));
    return {fm.horizontalAdvance(badge.text) + glyphSide() + glyphGap() + (badge.filled ? 2 * filledEdge() + 3 : 3),
            fm.height() + (badge.filled ? 6 : 2)};
}

void paintBadge(QPainter &painter, const QRect &rect, const BadgeLook &badge, Qt::Alignment side)
{
    const Tokens &t = tokens();
    const QSize size = badgeSize(badge);
    const int width = qMin(size.width(), rect.width());
    const int left = side & Qt::AlignRight ? rect.right() + 1 - width : rect.left();
    QRect box(left, rect.top() + (rect.height() - size.height()) / 2, width, size.height());
    if (badge.filled) {
        roundedBox(painter, box, box.height() / 2.0, softColour(t, badge.ink));
        box.adjust(filledEdge(), 0, -filledEdge(), 0);
    }
    const QColor ink = colour(t, badge.ink);
    const int glyph = glyphSide();
    paintGlyph(painter, QRectF(box.left(), box.center().y() - glyph / 2.0 + 0.5, glyph, glyph), badge.glyph, ink);
    painter.save();
    painter.setFont(badgeFont(badge));
    const bool plain = !badge.filled || badge.ink == Ink::Muted;
    painter.setPen(plain ? (badge.ink == Ink::Muted && !badge.filled ? t.muted : t.text) : ink);
    drawText(painter, box.adjusted(glyph + glyphGap(), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, badge.text);
    painter.restore();
}

Badge::Badge(const BadgeLook &look, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look);
}

void Badge::setLook(const BadgeLook &look)
{
    m_look = look;
    setAccessibleName(look.text);
    updateGeometry();
    update();
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBadge(painter, rect(), m_look);
}

}
