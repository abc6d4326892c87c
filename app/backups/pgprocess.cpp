#include "app/backups/pgprocess.h"

#include "app/backups/stopped.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <csignal>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

constexpr qsizetype MostSaid = 16'384;
constexpr int Patience = 20'000; // ms, from SIGINT to SIGKILL
}

std::optional<PgAccount> PgAccount::forServer()
{
    if (::geteuid() != 0)
        return std::nullopt;
    for (const char *name : {"postgres", "nobody"}) {
        std::array<char, 4096> room = {};
        struct passwd entry = {};
        struct passwd *found = nullptr;
        if (::getpwnam_r(name, &entry, room.data(), room.size(), &found) == 0 && found)
            return PgAccount{entry.pw_uid, entry.pw_gid};
    }
    return PgAccount{65534, 65534};
}

Result<> PgProcess::start(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
                          const std::optional<PgAccount> &account, const QString &folder)
{
    m_said.clear();
    m_process.setProcessEnvironment(environment);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(folder);
    m_process.setChildProcessModifier([account] {
        if (account && (::setgroups(0, nullptr) != 0 || ::setgid(account->group) != 0 || ::setuid(account->user) != 0))
            ::_exit(126);
        ::prctl(PR_SET_PDEATHSIG, SIGINT);
    });
    m_process.start(program, arguments, QIODevice::ReadOnly);
    if (!m_process.waitForStarted())
        return fail(ErrorCode::Unavailable,
                    tr("PostgreSQL's program %1 does not start: %2.").arg(program, m_process.errorString()));
    return {};
}

bool PgProcess::isRunning(int waitMillis)
{
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForFinished(waitMillis);
    return m_process.state() != QProcess::NotRunning;
}

bool PgProcess::isDone()
{
    return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::NormalExit
        && m_process.exitCode() == 0;
}

const QByteArray &PgProcess::said()
{
    m_said += m_process.readAll();
    m_said = m_said.right(MostSaid);
    return m_said;
}

void PgProcess::end()
{
    if (!isRunning())
        return;
    ::kill(pid_t(m_process.processId()), SIGINT);
    if (m_process.waitForFinished(Patience))
        return;
    m_process.kill();
    m_process.waitForFinished();
}

Result<> PgProcess::run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment,
                        const std::function<bool()> &goOn)
{
    PgProcess process;
    if (auto started = process.start(program, arguments, environment); !started)
        return started;
    while (process.isRunning(200)) {
        (void)process.said();
        if (goOn && !goOn())
            return stopped();
    }
    if (process.isDone())
        return {};
    const QString said = QString::fromUtf8(process.said()).simplified().right(400);
    const QString name = QFileInfo(program).fileName();
    qWarning("%s failed: %s", qPrintable(name), qPrintable(said));
    return fail(ErrorCode::Unavailable,
                tr("PostgreSQL's program %1 failed: %2").arg(name, said.isEmpty() ? tr("it was ended.") : said));
}

}
