#include "ui/backups/timestrip.h"

#include "ui/backups/backupwords.h"
#include "ui/theme/style.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Millis HourMillis = 3600LL * 1000;
constexpr Millis DayMillis = 24 * HourMillis;
constexpr Millis Longest = 42 * DayMillis; // older backups stand in the list and in the calendar
constexpr int TrackHeight = 12;
constexpr double DotRadius = 2.5;
constexpr int Grasp = 10; // a dot is met so far beside it
constexpr int Labels = 4;
}

TimeStrip::TimeStrip(const Format &format, QWidget *parent) : QWidget(parent), m_format(format)
{
    setSpokenRole(*this, QAccessible::Slider);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Backups on a line of time"));
}

void TimeStrip::show(const BackupsState &state, Millis now)
{
    const BackupId pointed = m_pointed >= 0 ? m_dots.at(m_pointed).id : BackupId();
    m_now = now;
    m_reachFrom = state.canGoBackTo;
    const Millis earliest = m_reachFrom ? *m_reachFrom : now - Longest;
    m_dots.clear();
    for (const BackupEntry &backup : state.backups)
        if (backup.isProved() && backup.at >= earliest && backup.at <= now)
            m_dots.prepend({backup.id, backup.at});
    m_from = m_reachFrom ? *m_reachFrom : m_dots.isEmpty() ? now - DayMillis : m_dots.first().at;
    m_from = qMin(m_from, now - HourMillis); // so that the labels differ
    m_pointed = -1;
    for (int i = 0; i < m_dots.size(); ++i)
        if (pointed.value && m_dots.at(i).id == pointed)
            m_pointed = i;
    setAccessibleDescription(tr("%n backups", nullptr, int(m_dots.size())));
    update();
}

bool TimeStrip::isWorthShowing() const
{
    return m_reachFrom || (!m_dots.isEmpty() && m_dots.last().at - m_dots.first().at > HourMillis);
}

QSize TimeStrip::sizeHint() const
{
    const int small = metrics().small;
    return {320, small + 12 + TrackHeight + 6 + small + 2};
}

QSize TimeStrip::minimumSizeHint() const { return {200, sizeHint().height()}; }

QRect TimeStrip::track() const { return {0, metrics().small + 12, width(), TrackHeight}; }

double TimeStrip::xOf(Millis at) const
{
    const double edge = TrackHeight / 2.0, span = double(qMax<Millis>(1, m_now - m_from));
    const double x = edge + (width() - 2 * edge) * double(at - m_from) / span;
    return layoutDirection() == Qt::RightToLeft ? width() - x : x;
}

QPoint TimeStrip::placeOf(BackupId id) const
{
    for (const Dot &dot : m_dots)
        if (dot.id == id)
            return {int(std::lround(xOf(dot.at))), track().center().y()};
    return {-1, -1};
}

int TimeStrip::dotAt(const QPoint &at) const
{
    int nearest = -1;
    double best = Grasp;
    for (int i = 0; i < m_dots.size(); ++i)
        if (const double away = std::abs(xOf(m_dots.at(i).at) - at.x()); away < best) {
            best = away;
            nearest = i;
        }
    return nearest;
}

void TimeStrip::point(int dot)
{
    if (dot == m_pointed)
        return;
    m_pointed = dot;
    if (dot >= 0)
        setAccessibleDescription(backupwords::moment(m_format, m_dots.at(dot).at, m_now));
    update();
}

void TimeStrip::mouseMoveEvent(QMouseEvent *event) { point(dotAt(event->position().toPoint())); }
void TimeStrip::leaveEvent(QEvent *) { point(-1); }

void TimeStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const int dot = dotAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && dot >= 0)
        Q_EMIT chosen(m_dots.at(dot).id);
}

void TimeStrip::focusInEvent(QFocusEvent *event)
{
    if (m_pointed < 0 && event->reason() != Qt::MouseFocusReason)
        point(int(m_dots.size()) - 1);
    QWidget::focusInEvent(event);
}

void TimeStrip::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_dots.size()) - 1;
    const int forward = layoutDirection() == Qt::RightToLeft ? Qt::Key_Left : Qt::Key_Right;
    const int backward = layoutDirection() == Qt::RightToLeft ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == backward && last >= 0)
        point(m_pointed < 0 ? last : qMax(0, m_pointed - 1));
    else if (event->key() == forward && last >= 0)
        point(qMin(last, m_pointed + 1));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_pointed >= 0)
        Q_EMIT chosen(m_dots.at(m_pointed).id);
    else
        QWidget::keyPressEvent(event);
}

void TimeStrip::paintEvent(QPaintEvent *)
{
    if (!isWorthShowing())
        return;
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect line = track();
    roundedBox(painter, line, TrackHeight / 2.0, t.neutralSoft);
    if (m_reachFrom) {
        // A young shop's line begins before what can be gone back to.
        const double edge = TrackHeight / 2.0, from = *m_reachFrom > m_from ? xOf(*m_reachFrom) - edge : 0;
        const bool mirrored = layoutDirection() == Qt::RightToLeft && *m_reachFrom > m_from;
        const QRectF reach = mirrored ? QRectF(line.left(), line.top(), xOf(*m_reachFrom) + edge, line.height())
                                      : QRectF(from, line.top(), line.right() + 1 - from, line.height());
        roundedBox(painter, reach, edge, mixed(t.surface, t.accent, 0.35));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_reachFrom ? t.accentDown : t.accent);
    if (t.dark)
        painter.setBrush(t.accent);
    const double y = line.top() + TrackHeight / 2.0;
    for (const Dot &dot : std::as_const(m_dots))
        painter.drawEllipse(QPointF(xOf(dot.at), y), DotRadius, DotRadius);
    paintLabels(painter);
    if (m_pointed >= 0)
        paintReadOut(painter);
    if (hasFocus())
        roundedBox(painter, line.adjusted(-2, -3, 2, 3), TrackHeight / 2.0 + 3, {}, t.accent, 2);
}

void TimeStrip::paintLabels(QPainter &painter) const
{
    const Tokens &t = tokens();
    painter.setFont(typeFont(Type::Caption));
    const QFontMetrics fm = painter.fontMetrics();
    const QRect below(0, track().bottom() + 7, width(), metrics().small);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QString now = tr("Now");
    const QFontMetrics strong(typeFont(Type::Caption, QFont::DemiBold));
    const int nowWidth = strong.horizontalAdvance(now);
    painter.setPen(t.muted);
    int taken = -1000; // of the words before, their end
    for (int i = 0; i < Labels; ++i) {
        const Millis at = m_from + (m_now - m_from) * i / Labels;
        const bool sameDay = m_now - m_from < 2 * DayMillis;
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(at, m_format.zone());
        const QString words = sameDay ? m_format.locale().toString(when.time(), u"HH:mm"_s) : m_format.day(when.date());
        const int wide = fm.horizontalAdvance(words);
        const int left = i == 0 ? 0 : int((width() - TrackHeight) * i / Labels) - wide / 2 + TrackHeight / 2;
        if (left < taken + 12 || left + wide > width() - nowWidth - 12)
            continue;
        taken = left + wide;
        const QRect place(left, below.top(), wide, below.height());
        painter.drawText(mirrored ? QStyle::visualRect(layoutDirection(), below, place) : place, Qt::AlignCenter,
                         words);
    }
    painter.setFont(typeFont(Type::Caption, QFont::DemiBold));
    painter.setPen(t.text);
    painter.drawText(below, int((mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter), now);
}

// The words over the dot that is pointed at, in inverse colours.
void TimeStrip::paintReadOut(QPainter &painter) const
{
    const Tokens &t = tokens();
    const double x = xOf(m_dots.at(m_pointed).at);
    const QRect line = track();
    painter.setBrush(t.surface);
    painter.setPen(QPen(t.accent, 2));
    painter.drawEllipse(QPointF(x, line.top() + TrackHeight / 2.0), 4, 4);
    painter.setFont(typeFont(Type::Caption, QFont::Medium));
    const QString words = backupwords::moment(m_format, m_dots.at(m_pointed).at, m_now);
    const int wide = painter.fontMetrics().horizontalAdvance(words) + 16;
    const int left = qBound(0, int(x) - wide / 2, qMax(0, width() - wide));
    const QRect box(left, 0, wide, metrics().small + 6);
    roundedBox(painter, box, 4, t.text);
    painter.setPen(t.surface);
    painter.drawText(box, Qt::AlignCenter, words);
}

}
