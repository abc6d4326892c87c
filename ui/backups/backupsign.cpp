#include "ui/backups/backupsign.h"

#include "ui/backups/backupwords.h"
#include "ui/shell/desk.h"
#include "ui/shell/statusstrip.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom {

static constexpr int ShortMillis = 300, Thousand = 1000;

BackupSign::BackupSign(StatusStrip &strip, Desk &desk, BackupsWatch &watch, QObject *parent)
    : QObject(parent), m_strip(strip), m_desk(desk), m_watch(watch), m_lamp(strip.addLamp(u"backupLamp"_s))
{
    connect(m_lamp, &QAbstractButton::clicked, this, &BackupSign::clicked);
    connect(&watch, &BackupsWatch::changed, this, &BackupSign::show);
    connect(&strip, &StatusStrip::cancelled, this, [this] {
        if (m_watch.state().job)
            m_watch.backups().cancel(m_watch.state().job->id);
    });
    show();
}

void BackupSign::show()
{
    const auto look = backupwords::lamp(m_desk.format(), m_watch.state(), m_desk.now());
    m_lamp->set(look.glyph, look.ink, look.text, look.tip);
    showJob();
}

// What is over in a moment is not worth a bar.
void BackupSign::showJob()
{
    const auto &job = m_watch.state().job;
    if (!job) {
        m_job = 0;
        return m_strip.hideProgress();
    }
    if (job->id != m_job) {
        m_job = job->id;
        m_since.start();
        QTimer::singleShot(ShortMillis + 1, this, &BackupSign::showJob); // also when it stands still
    }
    if (m_since.elapsed() >= ShortMillis)
        m_strip.showProgress(backupwords::underWay(*job), qint64(job->progress.share * Thousand), Thousand);
}

}
