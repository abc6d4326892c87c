// A large shop backed up while it sells: how fast, in how much memory, and what its customers feel of it.
#include "tests/bench/crowd.h"
#include "tests/bench/shop.h"
#include "tests/bench/suites.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <atomic>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
constexpr qint64 Orders = 1'950'000; // a gigabyte
constexpr qint64 FewOrders = 150'000;

// Megabytes a second of a copy of the file that is synced at its end: what the disk allows.
double plainCopy(const QString &from, const QString &to)
{
    QFile source(from);
    const int target = ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (!source.open(QIODevice::ReadOnly) || target < 0)
        qFatal("the shop's file cannot be copied");
    QElapsedTimer timer;
    timer.start();
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    qint64 size = 0;
    for (qint64 count = 0; (count = source.read(buffer.data(), buffer.size())) > 0; size += count)
        if (::write(target, buffer.constData(), size_t(count)) != count)
            qFatal("the shop's file cannot be copied");
    ::fsync(target);
    ::close(target);
    QFile::remove(to);
    return double(size) / 1e6 / (double(timer.nsecsElapsed()) / 1e9);
}

struct BackupRun
{
    QJsonObject report;
    double mostMegabytes = 0;
    QString failure;
};

BackupRun backUp(const BenchShop &shop, const QString &file)
{
    QProcess process;
    process.start(backroomd(),
                  QStringList{u"backup"_s, u"--to"_s, file, u"--format"_s, u"json"_s} + shop.storeArguments());
    BackupRun run;
    if (!process.waitForStarted())
        return {{}, 0, u"backroomd did not start"_s};
    while (!process.waitForFinished(20))
        if (process.state() == QProcess::Running)
            if (QFile status(u"/proc/%1/status"_s.arg(process.processId())); status.open(QIODevice::ReadOnly))
                for (const QByteArray &line : status.readAll().split('\n'))
                    if (line.startsWith("VmHWM:"))
                        run.mostMegabytes = double(line.mid(6).trimmed().split(' ').constFirst().toLongLong()) / 1024;
    run.report = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    if (process.exitCode() != 0)
        run.failure = QString::fromUtf8(process.readAllStandardError()).left(300);
    return run;
}

void addSpeed(Results &results, const QString &name, const BackupRun &run, QLatin1StringView field, double copied,
              std::optional<double> floor)
{
    results.add({.name = name,
                 .value = run.report.value("store_bytes"_L1).toDouble() / 1e3 / run.report.value(field).toDouble(1),
                 .unit = u"MB/s"_s,
                 .reference = copied,
                 .what = u"a plain copy, synced"_s,
                 .failure = run.failure,
                 .floor = floor});
}
}

void measureBackups(Results &results, const Options &options)
{
    if (!options.wants(u"backup"_s))
        return;
    BenchShop shop;
    shop.fillCatalogue(options.products());
    shop.fillOrders(options.quick ? FewOrders : Orders);
    const QString file = shop.folder() % "/bench.backroom"_L1;
    const double copied = plainCopy(StoreConfig{shop.folder(), {}}.sqliteFile(), file);
    const BackupRun alone = backUp(shop, file);
    QFile::remove(file);
    const QString size = u"%L1 MB"_s.arg(qRound(alone.report.value("store_bytes"_L1).toDouble() / 1e6));
    addSpeed(results, u"backup of %1, written"_s.arg(size), alone, "writing_ms"_L1, copied, 150);
    addSpeed(results, u"backup of %1, proved"_s.arg(size), alone, "proving_ms"_L1, copied, {});
    results.add({.name = u"backup, memory"_s,
                 .value = alone.mostMegabytes,
                 .unit = u"MB"_s,
                 .failure = alone.failure,
                 .floor = 64,
                 .lessIsBetter = true});

    const Program server(backroomd(), shop.serveArguments(0));
    const Visitors visitors = buyers(shop);
    Load load;
    load.connections = 16;
    load.seconds = options.seconds;
    ResultLine line{.name = u"order while a backup is made, p99"_s,
                    .unit = u"ms"_s,
                    .what = u"the same, undisturbed"_s};
    const auto measure = [&](double &into) {
        const Outcome outcome = run(load, server.port(), visitors);
        into = std::max(into, outcome.p99);
        line.failure += QString::fromStdString(outcome.failure).left(300);
    };
    measure(line.reference);
    std::atomic<bool> over = false;
    BackupRun beside;
    std::thread backup([&] {
        beside = backUp(shop, file);
        over = true;
    });
    while (!over) // the worst of its course
        measure(line.value);
    backup.join();
    line.failure += beside.failure;
    line.lessIsBetter = true;
    line.floor = 250;
    results.add(line);
}

}
