#include "ui/widgets/kpitile.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPainter>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

KpiTile::KpiTile(QWidget *parent) : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void KpiTile::setKpi(const Kpi &kpi)
{
    m_kpi = kpi;
    QString spoken = kpi.name + u", "_s + kpi.figure;
    if (!kpi.change.isEmpty())
        spoken += u", "_s
            + (kpi.direction < 0       ? tr("down %1").arg(kpi.change)
                   : kpi.direction > 0 ? tr("up %1").arg(kpi.change)
                                       : kpi.change);
    if (!kpi.before.isEmpty())
        spoken += u", "_s + kpi.before;
    setAccessibleName(spoken);
    updateGeometry();
    update();
}

QSize KpiTile::sizeHint() const
{
    const int width = figuresWidth(QFontMetrics(typeFont(Type::Figure)), m_kpi.figure);
    return QSize(width + 2 * PanelEdge + 100, 0).expandedTo(minimumSizeHint());
}

int KpiTile::wordsWidth() const
{
    const QFontMetrics change(typeFont(Type::Caption, QFont::DemiBold)), plain(typeFont(Type::Caption));
    int width = plain.horizontalAdvance(m_kpi.before);
    if (!m_kpi.change.isEmpty())
        width += change.horizontalAdvance(m_kpi.change) + 8 + (m_kpi.direction != 0 ? metrics().small + 2 : 0);
    return width;
}

QSize KpiTile::minimumSizeHint() const
{
    const QFontMetrics figure(typeFont(Type::Figure));
    const int name = QFontMetrics(typeFont(Type::Body)).horizontalAdvance(m_kpi.name);
    // One more than measured, as a text of 293.4 is measured as 293 and then ends in dots.
    return {qMax(figuresWidth(figure, m_kpi.figure), qMax(name, wordsWidth()) + 1) + 2 * PanelEdge,
            metrics().unit + figure.height() + metrics().small + 8 + 24};
}

void KpiTile::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    roundedBox(painter, rect(), PanelRadius, underMouse() ? mixed(t.surface, t.hover, 0.6) : t.surface, t.border);
    if (hasFocus())
        roundedBox(painter, rect(), PanelRadius, {}, t.accent, 2);

    const QRect inner = rect().adjusted(PanelEdge, 12, -PanelEdge, -12);
    const auto placed = [&](const QRect &at) { return QStyle::visualRect(layoutDirection(), inner, at); };
    const Qt::Alignment begins = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter;
    const Metrics m = metrics();
    painter.setFont(typeFont(Type::Body));
    painter.setPen(t.muted);
    drawText(painter, QRect(inner.left(), inner.top(), inner.width(), m.unit), begins, m_kpi.name);

    const QFont figureFont = typeFont(Type::Figure);
    const QFontMetrics figure(figureFont);
    const int figureWidth = figuresWidth(figure, m_kpi.figure);
    painter.setFont(figureFont);
    painter.setPen(t.text);
    drawFigures(painter, QRect(inner.left(), inner.top() + m.unit + 4, inner.width(), figure.height()), begins,
                m_kpi.figure);

    const QRect last(inner.left(), inner.bottom() + 1 - m.small, inner.width(), m.small);
    int x = last.left();
    if (!m_kpi.change.isEmpty()) {
        const QColor ink = m_kpi.direction == 0 ? t.muted : m_kpi.good ? t.good : t.bad;
        if (m_kpi.direction != 0) {
            paintIcon(painter, placed(QRect(x, last.top(), m.small - 2, m.small)),
                      m_kpi.direction > 0 ? u"arrow-up"_s : u"arrow-down"_s, ink);
            x += m.small + 2;
        }
        painter.setFont(typeFont(Type::Caption, QFont::DemiBold));
        painter.setPen(ink);
        const int wide = painter.fontMetrics().horizontalAdvance(m_kpi.change);
        drawText(painter, placed(QRect(x, last.top(), wide + 1, last.height())), begins, m_kpi.change);
        x += wide + 8;
    }
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(t.muted);
    drawText(painter, placed(QRect(x, last.top(), last.right() + 1 - x, last.height())), begins, m_kpi.before);

    const int room = inner.width() - figureWidth - 20;
    const int width = qMin(78, room);
    if (width >= 40)
        paintSparkline(painter, placed(QRect(inner.right() - width, inner.top() + m.unit, width, 26)), m_kpi.shape);
}

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<double> &points)
{
    if (points.size() < 2)
        return;
    const auto [low, high] = std::minmax_element(points.begin(), points.end());
    const double span = qMax(*high - *low, 1e-9);
    QPolygonF line;
    for (qsizetype i = 0; i < points.size(); ++i)
        line << QPointF(rect.left() + rect.width() * double(i) / double(points.size() - 1),
                        rect.bottom() - rect.height() * (points.at(i) - *low) / span);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens().s1, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens().s1);
    painter.drawEllipse(line.last(), 2.5, 2.5);
    painter.restore();
}

}
