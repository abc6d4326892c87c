#include "tests/support/pgserver.h"

#include "tests/support/paths.h"

#include <QFile>
#include <QProcess>
#include <QThread>
#include <QUrl>
#include <QUuid>

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
void command(const QString &verb, const QString &file, const QStringList &more = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(source(u"tests/support/pgserver.sh"_s), QStringList{verb, file} + more);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("PostgreSQL for tests: %s: %s", qPrintable(verb), process.readAll().constData());
}

QString freshDatabase(const QString &stateFile)
{
    QFile file(stateFile);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("PostgreSQL for tests: %s cannot be read", qPrintable(stateFile));
    const QList<QByteArray> lines = file.readAll().split('\n');
    qputenv("PGPASSWORD", lines.value(1));
    QUrl url(QString::fromUtf8(lines.value(0)));
    const QString name = "t_"_L1 % QUuid::createUuid().toString(QUuid::Id128);
    // template0 is never connected to, so that two may copy it at once.
    executePostgres(url.toString(), "CREATE DATABASE "_L1 % name % " TEMPLATE template0"_L1);
    url.setPath(u'/' % name);
    return url.toString();
}

// CTest's fixture says where its server is. Else this process starts one, which the script ends after the process has.
QString sharedServer()
{
    if (QString file = qEnvironmentVariable("BACKROOM_TEST_POSTGRES"); QFile::exists(file))
        return file;
    static const QTemporaryDir folder;
    QString file = folder.filePath(u"server"_s);
    command(u"start"_s, file);
    return file;
}
}

namespace {
// What the server said against it; empty when it was done.
QByteArray tryPostgres(const QString &url, const QString &sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.toUtf8().constData()), &PQfinish);
    PQsetNoticeProcessor(
        connection.get(), [](void *, const char *) {}, nullptr);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.toUtf8().constData()),
                                                               &PQclear);
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK ? QByteArray()
                                                            : QByteArray(PQerrorMessage(connection.get()));
}
}

void executePostgres(const QString &url, const QString &sql)
{
    if (const QByteArray said = tryPostgres(url, sql); !said.isEmpty())
        qFatal("PostgreSQL for tests: %s: %s", qPrintable(sql), said.constData());
}

QString freshPostgresUrl()
{
    static const QString server = sharedServer();
    return freshDatabase(server);
}

void dropPostgres(const QString &url)
{
    QUrl server(url);
    const QString name = server.path().mid(1);
    server.setPath(u"/postgres"_s);
    // The server's own vacuuming may be at work in it, which only a superuser may end; it is done in a moment. What could
    // not be dropped goes with the server.
    for (int attempt = 0; attempt < 50; ++attempt) {
        if (tryPostgres(server.toString(), "DROP DATABASE IF EXISTS "_L1 % name % " WITH (FORCE)"_L1).isEmpty())
            return;
        QThread::msleep(100);
    }
}

PgServer::PgServer(Disk disk) : m_file(m_folder.filePath(u"server"_s))
{
    command(u"start"_s, m_file, disk == Disk::Durable ? QStringList{u"durable"_s} : QStringList{});
}

PgServer::~PgServer() { command(u"stop"_s, m_file); }

QString PgServer::freshUrl() { return freshDatabase(m_file); }

void PgServer::executeAsAdmin(const QString &sql)
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("PostgreSQL for tests: %s cannot be read", qPrintable(m_file));
    const QList<QByteArray> lines = file.readAll().split('\n');
    executePostgres("postgresql://admin@/postgres?host=%1&port=%2"_L1.arg(QString::fromUtf8(lines.value(2)))
                        .arg(QUrl(QString::fromUtf8(lines.value(0))).port()),
                    sql);
}

void PgServer::crash() { command(u"crash"_s, m_file); }

void PgServer::resume() { command(u"resume"_s, m_file); }

void PgServer::keep() { command(u"keep"_s, m_file); }

void PgServer::forget() { command(u"forget"_s, m_file); }

void PgServer::freeze() { command(u"freeze"_s, m_file); }

void PgServer::thaw() { command(u"thaw"_s, m_file); }

}
