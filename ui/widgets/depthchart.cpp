#include "ui/widgets/depthchart.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/chart.h"
#include "ui/widgets/spokenrole.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Gap = 8;
constexpr double Headroom = 1.2; // for the read-out
}

DepthChart::DepthChart(QWidget *parent) : QWidget(parent)
{
    setSpokenRole(*this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void DepthChart::setData(const DepthData &data)
{
    m_data = data;
    if (m_pointed >= slotCount())
        m_pointed = -1;
    double largest = 0;
    for (const DepthLine &line : data.lines)
        for (const auto &value : line.values)
            largest = std::max(largest, value.value_or(0));
    m_steps = axisSteps(largest * Headroom);
    QStringList words;
    const QList<QStringList> rows = table();
    for (const QStringList &row : rows)
        words << row.join(u' ');
    setAccessibleDescription(words.join(u"; "_s));
    update();
}

int DepthChart::slotCount() const { return m_data.lines.isEmpty() ? 0 : int(m_data.lines.constFirst().values.size()); }

QSize DepthChart::sizeHint() const { return {420, metrics().unit * 11}; }
QSize DepthChart::minimumSizeHint() const { return {260, metrics().unit * 7}; }

QList<QStringList> DepthChart::table() const
{
    QList<QStringList> rows;
    for (int slot = 0; slot < slotCount(); ++slot) {
        QStringList row{m_data.slotName(slot)};
        for (const DepthLine &line : m_data.lines)
            row << (line.values.value(slot) ? m_data.figure(*line.values.value(slot)) : QString());
        rows << row;
    }
    return rows;
}

QRect DepthChart::plot() const
{
    const QFontMetrics fm(typeFont(Type::Caption));
    int left = 0, right = 0;
    for (const double step : m_steps)
        left = std::max(left, m_data.axis ? fm.horizontalAdvance(m_data.axis(step, m_steps.last())) : 0);
    for (const DepthLine &line : m_data.lines)
        right = std::max(right, QFontMetrics(typeFont(Type::Caption, QFont::DemiBold)).horizontalAdvance(line.name));
    return rect().adjusted(left + Gap, fm.height() / 2 + 2, -right - Gap, -fm.height() - Gap);
}

double DepthChart::x(int slot) const
{
    const QRect area = plot();
    return area.left() + double(area.width() - 1) * slot / std::max(1, slotCount() - 1);
}

double DepthChart::y(double value) const
{
    const QRect area = plot();
    return area.bottom() - (area.height() - 1) * value / m_steps.last();
}

QColor DepthChart::ink(qsizetype line) const
{
    const Tokens &t = tokens();
    if (line + 1 >= m_data.lines.size()) // the slowest
        return mixed(t.s1, t.text, 0.6);
    return line == 0 ? mixed(t.surface, t.s1, 0.5) : t.s1;
}

void DepthChart::paintAxes(QPainter &painter) const
{
    const Tokens &t = tokens();
    const QRect area = plot();
    painter.setFont(typeFont(Type::Caption));
    const QFontMetrics fm = painter.fontMetrics();
    for (const double step : m_steps) {
        const int at = qRound(y(step));
        painter.fillRect(QRect(area.left(), at, area.width(), 1), step > 0 ? t.grid : t.outline);
        painter.setPen(t.muted);
        if (m_data.axis)
            painter.drawText(QRect(0, at - fm.height() / 2, area.left() - Gap, fm.height()),
                             Qt::AlignRight | Qt::AlignVCenter, m_data.axis(step, m_steps.last()));
    }
    int until = 0;
    for (const auto &[slot, words] : m_data.ticks) {
        const int width = fm.horizontalAdvance(words) + 2;
        const int left = std::clamp(qRound(x(slot)) - width / 2, 0, std::max(0, this->width() - width));
        if (left < until)
            continue;
        painter.drawText(QRect(left, area.bottom() + Gap, width, fm.height()), Qt::AlignCenter, words);
        until = left + width + Gap;
    }
}

void DepthChart::paintLine(QPainter &painter, qsizetype line) const
{
    const auto &values = m_data.lines.at(line).values;
    painter.setPen(QPen(ink(line), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF run;
    const auto end = [&] {
        if (run.size() == 1)
            painter.drawPoint(run.first());
        else
            painter.drawPolyline(run);
        run.clear();
    };
    for (int slot = 0; slot < values.size(); ++slot) {
        if (values.at(slot))
            run << QPointF(x(slot), y(*values.at(slot)));
        else if (!run.isEmpty())
            end();
    }
    if (!run.isEmpty())
        end();
}

// At the height of their last figure, and never over each other.
void DepthChart::paintNames(QPainter &painter) const
{
    painter.setFont(typeFont(Type::Caption, QFont::DemiBold));
    const int height = painter.fontMetrics().height();
    int above = this->height() + height;
    for (qsizetype line = 0; line < m_data.lines.size(); ++line) {
        const auto &values = m_data.lines.at(line).values;
        const auto last =
            std::find_if(values.crbegin(), values.crend(), [](const auto &value) { return value.has_value(); });
        if (last == values.crend())
            continue;
        const int centre = std::min(qRound(y(**last)), above - height);
        above = centre;
        painter.setPen(ink(line));
        painter.drawText(QRect(plot().right() + Gap / 2, centre - height / 2, width(), height), Qt::AlignVCenter,
                         m_data.lines.at(line).name);
    }
}

void DepthChart::paintReadOut(QPainter &painter) const
{
    const Tokens &t = tokens();
    const QRect area = plot();
    const int at = qRound(x(m_pointed));
    painter.fillRect(QRect(at, area.top(), 1, area.height()), t.control);
    struct Line
    {
        QString name, figure;
        QColor ink;
    };
    QList<Line> lines;
    for (qsizetype line = 0; line < m_data.lines.size(); ++line) {
        const auto value = m_data.lines.at(line).values.value(m_pointed);
        if (!value)
            continue;
        painter.setPen(QPen(t.surface, 2));
        painter.setBrush(ink(line));
        painter.drawEllipse(QPointF(at + 0.5, y(*value)), 5, 5);
        lines << Line{m_data.lines.at(line).longName, m_data.figure(*value), ink(line)};
    }
    if (m_data.note)
        if (const QString note = m_data.note(m_pointed); !note.isEmpty())
            lines << Line{note, {}, {}};
    const QFont plain = typeFont(Type::Caption), strong = typeFont(Type::Caption, QFont::DemiBold);
    const QFontMetrics fm(plain), sfm(strong);
    const QString title = m_data.slotName(m_pointed);
    int names = 0, figures = 0;
    for (const Line &line : std::as_const(lines)) {
        names = std::max(names, fm.horizontalAdvance(line.name) + (line.ink.isValid() ? 16 : 0));
        figures = std::max(figures, sfm.horizontalAdvance(line.figure));
    }
    const int row = fm.height() + 3;
    QRect box(at + 12, area.top() + 2, std::max(sfm.horizontalAdvance(title), names + figures + 20) + 24,
              row * (int(lines.size()) + 1) + 14);
    if (box.right() > width())
        box.moveRight(at - 12);
    roundedBox(painter, QRectF(box), ControlRadius, t.surface, t.outline);
    QRect inner = box.adjusted(12, 7, -12, -7);
    painter.setFont(strong);
    painter.setPen(t.text);
    painter.drawText(QRect(inner.left(), inner.top(), inner.width(), row), Qt::AlignVCenter, title);
    for (const Line &line : std::as_const(lines)) {
        inner.setTop(inner.top() + row);
        const QRect now(inner.left(), inner.top(), inner.width(), row);
        const int indent = line.ink.isValid() ? 16 : 0;
        if (indent > 0)
            roundedBox(painter, QRectF(now.left(), now.center().y() - 1, 10, 4), 2, line.ink);
        painter.setFont(plain);
        painter.setPen(t.muted);
        painter.drawText(now.adjusted(indent, 0, 0, 0), Qt::AlignVCenter, line.name);
        painter.setFont(strong);
        painter.setPen(t.text);
        painter.drawText(now, Qt::AlignVCenter | Qt::AlignRight, line.figure);
    }
}

void DepthChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    for (qsizetype line = 0; line < m_data.lines.size(); ++line)
        paintLine(painter, line);
    paintNames(painter);
    if (m_pointed >= 0)
        paintReadOut(painter);
    else if (hasFocus())
        roundedBox(painter, QRectF(rect()), ControlRadius, {}, tokens().accent, 2);
}

void DepthChart::point(int slot)
{
    const int wanted = slot < 0 || slotCount() == 0 ? -1 : std::min(slot, slotCount() - 1);
    if (wanted == m_pointed)
        return;
    m_pointed = wanted;
    update();
}

void DepthChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRect area = plot();
    if (slotCount() == 0 || !area.adjusted(-4, 0, 4, 0).contains(event->position().toPoint()))
        return point(-1);
    const double share = (event->position().x() - area.left()) / std::max(1, area.width() - 1);
    point(std::clamp(qRound(share * (slotCount() - 1)), 0, slotCount() - 1));
}

void DepthChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_pointed >= 0)
        Q_EMIT opened(m_pointed);
}

void DepthChart::leaveEvent(QEvent *event)
{
    point(-1);
    QWidget::leaveEvent(event);
}

void DepthChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        point(m_pointed < 0 ? slotCount() - 1 : std::max(0, m_pointed - 1));
    else if (event->key() == Qt::Key_Right)
        point(m_pointed + 1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_pointed >= 0)
        Q_EMIT opened(m_pointed);
    else if (event->key() == Qt::Key_Escape && m_pointed >= 0)
        point(-1);
    else
        QWidget::keyPressEvent(event);
}

}
