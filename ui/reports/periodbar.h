#pragma once
// Which days a report is about, how long its periods are, and whether the ones before stand beside them.
#include "app/reports/period.h"
#include "app/reports/reports.h"
#include "ui/shell/format.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateEdit;

namespace backroom {

class Memory;
class Segmented;

class PeriodBar final : public QWidget {
    Q_OBJECT
public:
    explicit PeriodBar(const Format &format, QWidget *parent = nullptr);

    Span span() const;
    // `first` is the first day that anything was sold on.
    DayRange range(int today, int first) const;
    Interval interval() const;
    bool compares() const;
    void setSpan(Span span);
    void setOwn(DayRange range);
    // Lengths of periods are for sales alone; what has no days to choose (a report as of now) hides them.
    void offer(bool intervals, bool days, bool comparison);
    void keep(Memory &memory);

Q_SIGNALS:
    void changed();

private:
    void showOwn();
    const Format &m_format;
    QComboBox *m_span;
    QDateEdit *m_from, *m_to;
    Segmented *m_interval;
    QCheckBox *m_compare;
    bool m_days = true;
};

}
