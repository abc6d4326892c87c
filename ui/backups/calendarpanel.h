#pragma once
// Which days there are backups of, a month at a time.
#include "ui/backups/monthgrid.h"
#include "ui/widgets/panel.h"

namespace backroom {

class CalendarPanel final : public Panel {
    Q_OBJECT
public:
    explicit CalendarPanel(const Format &format, QWidget *parent = nullptr);
    void show(const BackupsState &state, Millis now);
    using Panel::show;

Q_SIGNALS:
    void chosen(QDate day);

private:
    void follow();
    MonthGrid *m_grid;
    QPushButton *m_earlier, *m_later;
};

}
