#include "ui/reports/periodbar.h"

#include "ui/reports/reportwords.h"
#include "ui/shell/memory.h"
#include "ui/theme/type.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/segmented.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr Span Spans[] = {Span::Today,       Span::ThisWeek, Span::ThisMonth, Span::LastMonth,
                          Span::ThisQuarter, Span::ThisYear, Span::All,       Span::Own};
}

PeriodBar::PeriodBar(const Format &format, QWidget *parent)
    : QWidget(parent),
      m_format(format),
      m_span(new QComboBox),
      m_from(new QDateEdit),
      m_to(new QDateEdit),
      m_interval(new Segmented({tr("Day"), tr("Week"), tr("Month")})),
      m_compare(new QCheckBox(tr("Compare")))
{
    auto *row = new FlowRow(this);
    row->setContentsMargins(PageEdge, 0, PageEdge, 12);
    row->setSpacing(8);
    m_span->setObjectName(u"reportSpan"_s);
    m_span->setAccessibleName(tr("Days"));
    for (const Span span : Spans)
        m_span->addItem(reportwords::span(span));
    m_span->setCurrentIndex(2);
    const QString pattern = format.locale().dateFormat(QLocale::ShortFormat);
    for (QDateEdit *field : {m_from, m_to}) {
        field->setCalendarPopup(true);
        field->setLocale(format.locale());
        // A year of two digits would be guessed at.
        field->setDisplayFormat(pattern.contains(u"yyyy"_s) ? pattern : QString(pattern).replace(u"yy"_s, u"yyyy"_s));
        connect(field, &QDateEdit::dateChanged, this, &PeriodBar::changed);
    }
    m_from->setObjectName(u"reportFrom"_s);
    m_from->setAccessibleName(tr("From"));
    m_to->setObjectName(u"reportTo"_s);
    m_to->setAccessibleName(tr("Until and with"));
    m_interval->setObjectName(u"reportInterval"_s);
    m_interval->setAccessibleName(tr("Length of a period"));
    m_compare->setObjectName(u"compareReport"_s);
    m_compare->setToolTip(tr("Puts the period before beside it"));
    m_compare->setChecked(true);
    row->addWidget(m_span);
    row->addWidget(m_from);
    row->addWidget(m_to);
    row->addWidget(m_interval);
    row->addWidget(m_compare);
    connect(m_span, &QComboBox::currentIndexChanged, this, [this] {
        showOwn();
        Q_EMIT changed();
    });
    connect(m_interval, &Segmented::currentChanged, this, &PeriodBar::changed);
    connect(m_compare, &QCheckBox::toggled, this, &PeriodBar::changed);
    showOwn();
}

void PeriodBar::showOwn()
{
    const bool own = m_days && span() == Span::Own;
    m_from->setVisible(own);
    m_to->setVisible(own);
}

Span PeriodBar::span() const { return Spans[std::max(0, m_span->currentIndex())]; }

DayRange PeriodBar::range(int today, int first) const
{
    if (span() != Span::Own)
        return period::rangeOf(span(), today, first);
    // Two days the wrong way round mean the stretch between them.
    const auto [from, to] = std::minmax({dateDay(m_from->date()), dateDay(m_to->date())});
    return {from, to + 1};
}

Interval PeriodBar::interval() const
{
    return m_interval->isHidden() ? Interval::Day : Interval(m_interval->current());
}

bool PeriodBar::compares() const { return m_compare->isChecked() && !m_compare->isHidden(); }

void PeriodBar::setSpan(Span span)
{
    for (int i = 0; i < int(std::size(Spans)); ++i)
        if (Spans[i] == span)
            m_span->setCurrentIndex(i);
}

void PeriodBar::setOwn(DayRange range)
{
    const QSignalBlocker from(m_from), to(m_to);
    m_from->setDate(dayDate(range.from));
    m_to->setDate(dayDate(range.to - 1));
}

void PeriodBar::offer(bool intervals, bool days, bool comparison)
{
    m_interval->setVisible(intervals);
    m_days = days;
    m_span->setVisible(days);
    m_compare->setVisible(comparison);
    showOwn();
}

void PeriodBar::keep(Memory &memory)
{
    m_span->setCurrentIndex(memory.value(u"reports/span"_s, 2).toInt());
    m_interval->setCurrent(memory.value(u"reports/interval"_s, 0).toInt());
    m_compare->setChecked(memory.value(u"reports/compare"_s, true).toBool());
    connect(this, &PeriodBar::changed, this, [this, &memory] {
        memory.setValue(u"reports/span"_s, m_span->currentIndex());
        memory.setValue(u"reports/interval"_s, m_interval->current());
        memory.setValue(u"reports/compare"_s, m_compare->isChecked());
    });
}

}
