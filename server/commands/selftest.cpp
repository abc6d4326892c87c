#include "app/base/json.h"
#include "app/selftest/history.h"
#include "app/selftest/verdict.h"
#include "app/settings/settings.h"
#include "server/commands/command.h"
#include "server/commands/interrupt.h"
#include "server/commands/openshop.h"
#include "server/http/serverconfig.h"
#include "server/selftest/serverselftest.h"

#include <QCoreApplication>
#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// One line on standard error that changes on a terminal; one line a step elsewhere, when it was asked for.
class StepLine {
public:
    explicit StepLine(bool asked) : m_terminal(::isatty(STDERR_FILENO) == 1), m_shown(asked || m_terminal) {}
    ~StepLine()
    {
        if (m_terminal && m_shown)
            write(u"\r\033[K"_s);
    }
    Q_DISABLE_COPY_MOVE(StepLine)
    void at(const SelfTestProgress &progress)
    {
        if (!m_shown || (!m_terminal && progress.step == m_step))
            return;
        m_step = progress.step;
        const QString text =
            tr("%1 %  %2, %3 s left").arg(int(progress.share * 100)).arg(progress.step).arg(progress.secondsLeft);
        write(m_terminal ? QString(u'\r' % text % u"\033[K") : QString(text % u'\n'));
    }

private:
    static void write(const QString &text)
    {
        std::fputs(text.toUtf8().constData(), stderr);
        std::fflush(stderr);
    }
    const bool m_terminal;
    const bool m_shown;
    QString m_step;
};

Result<selftest::Manner> mannerOf(Database &database)
{
    const auto zone = database.read([](Reader &reader) -> Result<QTimeZone> { return settings::load(reader).zone(); });
    if (!zone)
        return fail(zone.error());
    return selftest::Manner{QLocale(QLocale::English, QLocale::UnitedKingdom), *zone};
}

Result<QList<SelfTestReport>> historyOf(Database &database)
{
    return database.read([](Reader &reader) -> Result<QList<SelfTestReport>> { return selftest::history(reader); });
}

QByteArray verdictText(SelfTestVerdict verdict)
{
    switch (verdict) {
    case SelfTestVerdict::Good: return "good";
    case SelfTestVerdict::Look: return "look";
    case SelfTestVerdict::Failed: break;
    }
    return "failed";
}

void write(JsonWriter &json, const SelfTestReport &report, const QList<SelfTestLine> &lines)
{
    json.object().field("passed", selftest::passed(lines)).field("summary", selftest::summary(lines));
    json.name("lines").array();
    for (const SelfTestLine &line : lines)
        json.object()
            .field("name", line.name)
            .field("verdict", verdictText(line.verdict))
            .field("what", line.what)
            .field("figure", line.figure)
            .field("detail", line.detail)
            .field("advice", line.advice)
            .field("trend", line.trend)
            .endObject();
    json.endArray().name("report").raw(selftest::toJson(report)).endObject();
}

void show(const SelfTestReport &report, const QList<SelfTestLine> &lines, const selftest::Manner &manner)
{
    say(selftest::subject(report, manner));
    say({});
    for (const SelfTestLine &line : lines) {
        const QString mark = line.verdict == SelfTestVerdict::Good ? tr("ok     ")
            : line.verdict == SelfTestVerdict::Look                ? tr("LOOK   ")
                                                                   : tr("FAILED ");
        say(mark % line.what % ": "_L1 % line.figure);
        for (const QString &more : {line.detail, line.trend, line.advice})
            if (!more.isEmpty())
                say("       "_L1 % more);
    }
    say({});
    say(selftest::summary(lines) % u' ' % tr("It took %1 s.").arg(manner.locale.toString(report.seconds, 'f', 1)));
}

int test(const CommandLine &line, Database &database, bool json)
{
    const Interrupt interrupt;
    std::signal(SIGPIPE, SIG_IGN);
    const auto manner = mannerOf(database);
    const auto history = historyOf(database);
    if (!manner || !history)
        return failed(!manner ? manner.error() : history.error());
    const auto options = readServerConfig(line.has(u"data"_s) ? database.config().dataDir : QString());
    if (!options)
        return failed(options.error());
    ServerSelfTest test(database, options->workers);
    const auto report = [&] {
        StepLine progress(line.has(u"progress"_s));
        return test.run(line.has(u"quick"_s), [&](const SelfTestProgress &at) {
            progress.at(at);
            return !interrupt.requested();
        });
    }();
    if (!report)
        return failed(report.error());
    const QList<SelfTestLine> lines = selftest::judge(*report, *history, *manner);
    if (json) {
        JsonWriter writer;
        write(writer, *report, lines);
        say(QString::fromUtf8(writer.bytes()));
    } else {
        show(*report, lines, *manner);
    }
    if (!selftest::passed(lines))
        return failed({ErrorCode::Conflict, selftest::summary(lines)});
    return ExitDone;
}

int list(Database &database, bool json)
{
    const auto manner = mannerOf(database);
    const auto history = historyOf(database);
    if (!manner || !history)
        return failed(!manner ? manner.error() : history.error());
    if (json) {
        JsonWriter writer;
        writer.object().name("items").array();
        for (const SelfTestReport &report : *history)
            write(writer, report, selftest::judge(report, *history, *manner));
        writer.endArray().endObject();
        say(QString::fromUtf8(writer.bytes()));
        return ExitDone;
    }
    if (history->isEmpty())
        say(tr("No test of the server was kept yet."));
    for (const SelfTestReport &report : *history) {
        const QList<SelfTestLine> lines = selftest::judge(report, *history, *manner);
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(report.at, manner->zone);
        say(at.toString(u"yyyy-MM-dd hh:mm"_s) % "  "_L1
            % tr("version %1, lists %2, orders %3: %4")
                  .arg(QString::fromUtf8(report.version), lines.at(0).figure, lines.at(1).figure,
                       selftest::summary(lines)));
    }
    return ExitDone;
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    if (line.has(u"history"_s) && line.has(u"quick"_s))
        return line.wrong(tr("Either a test is made or those that were made are listed."));
    return withShop(line, [&](Database &database) {
        const bool json = *format == "json"_L1;
        return line.has(u"history"_s) ? list(database, json) : test(line, database, json);
    });
}
}

Command selfTestCommand()
{
    return {
        u"selftest"_s,
        {},
        tr("Tests the server on a copy of the shop: how fast it is, whether the last piece is sold once, what hostile "
           "requests do. The shop goes on meanwhile."),
        {{u"quick"_s, tr("Measure for a shorter time, which is less exact.")},
         {u"history"_s, tr("List the tests that were made, and test nothing.")},
         {u"progress"_s, tr("Say on standard error how far it is, also where that is no terminal.")},
         {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
        run};
}

}
