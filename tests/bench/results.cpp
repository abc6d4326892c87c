#include "tests/bench/results.h"

#include "tests/support/paths.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSysInfo>
#include <algorithm>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
QString processor()
{
    QFile file(u"/proc/cpuinfo"_s);
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("model name"))
                return QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
    return QSysInfo::currentCpuArchitecture();
}

QString git(const QStringList &arguments)
{
    QProcess process;
    process.start(u"git"_s, QStringList{u"-C"_s, test::source(u"."_s)} + arguments);
    process.waitForFinished();
    return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()).trimmed() : QString();
}

QString commit()
{
    const QString hash = git({u"rev-parse"_s, u"--short=12"_s, u"HEAD"_s});
    if (hash.isEmpty())
        return u"unknown"_s;
    const bool clean = git({u"status"_s, u"--porcelain"_s, u"--untracked-files=no"_s}).isEmpty();
    return clean ? hash : QString(hash % "+changes"_L1);
}

QString number(double value)
{
    return value >= 100 ? u"%L1"_s.arg(qRound64(value)) : QString::number(value, 'f', value >= 10 ? 1 : 2);
}

QString shown(std::optional<double> value) { return value ? number(*value) : u"-"_s; }

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
    std::fflush(stdout);
}

QString row(const QStringList &cells)
{
    QString text = cells[0].leftJustified(30);
    for (const auto &[column, width] : {std::pair{1, 16}, {2, 9}, {3, 9}, {4, 9}, {5, 16}, {6, 9}, {7, 9}, {8, 13}})
        text += cells[column].rightJustified(width);
    return text % "  "_L1 % cells[9] % u'\n';
}
}

void Results::begin()
{
    if (m_options.json)
        return;
    print(u"Backroom %1, %2, commit %3\n%4 × %5, %6; Qt %7\n"_s
              .arg(QLatin1String(BACKROOM_VERSION),
                   QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd HH:mm 'UTC'"_s), commit())
              .arg(std::thread::hardware_concurrency())
              .arg(processor(), QSysInfo::prettyProductName(), QLatin1String(qVersion())));
    print(u"%1 round(s) of %2 s, medians; the load generator runs on the same machine%3\n\n"_s.arg(m_options.rounds)
              .arg(m_options.seconds)
              .arg(m_options.quick ? u". QUICK: these are no figures to keep"_s : QString()));
    print(row({{},
               u"measured"_s,
               u"p50 ms"_s,
               u"p99 ms"_s,
               u"cpu µs"_s,
               u"reference"_s,
               u"cpu µs"_s,
               u"ratio"_s,
               u"floor"_s,
               u"reference is"_s}));
}

void Results::add(const ResultLine &line)
{
    m_lines << line;
    if (m_options.json)
        return;
    if (!line.failure.isEmpty())
        return print(line.name.leftJustified(30) % "  failed: "_L1 % line.failure % u'\n');
    const QString unit = line.unit.startsWith(u'/') ? line.unit : QString(u' ' % line.unit);
    QString floor = u"-"_s;
    if (line.floor || line.ratioFloor)
        floor = (line.lessIsBetter ? u"≤ "_s : u"≥ "_s) % number(line.floor ? *line.floor : *line.ratioFloor)
            % (line.floor ? u""_s : u" ×"_s) % (line.holds() ? u" ✓"_s : u" ✗"_s);
    print(row({line.name, number(line.value) % unit, shown(line.p50), shown(line.p99), shown(line.cpu),
               line.reference > 0 ? QString(number(line.reference) % unit) : u"-"_s, shown(line.referenceCpu),
               line.reference > 0 ? QString::number(line.ratio(), 'f', line.ratio() < 0.1 ? 3 : 2) : u"-"_s, floor,
               line.what}));
}

bool Results::end() const
{
    const bool hold = std::all_of(m_lines.begin(), m_lines.end(), [](const ResultLine &line) { return line.holds(); });
    if (!m_options.json) {
        print(hold ? u"\nAll floors hold.\n"_s : u"\nSomething failed or is under its floor.\n"_s);
        return hold;
    }
    QJsonArray lines;
    for (const ResultLine &line : m_lines) {
        QJsonObject object{{u"name"_s, line.name}, {u"value"_s, line.value}, {u"unit"_s, line.unit}};
        const auto put = [&object](const QString &name, std::optional<double> value) {
            if (value)
                object.insert(name, *value);
        };
        put(u"p50_ms"_s, line.p50);
        put(u"p99_ms"_s, line.p99);
        put(u"cpu_us"_s, line.cpu);
        put(u"reference_cpu_us"_s, line.referenceCpu);
        if (!line.failure.isEmpty())
            object.insert(u"failure"_s, line.failure);
        put(u"floor"_s, line.floor);
        put(u"ratio_floor"_s, line.ratioFloor);
        if (line.reference > 0) {
            object.insert(u"reference"_s, line.reference);
            object.insert(u"reference_is"_s, line.what);
            object.insert(u"ratio"_s, line.ratio());
        }
        object.insert(u"holds"_s, line.holds());
        lines << object;
    }
    const QJsonObject all{{u"date"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
                          {u"commit"_s, commit()},
                          {u"cores"_s, int(std::thread::hardware_concurrency())},
                          {u"processor"_s, processor()},
                          {u"system"_s, QSysInfo::prettyProductName()},
                          {u"qt"_s, QString::fromLatin1(qVersion())},
                          {u"quick"_s, m_options.quick},
                          {u"rounds"_s, m_options.rounds},
                          {u"seconds"_s, m_options.seconds},
                          {u"lines"_s, lines}};
    print(QString::fromUtf8(QJsonDocument(all).toJson()));
    return hold;
}

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}
