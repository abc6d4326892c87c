#include "app/log/applicationlog.h"
#include "server/commands/command.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QList<QCommandLineOption> optionsOf(const Command &command)
{
    QList<QCommandLineOption> options = command.options;
    options << QCommandLineOption(u"data"_s, tr("The folder that holds everything of the shop."), u"FOLDER"_s)
            << QCommandLineOption(u"store"_s, tr("Use this PostgreSQL database instead of the file in the folder."),
                                  u"postgresql://USER@HOST:PORT/DATABASE"_s)
            << QCommandLineOption(u"verbose"_s, tr("Tell more on standard error."))
            << QCommandLineOption({u"help"_s, u"h"_s}, tr("Show this."));
    return options;
}

QString optionText(const QCommandLineOption &option)
{
    const QString value = option.valueName();
    return "--"_L1 % option.names().constFirst() % (value.isEmpty() ? QString() : QString(u' ' % value));
}

void explain(const Command &command)
{
    say(tr("Usage: backroomd %1 %2[options]")
            .arg(command.name, command.operands.isEmpty() ? QString() : QString(command.operands % u' ')));
    say(command.purpose);
    say({});
    for (const QCommandLineOption &option : optionsOf(command)) {
        const QString left = "  "_L1 % optionText(option);
        const QString space = left.size() < 28 ? QString(28 - left.size(), u' ') : u"\n"_s + QString(28, u' ');
        say(left % space % option.description());
    }
    if (!command.more.isEmpty())
        say(u'\n' % command.more);
}

void explainAll()
{
    say(tr("Usage: backroomd COMMAND [options]"));
    say(tr("The server of a Backroom shop without a window, and what its administrator types."));
    say({});
    for (const Command &command : allCommands()) {
        const QString left = "  "_L1 % command.name % u' ' % command.operands;
        const QString space = left.size() < 48 ? QString(48 - left.size(), u' ') : u"\n"_s + QString(48, u' ');
        say(left % space % command.purpose);
    }
    say({});
    say(tr("“backroomd COMMAND --help” tells more. Exit status: 0 done, 1 failed, 2 wrong usage."));
}

int wrong(const QString &sentence)
{
    complain(sentence % u' ' % tr("“backroomd --help” lists the commands."));
    return ExitUsage;
}
}

QList<Command> allCommands()
{
    return {
        serveCommand(),     initCommand(),        importCommand(),        exportCommand(),        reportCommand(),
        backupCommand(),    backupsCommand(),     verifyCommand(),        restoreCommand(),       compareCommand(),
        bringBackCommand(), timeMachineCommand(), recoverySheetCommand(), recoveryWordsCommand(), backupKeyCommand(),
        moveCommand(),      journalCommand(),     userCommand(),          certificateCommand(),   doctorCommand(),
        selfTestCommand(),  openApiCommand(),
    };
}

int runCommand(const QStringList &arguments)
{
    if (arguments.isEmpty())
        return wrong(tr("Say what to do."));
    const QString &name = arguments.constFirst();
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        explainAll();
        return ExitDone;
    }
    if (name == "--version"_L1) {
        say(u"backroomd " BACKROOM_VERSION ""_s);
        return ExitDone;
    }
    for (const Command &command : allCommands()) {
        if (command.name != name)
            continue;
        const auto line = CommandLine::parse(name, optionsOf(command), arguments.mid(1));
        if (arguments.contains("--help"_L1) || arguments.contains("-h"_L1)) {
            explain(command);
            return ExitDone;
        }
        if (!line) {
            complain(line.error().message % u' ' % tr("“backroomd %1 --help” shows what it takes.").arg(name));
            return ExitUsage;
        }
        setLogLoud(line->has(u"verbose"_s));
        return command.run(*line);
    }
    return wrong(tr("There is no command “%1”.").arg(name));
}

}
