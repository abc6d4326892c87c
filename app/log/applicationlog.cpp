#include "app/log/applicationlog.h"

#include "app/base/json.h"
#include "app/log/inertline.h"
#include "app/log/logscope.h"
#include "app/log/threadname.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr size_t AtOnce = 256;
constexpr char FileName[] = "backroom.log";

std::atomic<ApplicationLog *> theLog = nullptr; // Qt's handler is a plain function
std::atomic<bool> loudLog = false;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return LogLevel::Debug;
    case QtInfoMsg: return LogLevel::Info;
    case QtWarningMsg: return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg: break;
    }
    return LogLevel::Error;
}

QByteArray plainLine(LogLevel level, const QByteArray &message, const Actor *actor)
{
    QByteArray line = timeText(SystemClock().now()) + ' ' + levelText(level) + ": " + message;
    if (actor && !actor->requestId.isEmpty())
        line += " [" + actor->requestId + ']';
    return line + '\n';
}

void say(const QByteArray &bytes) { std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr); }

void handle(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (ApplicationLog *log = theLog.load(std::memory_order_acquire)) {
        log->add(levelOf(type), message);
        if (type == QtFatalMsg)
            log->flush(); // Qt ends the program next
    } else if (loudLog || type == QtFatalMsg) {
        say(plainLine(levelOf(type), inertLine(message), LogScope::current()));
    }
}
}

QByteArray levelText(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: break;
    }
    return "error";
}

std::optional<LogLevel> parseLevel(QStringView text)
{
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
        if (text == QString::fromLatin1(levelText(level)))
            return level;
    return std::nullopt;
}

void takeOverLog() { qInstallMessageHandler(handle); }
void setLogLoud(bool loud) { loudLog = loud; }

qint64 logLinesLost()
{
    const ApplicationLog *log = theLog.load(std::memory_order_acquire);
    return log ? log->dropped() + log->unwritten() : 0;
}

ApplicationLog::ApplicationLog(const LogOptions &options) : m_options(options), m_queue(options.mostWaiting)
{
    if (!options.folder.isEmpty())
        m_file.emplace(options.folder, QString::fromLatin1(FileName), options.fileBytes, options.files);
    m_thread = std::thread([this] { run(); });
    theLog.store(this, std::memory_order_release);
    takeOverLog();
}

ApplicationLog::~ApplicationLog()
{
    theLog.store(nullptr, std::memory_order_release);
    m_queue.close();
    m_thread.join();
}

void ApplicationLog::add(LogLevel level, const QString &message)
{
    if (level < m_options.least)
        return;
    if (!m_queue.push(lineOf(level, message)))
        ++m_dropped;
}

ApplicationLog::Line ApplicationLog::lineOf(LogLevel level, const QString &message) const
{
    const QByteArray text = inertLine(message);
    const Actor *actor = LogScope::current();
    JsonWriter json;
    json.object()
        .timeField("time", SystemClock().now())
        .field("level", levelText(level))
        .field("message", text)
        .field("thread", threadName());
    if (actor) {
        if (!actor->requestId.isEmpty())
            json.field("request_id", actor->requestId);
        json.field("actor", actor->tag());
    }
    json.endObject();
    return {json.take() + '\n',
            m_options.standardError && level >= *m_options.standardError ? plainLine(level, text, actor) : QByteArray(),
            {}};
}

void ApplicationLog::flush()
{
    const auto reached = std::make_shared<std::promise<void>>();
    auto future = reached->get_future();
    Line mark{{}, {}, reached};
    while (!m_queue.push(std::move(mark))) // NOLINT(bugprone-use-after-move): a push that says no has left it untouched
        std::this_thread::yield();
    future.wait();
}

void ApplicationLog::run()
{
    nameThread("log");
    qint64 told = 0;
    for (auto lines = m_queue.take(AtOnce); !lines.empty(); lines = m_queue.take(AtOnce)) {
        if (const qint64 dropped = m_dropped; dropped != told) {
            lines.push_back(lineOf(LogLevel::Warning,
                                   u"%1 lines were left out here: too much was said at once"_s.arg(dropped - told)));
            told = dropped;
        }
        write(lines);
    }
}

void ApplicationLog::write(const std::vector<Line> &lines)
{
    QByteArray json;
    QByteArray plain;
    qint64 count = 0;
    for (const Line &line : lines) {
        json += line.json;
        plain += line.plain;
        count += line.json.isEmpty() ? 0 : 1;
    }
    if (!plain.isEmpty())
        say(plain);
    if (m_file && count > 0 && !m_file->append(json))
        m_unwritten += count;
    for (const Line &line : lines)
        if (line.reached)
            line.reached->set_value();
}

}
