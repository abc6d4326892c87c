#include "ui/backups/backupsign.h"
#include "ui/backups/backupspage.h"
#include "ui/backups/backupwords.h"
#include "ui/backups/pastwindows.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/shell/desk.h"
#include "ui/shell/mainwindow.h"

using namespace Qt::StringLiterals;

namespace backroom {

void addBackupsPages(MainWindow &window, Desk &desk, Backups &backups)
{
    auto *watch = new BackupsWatch(backups, desk.pool(), &window);
    auto *page = new BackupsPage(desk, *watch);
    window.addPage(page);
    QObject::connect(page, &BackupsPage::done, &window,
                     [&window](const QString &text, QAction *undo) { window.notice(text, undo); });
    auto *past = new PastWindows(window, desk, page);
    QObject::connect(page, &BackupsPage::lookAsked, past, &PastWindows::open);
    auto *sign = new BackupSign(window.status(), desk, *watch, &window);
    QObject::connect(sign, &BackupSign::clicked, &window, [&window] { window.goTo(u"backups"_s); });
    auto *dashboard = qobject_cast<DashboardPage *>(window.page(u"dashboard"_s));
    if (!dashboard)
        return;
    const auto warn = [&desk, watch, dashboard] {
        const BackupsState &state = watch->state();
        const auto verdict = backupwords::verdict(desk.format(), state, desk.now());
        dashboard->warn(u"backups"_s, state.isWell() ? QString() : verdict.headline, verdict.ink);
        const auto lamp = backupwords::lamp(desk.format(), state, desk.now());
        dashboard->health(u"backups"_s,
                          ListRow{.text = BackupsPage::tr("Backups"),
                                  .second = lamp.text,
                                  .sign = lamp.ink == Ink::Good ? u"done"_s
                                      : lamp.ink == Ink::Muted  ? u"info"_s
                                                                : u"warning"_s,
                                  .ink = lamp.ink,
                                  .leads = true});
    };
    QObject::connect(watch, &BackupsWatch::changed, dashboard, warn);
    warn();
}

}
