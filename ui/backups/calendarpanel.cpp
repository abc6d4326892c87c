#include "ui/backups/calendarpanel.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

CalendarPanel::CalendarPanel(const Format &format, QWidget *parent)
    : Panel({}, parent), m_grid(new MonthGrid(format)), m_earlier(new QPushButton), m_later(new QPushButton)
{
    setObjectName(u"backupCalendar"_s);
    m_grid->setObjectName(u"backupDays"_s);
    for (auto [button, name, sign, words, step] :
         {std::tuple(m_earlier, u"earlierMonth"_s, u"chevron-left"_s, tr("The month before"), -1),
          std::tuple(m_later, u"laterMonth"_s, u"chevron-right"_s, tr("The month after"), 1)}) {
        button->setObjectName(name);
        button->setIcon(icon(sign));
        button->setToolTip(words);
        button->setAccessibleName(words);
        button->setAutoDefault(false);
        setKind(*button, ButtonKind::Quiet);
        button->setFixedSize(metrics().unit + 10, metrics().unit + 10); // as high as a link in the other heads
        connect(button, &QPushButton::clicked, m_grid, [this, step = step] { m_grid->go(step); });
        addToHead(button);
    }
    body()->addWidget(m_grid, 0, Qt::AlignHCenter);
    body()->addStretch(1);
    connect(m_grid, &MonthGrid::monthChanged, this, &CalendarPanel::follow);
    connect(m_grid, &MonthGrid::chosen, this, &CalendarPanel::chosen);
}

void CalendarPanel::show(const BackupsState &state, Millis now)
{
    m_grid->show(state, now);
    follow();
}

void CalendarPanel::follow()
{
    setTitle(m_grid->title());
    m_earlier->setEnabled(m_grid->canGo(-1));
    m_later->setEnabled(m_grid->canGo(1));
}

}
