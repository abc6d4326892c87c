#include "ui/server/healthfacts.h"

#include "ui/server/serverwords.h"
#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/panel.h"

#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
FactList *makeList(QList<QWidget *> &panels, const QString &objectName, const QString &title)
{
    auto *panel = new Panel(title);
    auto *list = new FactList;
    list->setObjectName(objectName);
    panel->body()->addWidget(list);
    panel->body()->addStretch(1);
    panels << panel;
    return list;
}
}

HealthFacts::HealthFacts(const Format &format, QWidget *parent)
    : QWidget(parent),
      m_format(format),
      m_grid(new QGridLayout(this)),
      m_pace(makeList(m_panels, u"pace"_s, tr("How it keeps up"))),
      m_refused(makeList(m_panels, u"refused"_s, tr("What was turned away"))),
      m_room(makeList(m_panels, u"room"_s, tr("The room it takes")))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(PanelGap);
    setColumns(1);
}

void HealthFacts::setColumns(int columns)
{
    // Of two columns the first list, which is the longest, has one to itself.
    m_grid->addWidget(m_panels.at(0), 0, 0, columns == 2 ? 2 : 1, 1);
    m_grid->addWidget(m_panels.at(1), columns == 1 ? 1 : 0, columns == 1 ? 0 : 1);
    m_grid->addWidget(m_panels.at(2), columns == 3 ? 0 : columns == 2 ? 1 : 2, columns - 1);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    m_grid->setHorizontalSpacing(columns == 1 ? 0 : PanelGap);
}

void HealthFacts::show(const HostFigures &figures)
{
    const QLocale locale = m_format.locale();
    const auto number = [this](qint64 value) { return m_format.number(value); };
    const auto time = [&](qint64 micros) { return serverwords::duration(locale, micros); };
    const auto size = [&](qint64 bytes) { return serverwords::size(locale, bytes); };
    const QString none = u"–"_s;
    const bool wrote = figures.commits > 0;
    const double batch = wrote ? double(figures.commitCalls) / double(figures.commits) : 0;
    m_pace->setFacts({
        {tr("Faults of ours"), number(figures.errors)},
        {tr("Changes saved at once"), wrote ? locale.toString(batch, 'f', 1) : none},
        {tr("95% saved to disk within"), wrote ? time(figures.commitP95Micros) : none},
        {tr("95% waited for their turn"), wrote ? time(figures.waitP95Micros) : none},
        {tr("Changes waiting now"), number(figures.writesWaiting)},
        {tr("Reports and imports waiting"), number(figures.slowWaiting)},
        {tr("Sign-ins waiting"), number(figures.passwordsWaiting)},
        {tr("Times a worker stood still"), number(figures.stalls)},
        {tr("Longest of these"), figures.stalls > 0 ? time(figures.longestStallMillis * 1000) : none},
    });
    m_refused->setFacts({
        {tr("Wrong or not allowed"), number(figures.refused - figures.limited)},
        {tr("Asked too often"), number(figures.limited)},
        {tr("Sent nothing readable"), number(figures.unreadable)},
        {tr("Found no free connection"), number(figures.turnedAway)},
    });
    QList<Fact> room{{tr("Memory"), size(figures.residentBytes)},
                     {tr("Open files and connections"), number(figures.openFiles)},
                     {tr("Database"), figures.databaseBytes > 0 ? size(figures.databaseBytes) : none}};
    if (figures.walBytes > 0)
        room << Fact{tr("Its write-ahead log"), size(figures.walBytes)};
    m_room->setFacts(room);
}

}
