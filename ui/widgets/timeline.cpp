#include "ui/widgets/timeline.h"

#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int DotRoom = 26, Between = 16, SaidInset = 10;
constexpr int Wrapped = Qt::AlignLeading | Qt::AlignTop | Qt::TextWordWrap;

int heightOf(const QFont &font, int width, const QString &text)
{
    return text.isEmpty() ? 0 : QFontMetrics(font).boundingRect(QRect(0, 0, width, 100'000), Wrapped, text).height();
}
}

TimeLine::TimeLine(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TimeLine::setEntries(const QList<TimeLineEntry> &entries)
{
    m_entries = entries;
    QStringList spoken;
    for (const TimeLineEntry &entry : entries) {
        QStringList words{entry.text, entry.second, entry.when};
        words.removeAll(QString());
        spoken << words.join(u", "_s);
    }
    setAccessibleDescription(spoken.join(u"; "_s));
    updateGeometry();
    update();
}

QList<TimeLine::Place> TimeLine::places(int width) const
{
    const QFont body = typeFont(Type::Body), small = typeFont(Type::Caption);
    QList<Place> places;
    int y = 2;
    for (const TimeLineEntry &entry : m_entries) {
        Place place;
        const int when = figuresWidth(QFontMetrics(small), entry.when) + 4;
        const int room = qMax(60, width - DotRoom - when - 12);
        place.text = {DotRoom, y, room, heightOf(body, room, entry.text)};
        place.when = {width - when, y, when, metrics().unit};
        int bottom = qMax(place.text.bottom(), place.when.bottom()) + 1;
        if (!entry.second.isEmpty()) {
            const int inset = entry.said ? SaidInset : 0;
            const int wide = width - DotRoom - 2 * inset;
            const int high = heightOf(entry.said ? body : small, wide, entry.second);
            place.second = {DotRoom + inset, bottom + (entry.said ? 6 + 8 : 2), wide, high};
            bottom = place.second.bottom() + 1 + (entry.said ? 8 : 0);
        }
        place.all = {0, y, width, bottom - y};
        places << place;
        y = bottom + Between;
    }
    return places;
}

int TimeLine::heightForWidth(int width) const
{
    const QList<Place> all = places(width);
    return all.isEmpty() ? 0 : all.constLast().all.bottom() + 6;
}

QSize TimeLine::sizeHint() const { return {400, heightForWidth(width() > 100 ? width() : 400)}; }

QSize TimeLine::minimumSizeHint() const { return {200, heightForWidth(width() > 100 ? width() : 400)}; }

void TimeLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &t = tokens();
    const QList<Place> all = places(width());
    const auto seen = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    for (int i = 0; i < all.size(); ++i) {
        const Place &place = all.at(i);
        const TimeLineEntry &entry = m_entries.at(i);
        const QRect dot = seen({3, place.text.top() + metrics().unit / 2 - 5, 10, 10});
        if (i + 1 < all.size())
            painter.fillRect(QRect(dot.center().x(), dot.bottom() + 2, 2,
                                   all.at(i + 1).text.top() + metrics().unit / 2 - 7 - dot.bottom() - 2),
                             t.border);
        painter.setPen(QPen(i == 0 ? t.accent : t.control, 2));
        painter.setBrush(i == 0 ? QBrush(t.accent) : QBrush(t.surface));
        painter.drawEllipse(QRectF(dot).adjusted(1, 1, -1, -1));
        painter.setPen(t.text);
        painter.setFont(typeFont(Type::Body));
        painter.drawText(seen(place.text), Wrapped, entry.text);
        if (entry.said)
            roundedBox(painter, seen(place.second.adjusted(-SaidInset, -8, SaidInset, 8)), ControlRadius,
                       t.neutralSoft);
        painter.setFont(typeFont(entry.said ? Type::Body : Type::Caption));
        painter.setPen(entry.said ? t.text : t.muted);
        painter.drawText(seen(place.second), Wrapped, entry.second);
        painter.setFont(typeFont(Type::Caption));
        painter.setPen(t.muted);
        drawFigures(painter, seen(place.when), Qt::AlignTrailing | Qt::AlignVCenter, entry.when);
    }
}

bool TimeLine::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QList<Place> all = places(width());
    QString tip;
    for (int i = 0; i < all.size(); ++i)
        if (all.at(i).all.contains(help->pos()))
            tip = m_entries.at(i).tip;
    QToolTip::showText(help->globalPos(), tip.toHtmlEscaped(), this);
    return true;
}

}
