#include "ui/products/cropframe.h"

#include "app/products/imagecrop.h"
#include "ui/products/croppaint.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/spokenrole.h"

#include <QImage>
#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace backroom {

static constexpr int Margin = 14, Reach = 12; // pixels of the window; a target of 24

CropFrame::CropFrame(QWidget *parent) : QWidget(parent)
{
    setSpokenRole(*this, QAccessible::Canvas);
    setAccessibleName(tr("The part to keep"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void CropFrame::setPicture(const QImage &shown, const QSize &size)
{
    m_upright = shown;
    m_bounds.picture = size;
    reset();
}

void CropFrame::reset()
{
    if (m_quarters % 2 != 0)
        m_bounds.picture.transpose();
    m_quarters = 0;
    m_bounds.ratio = 0;
    m_shown = QPixmap::fromImage(m_upright);
    m_scaled = {};
    put(QRect(QPoint(), m_bounds.picture));
}

void CropFrame::setRatio(double ratio)
{
    m_bounds.ratio = ratio;
    if (!m_shown.isNull())
        put(crop::fitted(m_part, m_bounds));
}

void CropFrame::turn(int quarters)
{
    QRect part = m_part;
    for (int i = 0; i < (quarters + 4) % 4; ++i) {
        part = crop::turnedRight(part, m_bounds.picture);
        m_bounds.picture.transpose();
        m_quarters = (m_quarters + 1) % 4;
    }
    m_shown = QPixmap::fromImage(turned(m_upright, m_quarters));
    m_scaled = {};
    put(part);
}

void CropFrame::put(const QRect &part)
{
    m_part = part;
    setAccessibleDescription(tr("%1 × %2 pixels, %3 from the left, %4 from the top")
                                 .arg(part.width())
                                 .arg(part.height())
                                 .arg(part.left())
                                 .arg(part.top()));
    update();
    Q_EMIT changed();
}

QSize CropFrame::sizeHint() const { return {metrics().unit * 36, metrics().unit * 24}; }

QSize CropFrame::minimumSizeHint() const { return {200, 140}; }

QRect CropFrame::place() const
{
    const QRect room = rect().adjusted(Margin, Margin, -Margin, -Margin);
    QRect place(QPoint(), m_bounds.picture.scaled(room.size(), Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    place.moveCenter(room.center());
    return place;
}

QRect CropFrame::frame() const
{
    const QRect all = place();
    const double x = double(all.width()) / m_bounds.picture.width();
    const double y = double(all.height()) / m_bounds.picture.height();
    const QPointF first(m_part.left() * x, m_part.top() * y);
    const QPointF last((m_part.left() + m_part.width()) * x, (m_part.top() + m_part.height()) * y);
    return QRect(first.toPoint(), QSize(qRound(last.x()) - qRound(first.x()), qRound(last.y()) - qRound(first.y())))
        .translated(all.topLeft());
}

std::optional<Qt::Edges> CropFrame::grip(const QPoint &at) const
{
    if (m_shown.isNull())
        return {};
    const QRect box = frame();
    if (!box.adjusted(-Reach, -Reach, Reach, Reach).contains(at))
        return {};
    // In a small frame the middle still moves it.
    const int reachX = qMin(Reach, box.width() / 4), reachY = qMin(Reach, box.height() / 4);
    Qt::Edges edges;
    if (at.x() < box.left() + reachX)
        edges |= Qt::LeftEdge;
    else if (at.x() > box.right() - reachX)
        edges |= Qt::RightEdge;
    if (at.y() < box.top() + reachY)
        edges |= Qt::TopEdge;
    else if (at.y() > box.bottom() - reachY)
        edges |= Qt::BottomEdge;
    return edges;
}

void CropFrame::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_from = event->position().toPoint();
    m_grip = grip(m_from);
    m_before = m_part;
}

void CropFrame::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (!m_grip) {
        const auto near = grip(at);
        setCursor(near ? cursorOf(*near) : Qt::ArrowCursor);
        return;
    }
    const double scale = double(m_bounds.picture.width()) / place().width();
    const QPoint by = (QPointF(at - m_from) * scale).toPoint();
    put(*m_grip ? crop::pulled(m_before, *m_grip, by, m_bounds) : crop::moved(m_before, by, m_bounds));
}

void CropFrame::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_grip.reset();
}

void CropFrame::keyPressEvent(QKeyEvent *event)
{
    const int step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    QPoint by;
    switch (event->key()) {
    case Qt::Key_Left: by = {-step, 0}; break;
    case Qt::Key_Right: by = {step, 0}; break;
    case Qt::Key_Up: by = {0, -step}; break;
    case Qt::Key_Down: by = {0, step}; break;
    default: return QWidget::keyPressEvent(event);
    }
    if (m_shown.isNull())
        return;
    if (event->modifiers() & Qt::ControlModifier)
        put(crop::pulled(m_part, by.x() ? Qt::RightEdge : Qt::BottomEdge, by, m_bounds));
    else
        put(crop::moved(m_part, by, m_bounds));
}

void CropFrame::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    roundedBox(painter, rect(), ControlRadius, t.neutralSoft);
    if (!m_shown.isNull()) {
        const QRect all = place();
        const QSize sharp = all.size() * devicePixelRatioF();
        if (m_scaled.size() != sharp)
            m_scaled = m_shown.scaled(sharp, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        painter.drawPixmap(all, m_scaled);
        paintCropFrame(painter, all, frame(), hasFocus());
    }
    if (hasFocus())
        roundedBox(painter, rect(), ControlRadius, {}, t.accent, 2);
}

}
