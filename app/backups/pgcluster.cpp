#include "app/backups/pgcluster.h"

#include "app/backups/pgbasemaker.h"
#include "app/backups/pgclusterfiles.h"
#include "app/backups/pgprograms.h"
#include "app/backups/pgready.h"
#include "app/backups/stopped.h"
#include "app/base/clock.h"
#include "app/store/connection.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QUrl>
#include <QUrlQuery>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// No setting of the database's own server is wanted here; those say where its files and keys were.
constexpr char Settings[] = R"conf(
listen_addresses = ''
port = 5432
max_connections = 20
shared_buffers = 64MB
max_wal_senders = 0
hot_standby = off
archive_mode = off
autovacuum = off
fsync = off
full_page_writes = off
logging_collector = off
log_destination = 'stderr'
log_timezone = 'UTC'
lc_messages = 'C'
restore_command = 'f="$BACKROOM_LOG/%f"; p="$f.partial"; if test -e "$f"; then cp "$f" "%p"; else test -e "$p" && test "$(stat -c %%s "$p")" = "$BACKROOM_LOG_BYTES" && cp "$p" "%p"; fi'
recovery_target_action = 'promote'
)conf";
}

QString PgCluster::dataFolder() const { return QDir(m_folder->path()).filePath(u"data"_s); }

PgCluster::~PgCluster() { m_process.end(); }

Result<std::unique_ptr<PgCluster>> PgCluster::at(const PgStretch &stretch, const PgBase &base, Millis moment,
                                                 const QString &scratch, const std::function<bool()> &goOn)
{
    const auto program = findPgProgramOf(u"postgres"_s, stretch.about().server);
    if (!program)
        return fail(program.error());
    std::unique_ptr<PgCluster> cluster(new PgCluster(stretch));
    cluster->m_account = PgAccount::forServer();
    QString place = scratch;
    if (cluster->m_account && !pgclusterfiles::isOpenToOthers(QFileInfo(scratch).path()))
        place = QDir::temp().filePath("backroom-"_L1 % QString::fromUtf8(stretch.about().system));
    auto folder = ScratchFolder::take(place);
    if (!folder)
        return fail(
            folder.error().code == ErrorCode::Conflict
                ? Error{ErrorCode::Conflict, tr("This shop is being taken back already. Wait until that is done.")}
                : folder.error());
    cluster->m_folder = *std::move(folder);
    if (const auto ready = cluster->prepare(base, goOn); !ready)
        return fail(ready.error());
    if (const auto set = cluster->writeSettings(moment); !set)
        return fail(set.error());
    auto ending = cluster->recover(*program, goOn);
    if (!ending)
        return fail(ending.error());
    if (*ending == Ending::AtMoment)
        return cluster;
    // Nothing later than the moment is in the log. Either nothing happened, or it is not all there.
    if (cluster->m_reached.at < moment)
        return fail(ErrorCode::NotFound,
                    tr("What the database wrote has been received until %1 only.")
                        .arg(QString::fromLatin1(timeText(std::max(cluster->m_reached.at, base.at)))));
    if (const auto set = cluster->writeSettings(std::nullopt); !set)
        return fail(set.error());
    ending = cluster->recover(*program, goOn);
    if (!ending)
        return fail(ending.error());
    if (const auto reached = cluster->checkReached(); !reached)
        return fail(reached.error());
    return cluster;
}

Result<> PgCluster::prepare(const PgBase &base, const std::function<bool()> &goOn)
{
    const qint64 size = pgfolder::bytesIn(base.path) + (m_account ? pgfolder::bytesIn(m_stretch.walFolder()) : 0);
    if (auto room = pgclusterfiles::checkRoom(size, m_folder->path()); !room)
        return room;
    if (auto copied = pgclusterfiles::copyTree(base.path, dataFolder()); !copied)
        return copied;
    if (auto checked = checkBase(dataFolder(), m_stretch.about().server, goOn); !checked)
        return checked.error().code == ErrorCode::Conflict
            ? checked
            : fail(ErrorCode::Malformed,
                   tr("The copy of the database in %1 is damaged. %2").arg(base.path, checked.error().message));
    const QDir data(dataFolder());
    for (const auto &name : {u"postgresql.auto.conf"_s, u"postgresql.conf"_s, u"pg_hba.conf"_s, u"pg_ident.conf"_s})
        if (auto written = pgclusterfiles::write(data.filePath(name), {}); !written)
            return written;
    // Others cannot come near: its folders are closed to them.
    if (auto written = pgclusterfiles::write(data.filePath(u"pg_hba.conf"_s), "local all all trust\n"); !written)
        return written;
    QFile::remove(data.filePath(u"standby.signal"_s));
    if (auto written = pgclusterfiles::write(data.filePath(u"recovery.signal"_s), {}); !written)
        return written;
    if (!QDir(m_folder->path()).mkpath(u"shop"_s))
        return fail(ErrorCode::Unavailable, tr("%1 cannot be written.").arg(m_folder->path()));
    if (auto fetched = fetchLog(); !fetched)
        return fetched;
    ::chmod(QFile::encodeName(dataFolder()).constData(), 0700);
    if (!m_account)
        return {};
    ::chmod(QFile::encodeName(m_folder->path()).constData(), 0711);
    for (const QString &path : {dataFolder(), m_log, m_socket.path()})
        pgclusterfiles::give(path, *m_account);
    return {};
}

// Where the server runs as somebody else, who may not read in the time machine's folder, it gets the log in its own.
Result<> PgCluster::fetchLog()
{
    m_log = m_stretch.walFolder();
    if (!m_account)
        return {};
    const QString own = QDir(m_folder->path()).filePath(u"log"_s);
    auto copied = pgclusterfiles::copyTree(m_log, own);
    m_log = own;
    return copied;
}

Result<> PgCluster::writeSettings(std::optional<Millis> moment) const
{
    QByteArray text = Settings;
    text += "unix_socket_directories = '" + m_socket.path().toUtf8() + "'\n";
    // The last microsecond of it, so that what was answered within it is there.
    if (moment)
        text += "recovery_target_time = '"
            + QDateTime::fromMSecsSinceEpoch(*moment, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s).toLatin1()
            + "999+00'\n";
    return pgclusterfiles::write(QDir(dataFolder()).filePath(u"postgresql.conf"_s), text);
}

Result<PgCluster::Ending> PgCluster::recover(const QString &program, const std::function<bool()> &goOn)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"BACKROOM_LOG"_s, m_log);
    // One that is shorter was begun and holds nothing yet.
    environment.insert(u"BACKROOM_LOG_BYTES"_s, QString::number(m_stretch.about().segment));
    for (const auto &name : {u"PGDATA"_s, u"PGPORT"_s, u"PGHOST"_s, u"PGOPTIONS"_s})
        environment.remove(name);
    if (auto started = m_process.start(program, {u"-D"_s, dataFolder()}, environment, m_account, dataFolder());
        !started)
        return fail(started.error());
    while (m_process.isRunning(100)) {
        if (goOn && !goOn())
            return stopped();
        if (m_process.said().contains("database system is ready to accept connections"))
            return Ending::AtMoment;
    }
    const QByteArray said = m_process.said();
    if (said.contains("recovery ended before configured recovery target was reached"))
        return Ending::LogEnded;
    qWarning("a database could not be taken to a moment: %s", said.constData());
    const auto fatal = said.lastIndexOf("FATAL:");
    return fail(ErrorCode::Malformed,
                tr("The copy of the database in %1 could not be taken to that moment: %2")
                    .arg(m_stretch.path(),
                         QString::fromUtf8(said.mid(std::max<qsizetype>(0, fatal))).simplified().left(300)));
}

Result<> PgCluster::checkReached() const
{
    const auto connection = Connection::open(config());
    if (!connection)
        return fail(connection.error());
    try {
        Query row = (*connection)->query("SELECT coalesce(pg_last_wal_replay_lsn() - '0/0', 0)::bigint");
        if (row.next() && row.int64(0) >= m_reached.place)
            return {};
    } catch (const StoreError &error) {
        return fail(error.toError());
    }
    return fail(ErrorCode::Malformed,
                tr("Some of what the database wrote before that moment is missing or damaged in %1. Choose an earlier "
                   "moment.")
                    .arg(m_stretch.walFolder()));
}

StoreConfig PgCluster::config() const
{
    QUrl url;
    url.setScheme(u"postgresql"_s);
    url.setUserName(m_stretch.about().user);
    url.setHost(u"localhost"_s);
    url.setPort(5432);
    url.setPath(u'/' % m_stretch.about().database);
    QUrlQuery query;
    query.addQueryItem(u"host"_s, m_socket.path());
    if (!m_stretch.about().schema.isEmpty())
        query.addQueryItem(u"schema"_s, QString::fromLatin1(QUrl::toPercentEncoding(m_stretch.about().schema)));
    url.setQuery(query);
    return {QDir(m_folder->path()).filePath(u"shop"_s), url.toString(QUrl::FullyEncoded)};
}

}
