#pragma once
// One thing that backroomd does: its name, what it takes, what it says about itself, and the function that does it.
#include "server/commands/commandline.h"

#include <functional>

namespace backroom {

struct Command
{
    QString name; // "journal"
    QString operands; // as the help shows them: "products|sales FILE"
    QString purpose;
    QList<QCommandLineOption> options; // beside --data, --store and --help
    // Gives the exit status: 0 done, 1 failed, 2 wrong usage.
    std::function<int(const CommandLine &)> run;
    QString more = {}; // said below the options in its own help
};

// In the order of the help.
QList<Command> allCommands();

Command serveCommand();
Command initCommand();
Command importCommand();
Command exportCommand();
Command reportCommand();
Command backupCommand();
Command backupsCommand();
Command verifyCommand();
Command restoreCommand();
Command compareCommand();
Command bringBackCommand();
Command timeMachineCommand();
Command moveCommand();
Command recoverySheetCommand();
Command recoveryWordsCommand();
Command backupKeyCommand();
Command doctorCommand();
Command selfTestCommand();
Command journalCommand();
Command userCommand();
Command certificateCommand();
Command openApiCommand();

// The whole program but Qt's set-up: finds the command and runs it. `arguments` without the program's name.
int runCommand(const QStringList &arguments);

}
