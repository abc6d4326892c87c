#include "tests/bench/program.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QTcpSocket>
#include <QThread>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom::bench {

namespace {
QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
}

Program::Program(const QString &file, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(file, arguments);
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(30'000))
            qFatal("%s does not listen", qPrintable(file));
    const QByteArray line = m_process.readLine().trimmed();
    m_port = line.mid(line.lastIndexOf(':') + 1).toInt();
    if (m_port == 0)
        qFatal("%s says: %s", qPrintable(file), line.constData());
}

Program::Program(const QString &file, const QStringList &arguments, int port) : m_port(port)
{
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.start(file, arguments);
    QDeadlineTimer patience(30'000);
    for (;;) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(port));
        if (socket.waitForConnected(1000))
            return;
        if (patience.hasExpired() || m_process.state() == QProcess::NotRunning)
            qFatal("%s does not listen on port %d", qPrintable(file), port);
        QThread::msleep(20);
    }
}

Program::~Program()
{
    m_process.terminate();
    if (!m_process.waitForFinished(30'000))
        m_process.kill();
    m_process.waitForFinished();
}

double Program::status(QByteArrayView field) const
{
    const QByteArray text = contents(u"/proc/%1/status"_s.arg(m_process.processId()));
    const qsizetype at = text.indexOf(field);
    const qsizetype from = at + field.size();
    return at < 0 ? 0 : text.mid(from, text.indexOf("kB", from) - from).trimmed().toDouble() / 1024;
}

double Program::cpuSeconds() const
{
    const QByteArray text = contents(u"/proc/%1/stat"_s.arg(m_process.processId()));
    const QByteArrayList fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

namespace {
QString run(QProcess &process, const QString &file, const QStringList &arguments, const QByteArray &input)
{
    constexpr int Patience = 1'800'000;
    process.start(file, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(Patience) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString words = QString::fromUtf8(process.readAllStandardError()).simplified().left(300);
    return words.isEmpty() ? u"ended with %1 and said nothing"_s.arg(process.exitCode()) : words;
}
}

QByteArray runProgram(const QString &file, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    if (const QString failure = run(process, file, arguments, input); !failure.isEmpty())
        qFatal("%s %s: %s", qPrintable(file), qPrintable(arguments.join(u' ')), qPrintable(failure));
    return process.readAllStandardOutput();
}

QString tryProgram(const QString &file, const QStringList &arguments)
{
    QProcess process;
    return run(process, file, arguments, {});
}

QString backroomd() { return QCoreApplication::applicationDirPath() % "/backroomd"_L1; }

QString self() { return QCoreApplication::applicationFilePath(); }

}
