#include "app/backups/pgreceiver.h"

#include "app/backups/pgprograms.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
using namespace std::chrono_literals;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QStringList argumentsFor(const StoreConfig &config, const PgStretch &stretch, const QByteArray &slot)
{
    return {"--directory="_L1 % stretch.walFolder(),
            "--slot="_L1 % QString::fromUtf8(slot),
            u"--synchronous"_s,
            u"--no-loop"_s,
            u"--no-password"_s,
            pgProgramTarget(config)};
}

// A file of the log is filled with zeros before anything is written to it. One that pg_receivewal was killed amid that
// holds nothing yet, and it would not go on from there for ever after.
void emptyHalfMade(const PgStretch &stretch)
{
    const QDir wal(stretch.walFolder());
    for (const QFileInfo &file : wal.entryInfoList({u"*.partial"_s}, QDir::Files))
        if (file.size() != 0 && file.size() != stretch.about().segment)
            QFile::resize(file.filePath(), 0);
}
}

Result<> PgReceiver::keepAt(const PgStretch &stretch, const QByteArray &slot)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_folder != stretch.walFolder()) {
        end();
        m_folder = stretch.walFolder();
    }
    if (m_process && m_process->isRunning()) {
        (void)m_process->said();
        if (now - m_started > m_pauses.longest)
            m_pause = 0ms;
        if (now - m_started > m_pauses.first)
            m_fault.reset();
        return m_fault ? fail(*m_fault) : Result<>();
    }
    if (m_process) {
        const auto ended = fault();
        m_process.reset();
        m_pause = std::clamp(m_pause * 2, m_pauses.first, m_pauses.longest);
        m_next = now + m_pause;
        m_fault = ended.error();
        qWarning("pg_receivewal ended: %s", qPrintable(m_fault->message));
    }
    if (m_fault && (m_fault->code == ErrorCode::Conflict || now < m_next))
        return fail(*m_fault);
    const auto program = findPgProgram(u"pg_receivewal"_s, stretch.about().server);
    if (!program)
        return fail(program.error());
    emptyHalfMade(stretch);
    m_process = std::make_unique<PgProcess>();
    m_started = now;
    ++m_starts;
    if (auto started =
            m_process->start(*program, argumentsFor(m_config, stretch, slot), pgProgramEnvironment(m_config));
        !started) {
        m_process.reset();
        return started;
    }
    return m_fault ? fail(*m_fault) : Result<>();
}

Result<> PgReceiver::fault()
{
    const QString said = QString::fromUtf8(m_process->said()).simplified().right(400);
    for (const auto &gone :
         {"has already been removed"_L1, "not in this server's history"_L1, "is ahead of the WAL"_L1})
        if (said.contains(gone))
            return fail(ErrorCode::Conflict, said);
    return fail(ErrorCode::Unavailable,
                said.isEmpty()
                    ? tr("PostgreSQL's program pg_receivewal was ended. It is started again in a moment.")
                    : tr("PostgreSQL's program pg_receivewal ended: %1. It is started again in a moment.").arg(said));
}

void PgReceiver::end()
{
    m_process.reset();
    m_folder.clear();
    m_fault.reset();
    m_pause = 0ms;
    m_next = {};
}

Result<> PgReceiver::receiveUntil(const StoreConfig &config, const PgStretch &stretch, const QByteArray &slot,
                                  const QByteArray &place, const std::function<bool()> &goOn)
{
    const auto program = findPgProgram(u"pg_receivewal"_s, stretch.about().server);
    if (!program)
        return fail(program.error());
    emptyHalfMade(stretch);
    return PgProcess::run(*program, argumentsFor(config, stretch, slot) << "--endpos="_L1 % QString::fromLatin1(place),
                          pgProgramEnvironment(config), goOn);
}

}
