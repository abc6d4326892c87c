#include "app/store/sessionsetup.h"

#include "app/store/connection.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUrlQuery>
#include <QtEndian>
#include <algorithm>
#include <libpq-fe.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

auto refuse(const QString &message) { return fail(ErrorCode::Unavailable, message); }

// Before SQLite is used for the first time in the process: counting every allocation takes a lock that all threads share.
void prepareSqlite()
{
    static const int counting = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    Q_UNUSED(counting)
}

Result<QSqlDatabase> openSqlite(const StoreConfig &config, const QString &name, bool create)
{
    const QString path = config.sqliteFile();
    bool exists = false;
    if (const auto inspected = inspectSqliteFile(path, &exists); !inspected)
        return fail(inspected.error());
    if (!create && (!exists || QFileInfo(path).size() == 0))
        return fail(ErrorCode::NotFound,
                    tr("There is no shop in %1. Open another folder, or make a shop there first.").arg(config.dataDir));
    if (!exists) {
        // Made by us with our rights, before SQLite would make it with wider ones.
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            return refuse(tr("%1 may not be written. Give your account the right to write this folder.").arg(path));
    }
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=1000"_s);
    if (!database.open())
        return refuse(tr("%1 cannot be opened: %2").arg(path, database.lastError().databaseText()));
    return database;
}

Result<QSqlDatabase> openPostgres(const StoreConfig &config, const QString &name)
{
    const QUrl url(config.url);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, name);
    const QString socketFolder = QUrlQuery(url).queryItemValue(u"host"_s, QUrl::FullyDecoded);
    database.setHostName(socketFolder.isEmpty() ? url.host() : socketFolder);
    database.setPort(url.port(5432));
    database.setDatabaseName(url.path(QUrl::FullyDecoded).mid(1));
    database.setUserName(url.userName(QUrl::FullyDecoded));
    database.setPassword(url.password(QUrl::FullyDecoded));
    QString options = u"connect_timeout=5;application_name=backroom"_s;
    if (const QString mode = QUrlQuery(url).queryItemValue(u"sslmode"_s); !mode.isEmpty())
        options += ";sslmode="_L1 + mode;
    database.setConnectOptions(options);
    if (!database.open()) {
        const QString reason = database.lastError().databaseText().simplified().left(300);
        return refuse(
            tr("The database at %1 does not answer: %2. Check that it runs and that its address, user and password are right.")
                .arg(config.safeUrl(), reason));
    }
    // A schema of its own, where the address names one.
    if (const QString schema = QUrlQuery(url).queryItemValue(u"schema"_s, QUrl::FullyDecoded); !schema.isEmpty()) {
        QSqlQuery query(database);
        if (!query.exec("SET search_path TO "_L1 % database.driver()->escapeIdentifier(schema, QSqlDriver::TableName)))
            return refuse(tr("The schema %1 cannot be used: %2").arg(schema, query.lastError().databaseText()));
    }
    return database;
}

// The file's size and its first 100 bytes, read through SQLite's own file layer: a descriptor of our own would, when it
// is closed, drop the locks that this process holds on the file, and another process would take our log away.
struct FileHead
{
    QByteArray bytes;
    qint64 size = 0;
};
std::optional<FileHead> readHead(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closing(handle, sqlite3_close);
    sqlite3_file *file = nullptr;
    if (opened != SQLITE_OK
        || sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void *>(&file)) != SQLITE_OK
        || !file || !file->pMethods)
        return std::nullopt;
    FileHead head;
    sqlite3_int64 size = 0;
    if (file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return std::nullopt;
    head.size = size;
    head.bytes.resize(qsizetype(std::min<qint64>(size, 100)));
    if (size > 0 && file->pMethods->xRead(file, head.bytes.data(), int(head.bytes.size()), 0) != SQLITE_OK)
        return std::nullopt;
    return head;
}

// What the log says, when the file's first page is still as it was before it: while somebody reads an older moment, later
// pages are brought into the file before it.
qint32 applicationInLog(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int opened = sqlite3_open_v2(path.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closing(handle, sqlite3_close);
    sqlite3_stmt *statement = nullptr;
    if (opened != SQLITE_OK
        || sqlite3_prepare_v2(handle, "PRAGMA application_id", -1, &statement, nullptr) != SQLITE_OK)
        return 0;
    const qint32 application = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return application;
}

QByteArray pragma(Connection &connection, QByteArrayView sql)
{
    Query query = connection.query(sql);
    return query.next() ? query.bytes(0) : QByteArray();
}
}

Result<> inspectSqliteFile(const QString &path, bool *exists)
{
    const QFileInfo info(path);
    prepareSqlite();
    *exists = info.exists();
    if (!*exists)
        return {};
    if (info.isDir())
        return refuse(tr("%1 is a folder, not a shop's file. Move it away, or open another folder.").arg(path));
    const auto read = readHead(path);
    if (!read)
        return refuse(tr("%1 may not be read. Give your account the right to read it.").arg(path));
    if (!info.isWritable())
        return refuse(tr("%1 may not be written. Give your account the right to write it and its folder.").arg(path));
    const QByteArray &head = read->bytes;
    if (head.isEmpty())
        // Ours when the program was ended between making the file and filling it; nobody's data either way.
        return {};
    if (!head.startsWith(QByteArrayView("SQLite format 3\0", 16)) || head.size() < 100)
        return refuse(
            tr("%1 is not a shop's file. It was left as it is; restore a backup, or open another folder.").arg(path));
    const auto *bytes = reinterpret_cast<const uchar *>(head.constData());
    const quint16 stored = qFromBigEndian<quint16>(bytes + 16);
    const qint64 pageSize = stored == 1 ? 65536 : stored;
    const qint64 pages = qFromBigEndian<quint32>(bytes + 28);
    const bool hasLog = QFileInfo(path + "-wal"_L1).size() > 0;
    if (pageSize < 512 || (!hasLog && read->size < pages * pageSize))
        return refuse(
            tr("%1 is cut short: part of the shop's file is missing. Restore the newest backup; the file was left as it is.")
                .arg(path));
    const qint32 application = qFromBigEndian<qint32>(bytes + 68);
    if (application != ApplicationId && !(application == 0 && read->size <= pageSize && hasLog)
        && !(application == 0 && hasLog && applicationInLog(path) == ApplicationId))
        return refuse(tr("%1 belongs to another program. It was left as it is; open another folder.").arg(path));
    return {};
}

Result<QSqlDatabase> openSession(const StoreConfig &config, const QString &name, bool create)
{
    return config.kind() == StoreKind::Sqlite ? openSqlite(config, name, create) : openPostgres(config, name);
}

void setUpSession(Connection &connection)
{
    if (connection.kind() == StoreKind::Postgres) {
        PQsetNoticeProcessor(
            connection.postgres(), [](void *, const char *) {}, nullptr);
        connection.command(
            "SET TIME ZONE 'UTC'; SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET bytea_output = 'hex'; "
            "SET lock_timeout = '10s'; SET plan_cache_mode = auto");
        return;
    }
    sqlite3_db_config(connection.sqlite(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_extended_result_codes(connection.sqlite(), 1);
    // What statements need while they run comes from a place of the connection's own. Refused where it is in use already.
    sqlite3_db_config(connection.sqlite(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, 1200, 160);
    // A first look reads the schema, so that a damaged file is told before it is set up.
    pragma(connection, "SELECT count(*) FROM sqlite_master");
    pragma(connection, "PRAGMA journal_mode = WAL");
    connection.command(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; "
        "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; "
        "PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864");
    // A pragma that does not hold is silent; the promises are not built on hope.
    if (pragma(connection, "PRAGMA journal_mode") != "wal" || pragma(connection, "PRAGMA synchronous") != "2"
        || pragma(connection, "PRAGMA foreign_keys") != "1")
        throw StoreError(StoreError::Kind::ReadOnly, "pragmas do not hold");
}

void keepPagesOf(Connection &connection)
{
    if (connection.kind() != StoreKind::Sqlite)
        return;
    constexpr qint64 LeastKiB = 32'000, MostKiB = 128'000;
    const qint64 size = pragma(connection, "PRAGMA page_count").toLongLong()
        * pragma(connection, "PRAGMA page_size").toLongLong() / 1024;
    const QByteArray kept = QByteArray::number(std::clamp(size / 8, LeastKiB, MostKiB));
    connection.command(QByteArray("PRAGMA cache_size = -" + kept).constData());
}

}
