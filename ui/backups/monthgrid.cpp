#include "ui/backups/monthgrid.h"

#include "ui/theme/style.h"
#include "ui/widgets/spokenrole.h"
#include "ui/widgets/text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr int Week = 7, Rows = 6;

MonthGrid::MonthGrid(const Format &format, QWidget *parent) : QWidget(parent), m_format(format)
{
    setSpokenRole(*this, QAccessible::Table);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Days with a backup"));
}

void MonthGrid::show(const BackupsState &state, Millis now)
{
    const auto dayOf = [this](Millis at) { return QDateTime::fromMSecsSinceEpoch(at, m_format.zone()).date(); };
    const QDate today = dayOf(now);
    m_days.clear();
    m_first = today;
    for (const BackupEntry &backup : state.backups) {
        Day &day = m_days[dayOf(backup.at)];
        day.faulty = (day.count == 0 || day.faulty) && !backup.fault.isEmpty();
        ++day.count;
        m_first = qMin(m_first, dayOf(backup.at));
    }
    const bool wasNow = !m_month.isValid() || (m_month.year() == m_today.year() && m_month.month() == m_today.month());
    m_today = today;
    if (wasNow)
        show(QDate(today.year(), today.month(), 1));
    update();
}

void MonthGrid::show(QDate month)
{
    if (month == m_month)
        return;
    m_month = month;
    m_current = {};
    Q_EMIT monthChanged();
    updateGeometry();
    update();
}

bool MonthGrid::canGo(int months) const
{
    const QDate there = m_month.addMonths(months);
    return months < 0 ? there.addMonths(1).addDays(-1) >= m_first : there <= m_today;
}

void MonthGrid::go(int months)
{
    if (canGo(months))
        show(m_month.addMonths(months));
}

QString MonthGrid::title() const
{
    return m_format.locale().standaloneMonthName(m_month.month()) + u' ' + QString::number(m_month.year());
}

QSize MonthGrid::cell() const { return {qMax(28, metrics().unit * 2 - 2), qMax(24, metrics().unit + 7)}; }

QSize MonthGrid::sizeHint() const { return {Week * cell().width(), metrics().small + 6 + Rows * cell().height()}; }

int MonthGrid::column(QDate day) const { return (day.dayOfWeek() - m_format.locale().firstDayOfWeek() + Week) % Week; }

QRect MonthGrid::placeOf(QDate day) const
{
    const int row = (day.day() - 1 + column(m_month)) / Week;
    const QRect place(column(day) * cell().width(), metrics().small + 6 + row * cell().height(), cell().width(),
                      cell().height());
    return QStyle::visualRect(layoutDirection(), rect(), place);
}

QDate MonthGrid::dayAt(const QPoint &at) const
{
    for (QDate day = m_month; day.month() == m_month.month(); day = day.addDays(1))
        if (placeOf(day).contains(at))
            return day;
    return {};
}

QString MonthGrid::words(QDate day) const
{
    const int count = backupsOn(day);
    return m_format.dayLong(day) + u": "_s
        + (count == 0       ? tr("no backup")
               : count == 1 ? tr("1 backup")
                            : tr("%n backups", nullptr, count));
}

void MonthGrid::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    painter.setFont(typeFont(Type::Caption));
    painter.setPen(t.muted);
    for (int i = 0; i < Week; ++i) {
        const int weekday = (m_format.locale().firstDayOfWeek() - 1 + i) % Week + 1;
        const QRect place = QStyle::visualRect(layoutDirection(), rect(),
                                               QRect(i * cell().width(), 0, cell().width(), metrics().small));
        painter.drawText(place, Qt::AlignCenter,
                         m_format.locale().standaloneDayName(weekday, QLocale::ShortFormat).left(2));
    }
    for (QDate day = m_month; day.month() == m_month.month(); day = day.addDays(1))
        paintDay(painter, day);
    // Before the arrow keys have chosen a day, the focus is on the month.
    if (hasFocus() && !m_current.isValid())
        roundedBox(painter, rect(), ControlRadius, {}, t.accent, 2);
}

void MonthGrid::paintDay(QPainter &painter, QDate day) const
{
    const Tokens &t = tokens();
    const QRect box = placeOf(day).adjusted(2, 1, -2, -1);
    const Day held = m_days.value(day);
    const Ink ink = held.faulty ? Ink::Bad : Ink::Good;
    if (held.count > 0)
        roundedBox(painter, box, ControlRadius, softColour(t, ink));
    if (held.count > 0 && day == m_hovered)
        roundedBox(painter, box, ControlRadius, {}, colour(t, ink));
    if (hasFocus() && day == m_current)
        roundedBox(painter, box, ControlRadius, {}, t.accent, 2);
    painter.setFont(typeFont(Type::Caption, day == m_today ? QFont::Bold : QFont::Normal));
    painter.setPen(held.count > 0 ? colour(t, ink) : day > m_today ? t.disabled : t.muted);
    painter.drawText(box, Qt::AlignCenter, m_format.locale().toString(day.day()));
    if (day == m_today)
        painter.fillRect(QRect(box.center().x() - 6, box.bottom() - 2, 13, 2),
                         held.count > 0 ? colour(t, ink) : t.muted);
}

void MonthGrid::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = dayAt(event->position().toPoint());
    update();
}

void MonthGrid::leaveEvent(QEvent *)
{
    m_hovered = {};
    update();
}

void MonthGrid::mouseReleaseEvent(QMouseEvent *event)
{
    const QDate day = dayAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && backupsOn(day) > 0)
        Q_EMIT chosen(day);
}

void MonthGrid::point(QDate day)
{
    if (day > m_today || day < QDate(m_first.year(), m_first.month(), 1))
        return;
    show(QDate(day.year(), day.month(), 1));
    m_current = day;
    setAccessibleDescription(words(day));
    update();
}

void MonthGrid::keyPressEvent(QKeyEvent *event)
{
    const QDate here = m_current.isValid() ? m_current : qMin(m_today, m_month.addMonths(1).addDays(-1));
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: return point(m_current.isValid() ? here.addDays(-forward) : here);
    case Qt::Key_Right: return point(m_current.isValid() ? here.addDays(forward) : here);
    case Qt::Key_Up: return point(here.addDays(-Week));
    case Qt::Key_Down: return point(here.addDays(Week));
    case Qt::Key_PageUp: return go(-1);
    case Qt::Key_PageDown: return go(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (backupsOn(here) > 0)
            Q_EMIT chosen(here);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

bool MonthGrid::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<const QHelpEvent *>(event);
        const QDate day = dayAt(help->pos());
        QToolTip::showText(help->globalPos(), day.isValid() ? words(day) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

}
