#pragma once
// How far a backup or a restore has come, on standard error, with --progress; and Ctrl-C as the wish to stop it.
#include "app/backups/backupprogress.h"
#include "server/commands/commandline.h"
#include "server/commands/interrupt.h"
#include "server/commands/progress.h"

namespace backroom {

class BackupProgressLine {
public:
    explicit BackupProgressLine(const CommandLine &line);
    BackupGoOn goOn();

private:
    Interrupt m_interrupt;
    Progress m_progress;
};

QCommandLineOption progressOption();
// "94.2 MB in 0.8 s (118 MB/s)"
QString speedText(qint64 bytes, qint64 millis);

}
