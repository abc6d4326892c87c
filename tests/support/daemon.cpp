#include "tests/support/daemon.h"

#include "tests/support/paths.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
constexpr int Patience = 60'000;

Ran finish(QProcess &process, const QByteArray &input)
{
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(Patience)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(Patience);
    return process.readAllStandardOutput().trimmed();
}
}

Ran backroomd(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program(u"backroomd"_s), arguments);
    return finish(process, input);
}

Ran backroomdAsNobody(const QStringList &arguments, const QString &folder)
{
    if (::geteuid() != 0)
        return backroomd(arguments);
    // Where the tests were built may be closed to others.
    static const QTemporaryDir open;
    const QString copy = open.filePath(u"backroomd"_s);
    if (!QFile::exists(copy)) {
        const auto everybody =
            QFile::ReadOther | QFile::ExeOther | QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        QFile::copy(program(u"backroomd"_s), copy);
        QFile::setPermissions(copy, everybody);
        QFile::setPermissions(open.path(), everybody);
    }
    outputOf(u"chown"_s, {u"-R"_s, u"nobody"_s, folder});
    QProcess process;
    process.setWorkingDirectory(u"/"_s);
    process.start(u"setpriv"_s,
                  QStringList{u"--reuid=nobody"_s,
                              "--regid="_L1 % QString::fromUtf8(outputOf(u"id"_s, {u"-g"_s, u"nobody"_s})),
                              u"--clear-groups"_s, u"--"_s, copy}
                      + arguments);
    return finish(process, {});
}

void makeShop(const QString &folder, const QString &store)
{
    QStringList arguments{
        u"init"_s, u"--data"_s,    folder,  u"--shop-name"_s,   u"Gift House"_s,        u"--currency"_s,
        u"GBP"_s,  u"--country"_s, u"GB"_s, u"--owner-email"_s, u"owner@example.com"_s, u"--owner-password-stdin"_s};
    if (!store.isEmpty())
        arguments << u"--store"_s << store;
    const Ran made = backroomd(arguments, QByteArray(OwnerPassword) + '\n');
    if (made.status != 0)
        qFatal("no shop: %s", made.err.constData());
}

Serving::Serving(const QString &folder, const QStringList &more, const QStringList &environment)
{
    if (!environment.isEmpty())
        m_process.setEnvironment(QProcess::systemEnvironment() + environment);
    m_process.start(program(u"backroomd"_s), QStringList{u"serve"_s, u"--data"_s, folder, u"--port"_s, u"0"_s} + more);
    while (!m_out.contains('\n') && m_process.waitForReadyRead(Patience))
        m_out += m_process.readAllStandardOutput();
    m_port = m_out.trimmed().split(':').constLast().toUShort();
    if (m_port == 0)
        qFatal("not serving: %s", m_process.readAllStandardError().constData());
}

Serving::~Serving()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

int Serving::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(Patience)) {
        // Where it hangs is worth more than that it does.
        const QByteArray stacks =
            outputOf(u"gdb"_s,
                     {u"-p"_s, QString::number(processId()), u"-batch"_s, u"-ex"_s, u"thread apply all backtrace"_s});
        qWarning("backroomd does not stop:\n%s", stacks.constData());
        return -1;
    }
    m_out += m_process.readAllStandardOutput();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void Serving::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

}
