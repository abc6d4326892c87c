#include "app/backups/pgprograms.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QStringList foldersOfPrograms()
{
    if (const QString own = qEnvironmentVariable("BACKROOM_POSTGRES_PROGRAMS"); !own.isEmpty())
        return {own};
    QStringList folders;
    const QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        folders << versions.filePath(version + "/bin"_L1);
    return folders + qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
}

// What "NAME --version" says; 0 when it is no such program.
int majorVersion(const QString &program)
{
    QProcess process;
    process.start(program, {u"--version"_s});
    if (!process.waitForFinished(10'000))
        return 0;
    static const QRegularExpression version(uR"(\(PostgreSQL\) (\d+))"_s);
    return version.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1).toInt();
}

QString quoted(QString value) { return u'\'' % value.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1) % u'\''; }
}

Result<QString> findPgProgram(const QString &name, int server)
{
    QString best;
    int newest = 0;
    for (const QString &folder : foldersOfPrograms()) {
        const QString program = QDir(folder).filePath(name);
        if (!QFileInfo(program).isExecutable())
            continue;
        if (const int version = majorVersion(program); version > newest) {
            newest = version;
            best = program;
        }
    }
    if (newest == 0)
        return fail(ErrorCode::Unavailable,
                    tr("PostgreSQL's program %1 is not on this machine. Install the package postgresql-client-%2, or "
                       "one that is newer.")
                        .arg(name)
                        .arg(server));
    if (newest < server)
        return fail(ErrorCode::Unavailable,
                    tr("The database is PostgreSQL %1, and %2 on this machine is of version %3, which is too old for "
                       "it. Install the package postgresql-client-%1.")
                        .arg(server)
                        .arg(name)
                        .arg(newest));
    return best;
}

Result<QString> findPgProgramOf(const QString &name, int version)
{
    for (const QString &folder : foldersOfPrograms())
        if (const QString program = QDir(folder).filePath(name);
            QFileInfo(program).isExecutable() && majorVersion(program) == version)
            return program;
    return fail(ErrorCode::Unavailable,
                tr("PostgreSQL's program %1 of version %2 is not on this machine. Install the package postgresql-%2; a "
                   "server of its own need not run.")
                    .arg(name)
                    .arg(version));
}

QString pgProgramTarget(const StoreConfig &config)
{
    const QUrl url(config.url);
    const QUrlQuery query(url);
    const QString socketFolder = query.queryItemValue(u"host"_s, QUrl::FullyDecoded);
    QStringList parts{"dbname="_L1 % quoted(url.path(QUrl::FullyDecoded).mid(1)),
                      "port="_L1 % QString::number(url.port(5432)), u"connect_timeout=5"_s};
    const auto add = [&parts](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            parts << name % u'=' % quoted(value);
    };
    add("host"_L1, socketFolder.isEmpty() ? url.host() : socketFolder);
    add("user"_L1, url.userName(QUrl::FullyDecoded));
    add("sslmode"_L1, query.queryItemValue(u"sslmode"_s));
    return "--dbname="_L1 % parts.join(u' ');
}

QProcessEnvironment pgProgramEnvironment(const StoreConfig &config)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (const QString password = QUrl(config.url).password(QUrl::FullyDecoded); !password.isEmpty())
        environment.insert(u"PGPASSWORD"_s, password);
    environment.insert(u"LC_MESSAGES"_s, u"C"_s);
    environment.remove(u"LC_ALL"_s);
    environment.remove(u"LANGUAGE"_s);
    return environment;
}

}
