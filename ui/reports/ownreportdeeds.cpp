// The owner's own reports in the list of reports: fetched, shown, removed.
#include "app/reports/behind.h"
#include "ui/orders/orderspage.h"
#include "ui/reports/ownreportview.h"
#include "ui/reports/periodbar.h"
#include "ui/reports/reportoutput.h"
#include "ui/reports/reportspage.h"
#include "ui/reports/reportwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"

#include <QListWidget>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace backroom {

void ReportsPage::loadOwn(OwnReportId select)
{
    m_desk.read(
        this, [actor = m_desk.actor()](Reader &reader) { return ownreports::list(reader, actor); },
        [this, select](const Result<QList<OwnReport>> &reports) {
            if (reports) // nobody but the owner has any
                showOwn(*reports, select);
        });
}

// The list is made anew without a word of what is chosen: a half-written text stays.
void ReportsPage::showOwn(const QList<OwnReport> &reports, OwnReportId select)
{
    const bool wasOwn = showsOwn();
    const OwnReportId wanted = select ? select : own();
    m_own = reports;
    const QSignalBlocker quiet(m_list);
    const int builtIn = int(reports::names().size());
    const int current = m_list->currentRow();
    while (m_list->count() > builtIn)
        delete m_list->takeItem(builtIn);
    for (const OwnReport &report : reports) {
        auto *item = new QListWidgetItem(icon(u"bookmark"_s), report.name, m_list);
        item->setData(OwnId, report.id.value);
        item->setToolTip(report.name);
    }
    new QListWidgetItem(icon(u"plus"_s), tr("Own report…"), m_list);
    int row = current < builtIn ? current : m_list->count() - 1;
    if (wasOwn && wanted)
        for (int i = builtIn; i < m_list->count() - 1; ++i)
            if (m_list->item(i)->data(OwnId).toLongLong() == wanted.value)
                row = i;
    m_list->setCurrentRow(row);
    showCommands();
}

void ReportsPage::removeOwn()
{
    const OwnReport report = m_ownView->report();
    if (!report.id)
        return;
    m_desk.write(
        this,
        [actor = m_desk.actor(), id = report.id](Transaction &transaction) {
            return ownreports::remove(transaction, actor, id);
        },
        [this, name = report.name](const Result<> &done) {
            if (!done) {
                Q_EMIT m_desk.told(done.error().message);
                return;
            }
            m_list->setCurrentRow(0);
            loadOwn();
            Q_EMIT m_desk.told(tr("Report “%1” removed").arg(name));
        });
}

}
