#include "ui/backups/momentfield.h"

#include "ui/shell/format.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Steps = 2000; // of the slider; an arrow key is one
constexpr Millis Second = 1000;
constexpr Millis Minute = 60 * Second;
}

MomentField::MomentField(const Format &format, const Stretch &stretch, QWidget *parent)
    : QWidget(parent),
      m_zone(format.zone()),
      m_stretch(stretch),
      m_slider(new QSlider(Qt::Horizontal)),
      m_exact(new QDateTimeEdit)
{
    m_slider->setObjectName(u"momentSlider"_s);
    m_slider->setAccessibleName(tr("The moment, roughly"));
    m_slider->setRange(0, Steps);
    m_slider->setPageStep(Steps / 20);
    m_exact->setObjectName(u"moment"_s);
    m_exact->setAccessibleName(tr("The moment, to the second"));
    m_exact->setTimeSpec(Qt::UTC);
    m_exact->setLocale(format.locale());
    m_exact->setDisplayFormat(format.locale().dateFormat(QLocale::ShortFormat) + u"  HH:mm:ss"_s);
    m_exact->setCalendarPopup(true);
    // The style's combo box keeps room for its arrow that the edit's own hint does not know of.
    const QString widest = format.locale().toString(QDate(2028, 12, 28), QLocale::ShortFormat) + u"  00:00:00"_s;
    m_exact->setMinimumWidth(m_exact->fontMetrics().horizontalAdvance(widest) + 4 * metrics().unit);
    m_exact->setDateTimeRange(onTheWall(m_stretch.from), onTheWall(m_stretch.until));
    m_exact->setDateTime(onTheWall(std::max(m_stretch.from, m_stretch.until - Minute)));
    typed();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_exact, 0, Qt::AlignLeading);
    all->addWidget(m_slider);
    auto *ends = new QHBoxLayout;
    ends->addWidget(makeLabel(format.full(m_stretch.from), Type::Caption, Ink::Muted));
    ends->addStretch(1);
    ends->addWidget(makeLabel(tr("Now"), Type::Caption, Ink::Muted));
    all->addLayout(ends);
    setFocusProxy(m_exact);
    connect(m_slider, &QSlider::valueChanged, this, &MomentField::slide);
    connect(m_exact, &QDateTimeEdit::dateTimeChanged, this, [this] {
        typed();
        Q_EMIT changed(moment());
    });
}

QDateTime MomentField::onTheWall(Millis at) const
{
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(at, m_zone);
    return QDateTime(there.date(), there.time(), Qt::UTC);
}

Millis MomentField::moment() const
{
    const QDateTime shown = m_exact->dateTime();
    const QDateTime meant(shown.date(), shown.time(), m_zone);
    return std::clamp(meant.toMSecsSinceEpoch(), m_stretch.from, m_stretch.until);
}

void MomentField::slide(int step)
{
    const Millis at = m_stretch.from + (m_stretch.until - m_stretch.from) * step / Steps;
    m_exact->setDateTime(onTheWall(at / Second * Second));
}

void MomentField::typed()
{
    const QSignalBlocker quiet(m_slider);
    const Millis span = std::max<Millis>(1, m_stretch.until - m_stretch.from);
    m_slider->setValue(int((moment() - m_stretch.from) * Steps / span));
}

}
