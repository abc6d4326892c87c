#include "app/backups/rcloneplace.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int BeatMillis = 200;
constexpr int EndMillis = 3000;
constexpr qsizetype LongestWhy = 300;
constexpr char Part[] = ".part";

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Rclone's last words, without its date and level.
QString why(const QByteArray &said)
{
    static const QRegularExpression stamp(uR"(^[\d/]+ [\d:]+ (?:[A-Z]+ *: )?)"_s);
    return QString::fromUtf8(said.trimmed().split('\n').last()).simplified().remove(stamp).left(LongestWhy);
}
}

QString RclonePlace::find() { return QStandardPaths::findExecutable(u"rclone"_s); }

QString RclonePlace::at(const QString &name) const
{
    return m_remote % (m_remote.endsWith(u':') || m_remote.endsWith(u'/') ? QString() : u"/"_s) % name;
}

Result<> RclonePlace::run(const QStringList &arguments, const Output &output, const std::function<bool()> &beat) const
{
    if (m_program.isEmpty())
        return fail(
            ErrorCode::Unavailable,
            tr("%1 needs rclone, which is not installed. Install it, then it is tried again by itself.").arg(m_remote));
    QProcess process;
    // Nobody is there to answer a question; a connection that says nothing is given up.
    const QStringList always{u"--ask-password=false"_s, u"--retries=1"_s,   u"--low-level-retries=2"_s,
                             u"--contimeout=15s"_s,     u"--timeout=60s"_s, u"--use-json-log=false"_s};
    process.start(m_program, arguments + always, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return fail(ErrorCode::Unavailable, tr("%1 does not start. Install rclone anew.").arg(m_program));
    QByteArray said;
    bool stopped = false;
    while (process.state() != QProcess::NotRunning) {
        process.waitForReadyRead(BeatMillis);
        if (const QByteArray bytes = process.readAllStandardOutput(); !bytes.isEmpty() && output)
            output(bytes);
        said = QByteArray(said + process.readAllStandardError()).right(4096);
        if ((beat && !beat()) || (m_goOn && !m_goOn())) {
            stopped = true;
            process.terminate(); // so that it takes back what it began
            if (!process.waitForFinished(EndMillis)) {
                process.kill();
                process.waitForFinished();
            }
        }
    }
    if (const QByteArray bytes = process.readAllStandardOutput(); !bytes.isEmpty() && output)
        output(bytes);
    said += process.readAllStandardError();
    if (stopped)
        return fail(ErrorCode::Conflict, tr("It was stopped."));
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    // 3 and 4 are rclone's for a folder and a file that are not there.
    const bool missing =
        process.exitStatus() == QProcess::NormalExit && (process.exitCode() == 3 || process.exitCode() == 4);
    return fail(missing ? ErrorCode::NotFound : ErrorCode::Unavailable,
                tr("%1 could not be reached: %2. It is tried again by itself.").arg(m_remote, why(said)));
}

Result<QByteArray> RclonePlace::ask(const QStringList &arguments) const
{
    QByteArray answer;
    const auto ran = run(arguments, [&answer](QByteArrayView bytes) { answer += bytes; });
    return ran ? Result<QByteArray>(answer) : fail(ran.error());
}

Result<PlaceLook> RclonePlace::look(const QByteArray &, bool)
{
    PlaceLook look;
    const auto listed =
        ask({u"lsjson"_s, u"--files-only"_s, u"--recursive"_s, u"--no-mimetype"_s, u"--no-modtime"_s, m_remote});
    // A bucket's folder that holds nothing is not there.
    if (!listed && listed.error().code != ErrorCode::NotFound)
        return fail(listed.error());
    if (listed)
        for (const QJsonValue file : QJsonDocument::fromJson(*listed).array())
            look.files.insert(file["Path"_L1].toString(), file["Size"_L1].toInteger());
    // Many places do not know how much room they have.
    if (const auto about = ask({u"about"_s, u"--json"_s, m_remote}))
        if (const QJsonValue room = QJsonDocument::fromJson(*about).object()["free"_L1]; room.isDouble())
            look.freeBytes = room.toInteger();
    return look;
}

Result<QByteArray> RclonePlace::read(const QString &name, const Output &output, const CopyGoOn &goOn, qint64 most) const
{
    StreamHash hash;
    qint64 done = 0;
    QStringList arguments{u"cat"_s, at(name)};
    if (most > 0)
        arguments << u"--count"_s << QString::number(most);
    const auto ran = run(
        arguments,
        [&](QByteArrayView bytes) {
            hash.add(bytes);
            done += bytes.size();
            if (output)
                output(bytes);
        },
        [&] { return !goOn || goOn(done); });
    return ran ? Result<QByteArray>(hash.result()) : fail(ran.error());
}

Result<QByteArray> RclonePlace::hash(const QString &name, const CopyGoOn &goOn) { return read(name, {}, goOn); }

Result<QByteArray> RclonePlace::send(const QString &file, const QString &name, const CopyGoOn &goOn)
{
    auto here = hashFile(file);
    if (!here)
        return here;
    const qint64 size = QFileInfo(file).size();
    Result<> done = run({u"copyto"_s, file, at(name), u"--ignore-times"_s}, {}, [&] { return !goOn || goOn(0); });
    if (done) {
        const auto there = hash(name, [&](qint64 read) { return !goOn || goOn(size + read); });
        if (!there)
            done = fail(there.error());
        else if (*there != *here)
            done = fail(ErrorCode::Malformed,
                        tr("What was sent to %1 reads back differently. It is sent again by itself.").arg(m_remote));
    }
    if (done)
        return here;
    (void)run({u"deletefile"_s, at(name)}, {});
    return fail(done.error());
}

Result<QByteArray> RclonePlace::put(const QString &file, const QString &name, const CopyGoOn &goOn)
{
    const QString beside = name + QLatin1StringView(Part);
    auto sent = send(file, beside, goOn);
    if (!sent)
        return sent;
    const Result<> done = run({u"moveto"_s, at(beside), at(name)}, {});
    if (done)
        return sent;
    (void)run({u"deletefile"_s, at(beside)}, {});
    return fail(done.error());
}

Result<QByteArray> RclonePlace::fetch(const QString &name, const QString &file, const CopyGoOn &goOn)
{
    return take(name, file, goOn);
}

Result<> RclonePlace::begin(const QString &name, qint64 bytes, const QString &file)
{
    const auto taken = take(name, file, {}, bytes);
    return taken ? Result<>() : fail(taken.error());
}

Result<QByteArray> RclonePlace::take(const QString &name, const QString &file, const CopyGoOn &goOn, qint64 most) const
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return fail(ErrorCode::Unavailable,
                    tr("%1 may not be written. Give your account the right to do so.").arg(file));
    bool written = true;
    auto got = read(
        name, [&](QByteArrayView bytes) { written = written && out.write(bytes.data(), bytes.size()) == bytes.size(); },
        [&](qint64 done) { return written && (!goOn || goOn(done)); }, most);
    if (!written || !out.flush())
        got = fail(ErrorCode::Full, tr("There is no room for %1. Make room there first.").arg(file));
    if (!got)
        out.remove();
    return got;
}

Result<> RclonePlace::remove(const QString &name)
{
    auto removed = run({u"deletefile"_s, at(name)}, {});
    if (removed)
        return removed;
    // It says the same of a file that was not there as of other faults.
    const auto listed = ask({u"lsjson"_s, at(name)});
    return !listed && listed.error().code == ErrorCode::NotFound ? Result<>() : removed;
}

Result<> RclonePlace::fetchFolder(const QString &name, const QString &folder, const CopyGoOn &goOn)
{
    auto ran = run({u"copy"_s, at(name), folder, u"--size-only"_s}, {}, [&goOn] { return !goOn || goOn(0); });
    // A folder that holds nothing is not there.
    if (!ran && ran.error().code == ErrorCode::NotFound)
        return {};
    return ran;
}

Result<> RclonePlace::removeAll(const QStringList &names)
{
    QTemporaryFile list;
    if (!list.open() || list.write(names.join(u'\n').toUtf8()) < 0 || !list.flush())
        return fail(ErrorCode::Full, tr("There is no room for %1. Make room there first.").arg(list.fileName()));
    return run({u"delete"_s, m_remote, u"--files-from-raw"_s, list.fileName()}, {});
}

}
