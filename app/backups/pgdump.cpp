#include "app/backups/pgdump.h"

#include "app/backups/pgprograms.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int BeatMillis = 200;
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// A pattern of pg_dump's that fits this one name.
QString pattern(const QByteArray &name) { return u'"' % QString::fromUtf8(name).replace(u'"', "\"\""_L1) % u'"'; }

// Ends the program, if it still runs.
class Ending {
public:
    explicit Ending(QProcess &process) : m_process(process) {}
    ~Ending()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Ending)

private:
    QProcess &m_process;
};

Result<> outcomeOf(QProcess &process)
{
    process.waitForFinished(-1);
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString said = QString::fromUtf8(process.readAllStandardError()).simplified().left(300);
    qWarning("pg_dump failed: %s", qPrintable(said));
    if (process.exitStatus() == QProcess::CrashExit)
        return fail(ErrorCode::Unavailable,
                    tr("PostgreSQL's program pg_dump was ended before it was done. Try again in a moment."));
    return fail(ErrorCode::Unavailable,
                tr("PostgreSQL's program pg_dump could not copy the shop: %1. Check that the database runs and that "
                   "this address, user and password may read it.")
                    .arg(said));
}
}

Result<std::unique_ptr<PgMoment>> PgMoment::hold(const StoreConfig &config)
{
    auto opened = Connection::open(config);
    if (!opened)
        return fail(opened.error());
    std::unique_ptr<PgMoment> moment(new PgMoment(config));
    moment->m_connection = *std::move(opened);
    try {
        // It lies idle for as long as pg_dump takes.
        moment->connection().command("SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; "
                                     "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        Query row = moment->connection().query("SELECT pg_export_snapshot(), current_schema(), "
                                               "current_setting('server_version_num')::int / 10000");
        row.next();
        moment->m_snapshot = row.bytes(0);
        moment->m_schema = row.bytes(1);
        moment->m_server = row.integer(2);
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    return moment;
}

PgMoment::~PgMoment() = default;

Result<> PgMoment::dump(const QList<TableShape> &tables, const std::function<Result<>(QByteArrayView)> &take)
{
    const auto program = findPgProgram(u"pg_dump"_s, m_server);
    if (!program)
        return fail(program.error());
    QStringList arguments{u"--data-only"_s,
                          u"--format=plain"_s,
                          u"--encoding=UTF8"_s,
                          u"--no-owner"_s,
                          u"--no-password"_s,
                          u"--lock-wait-timeout=10s"_s,
                          "--snapshot="_L1 % QString::fromUtf8(m_snapshot),
                          pgProgramTarget(m_config)};
    for (const TableShape &table : tables)
        arguments << "--table="_L1 % pattern(m_schema) % u'.' % pattern(table.name);
    QProcess process;
    const Ending ending(process);
    process.setProcessEnvironment(pgProgramEnvironment(m_config));
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(*program, arguments, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return fail(ErrorCode::Unavailable,
                    tr("PostgreSQL's program %1 does not start: %2.").arg(*program, process.errorString()));
    // What was not read stays in the pipe, and pg_dump waits for it to be.
    for (bool more = true; more;) {
        more = process.waitForReadyRead(BeatMillis) || process.state() != QProcess::NotRunning;
        if (process.bytesAvailable() == 0)
            if (auto goesOn = take({}); !goesOn) // whoever waits may have had enough of it
                return goesOn;
        for (QByteArray piece = process.read(1 << 18); !piece.isEmpty(); piece = process.read(1 << 18))
            if (auto taken = take(piece); !taken)
                return taken;
    }
    return outcomeOf(process);
}

}
