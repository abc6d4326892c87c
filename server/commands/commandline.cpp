#include "server/commands/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

void writeLine(FILE *stream, const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}
}

void say(const QString &line) { writeLine(stdout, line); }
void complain(const QString &line) { writeLine(stderr, line); }

bool print(const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size())
        && std::fflush(stdout) == 0;
}

int failed(const Error &error)
{
    if (error.fields.isEmpty())
        complain(error.message);
    for (const FieldError &fault : error.fields)
        complain("--"_L1 % QString(fault.field).replace(u'_', u'-') % ": "_L1 % fault.message);
    return ExitFailed;
}

Result<CommandLine> CommandLine::parse(const QString &command, const QList<QCommandLineOption> &options,
                                       const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOptions(options);
    CommandLine line;
    line.m_command = command;
    if (!parser.parse(QStringList{command} + arguments))
        return fail(ErrorCode::Malformed, parser.errorText());
    line.m_operands = parser.positionalArguments();
    for (const QCommandLineOption &option : options) {
        const QString name = option.names().constFirst();
        if (!parser.isSet(name))
            continue;
        line.m_values.insert(name, option.valueName().isEmpty() ? QString() : parser.value(name));
        line.m_lists.insert(name, parser.values(name));
        if (!option.valueName().isEmpty() && parser.value(name).isEmpty())
            return fail(ErrorCode::Malformed, tr("--%1 needs a value.").arg(name));
    }
    return line;
}

Result<int> CommandLine::number(const QString &option, int otherwise, int least, int most) const
{
    if (!has(option))
        return otherwise;
    bool ok = false;
    const int number = value(option).toInt(&ok);
    if (!ok || number < least || number > most)
        return fail(ErrorCode::Malformed, tr("--%1 takes a number from %2 to %3.").arg(option).arg(least).arg(most));
    return number;
}

Result<QString> CommandLine::choice(const QString &option, const QStringList &words) const
{
    if (!has(option))
        return words.constFirst();
    if (!words.contains(value(option)))
        return fail(ErrorCode::Malformed, tr("--%1 takes one of: %2.").arg(option, words.join(", "_L1)));
    return value(option);
}

Result<StoreConfig> CommandLine::store() const
{
    const QString url = value(u"store"_s);
    const bool elsewhere = (!url.isEmpty() || qEnvironmentVariableIsSet("BACKROOM_STORE")) && url != "sqlite"_L1;
    if (!has(u"data"_s) && !elsewhere)
        return fail(ErrorCode::Malformed, tr("Say where the shop is with --data FOLDER."));
    return StoreConfig::resolve(value(u"data"_s), url);
}

int CommandLine::wrong(const QString &sentence) const
{
    complain(sentence % u' ' % tr("“backroomd %1 --help” shows what it takes.").arg(m_command));
    return ExitUsage;
}

Result<QString> readLine()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorCode::Malformed, tr("Nothing can be read from standard input."));
    QByteArray line = input.readLine(64 * 1024);
    if (line.isEmpty())
        return fail(ErrorCode::Malformed, tr("Nothing came from standard input. Write it there on one line."));
    if (line.endsWith('\n'))
        line.chop(1);
    if (line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

}
