#pragma once
// How the load went over the last minutes: requests a second, and within how long most were answered.
#include "app/apihost.h"
#include "ui/shell/format.h"

#include <QWidget>

class QBoxLayout;

namespace backroom {

class LineChart;

class LoadCharts final : public QWidget {
    Q_OBJECT
public:
    explicit LoadCharts(const Format &format, QWidget *parent = nullptr);
    // One under the other instead of beside it.
    void setStacked(bool stacked);
    // Draws anew only when a slot was added. What is pointed at stays pointed at.
    void show(const QList<HostSlot> &history);

private:
    void draw(LineChart &chart, const QString &name, const std::function<double(const HostSlot &)> &value,
              const std::function<QString(double)> &words, const std::function<QString(double, double)> &axis);

    Format m_format;
    QBoxLayout *m_row;
    QList<HostSlot> m_history;
    LineChart *m_rate;
    LineChart *m_within;
};

}
