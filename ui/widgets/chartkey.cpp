#include "ui/widgets/chartkey.h"

#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPainter>

namespace backroom {

ChartKey::ChartKey(Stroke stroke, const QString &name, QWidget *parent) : QWidget(parent), m_stroke(stroke)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setName(name);
}

void ChartKey::setName(const QString &name)
{
    m_name = name;
    setAccessibleName(name);
    updateGeometry();
    update();
}

QSize ChartKey::sizeHint() const
{
    return {QFontMetrics(typeFont(Type::Caption)).horizontalAdvance(m_name) + 26, metrics().small + 4};
}

void ChartKey::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    if (m_stroke == Stroke::Square) {
        roundedBox(painter, QRectF(4, middle - 5, 10, 10), 2, t.s2);
    } else {
        QPen pen(m_stroke == Stroke::Line ? t.s1 : t.prev, m_stroke == Stroke::Line ? 2 : 1.5);
        if (m_stroke == Stroke::Dashed)
            pen.setDashPattern({3.5, 2.2});
        painter.setPen(pen);
        painter.drawLine(QPointF(0, middle), QPointF(17, middle));
    }
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(t.muted);
    painter.drawText(rect().adjusted(24, 0, 0, 0), Qt::AlignVCenter, m_name);
}

}
