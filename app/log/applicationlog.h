#pragma once
// The application log: what the program itself has to say, as lines of JSON in DATA/logs/backroom.log and as plain lines on
// standard error, written by a thread of its own. Each line has time, level, thread and message, and where they apply
// the id of the request and its actor; the same id stands in the access log and in the answer.
#include "app/log/rotatingfile.h"
#include "app/store/batchqueue.h"

#include <atomic>
#include <future>
#include <optional>
#include <thread>

namespace backroom {

enum class LogLevel { Debug, Info, Warning, Error };
QByteArray levelText(LogLevel level);
std::optional<LogLevel> parseLevel(QStringView text);

struct LogOptions
{
    QString folder = {}; // empty: no file
    LogLevel least = LogLevel::Info;
    std::optional<LogLevel> standardError = {}; // the least that is said there too; nothing is when empty
    qint64 fileBytes = 10 * 1024 * 1024;
    int files = 5;
    size_t mostWaiting = 10'000; // lines
};

class ApplicationLog {
public:
    // Takes over what is said with qDebug() … qCritical() for as long as it lives; one at a time.
    explicit ApplicationLog(const LogOptions &options);
    // Writes what waits.
    ~ApplicationLog();
    Q_DISABLE_COPY_MOVE(ApplicationLog)

    // Any thread; never waits for a disk. Control characters and secrets do not get in.
    void add(LogLevel level, const QString &message);
    // Waits until everything added before is written, or could not be.
    void flush();
    // Lines that a flood left no room for.
    qint64 dropped() const { return m_dropped; }
    // Lines that the disk did not take; the log goes on by itself.
    qint64 unwritten() const { return m_unwritten; }
    size_t waiting() const { return m_queue.size(); }

private:
    struct Line
    {
        QByteArray json;
        QByteArray plain;
        std::shared_ptr<std::promise<void>> reached; // instead of a line: for flush()
    };
    Line lineOf(LogLevel level, const QString &message) const;
    void run();
    void write(const std::vector<Line> &lines);

    const LogOptions m_options;
    std::optional<RotatingFile> m_file; // of the writing thread
    std::atomic<qint64> m_dropped = 0;
    std::atomic<qint64> m_unwritten = 0;
    BatchQueue<Line> m_queue;
    std::thread m_thread;
};

// Once, before anything else of Qt: while there is no ApplicationLog, nothing is said unless it is loud, and then on
// standard error at once.
void takeOverLog();
void setLogLoud(bool loud);
// Lines dropped and unwritten by the log that there is now; 0 without one.
qint64 logLinesLost();

}
