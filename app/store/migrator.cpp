#include "app/store/migrator.h"

#include "app/store/recording.h"
#include "app/store/sessionsetup.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

bool hasTable(Connection &connection, const char *name)
{
    const char *sql = connection.kind() == StoreKind::Sqlite
        ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?";
    return connection.query(sql, name).next();
}

bool hasAnyTable(Connection &connection)
{
    const char *sql = connection.kind() == StoreKind::Sqlite
        ? "SELECT 1 FROM sqlite_master WHERE type = 'table' LIMIT 1"
        : "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1";
    return connection.query(sql).next();
}

// Two programs starting on one store take turns.
void begin(Connection &connection)
{
    constexpr int MaxTries = 20; // of busy_timeout or lock_timeout each
    for (int attempt = 1;; ++attempt) {
        try {
            if (connection.kind() == StoreKind::Sqlite)
                return connection.command("BEGIN IMMEDIATE");
            return connection.command("BEGIN; SELECT pg_advisory_xact_lock(7305432119)");
        } catch (const StoreError &error) {
            if (error.kind != StoreError::Kind::Serialization || attempt == MaxTries)
                throw;
            if (connection.kind() == StoreKind::Postgres)
                connection.command("ROLLBACK");
        }
    }
}

Result<int> appliedVersion(Connection &connection, bool create, const QList<Migration> &migrations)
{
    if (!hasTable(connection, "migrations")) {
        if (hasAnyTable(connection))
            return fail(ErrorCode::Unavailable,
                        tr("This database belongs to another program. Give the shop an empty database of its own."));
        if (!create)
            return fail(ErrorCode::NotFound, tr("There is no shop in this database. Make one with “backroomd init”."));
        return 0;
    }
    int version = 0;
    Query rows = connection.query("SELECT version, checksum FROM migrations ORDER BY version");
    while (rows.next()) {
        version = rows.integer(0);
        if (version > migrations.last().version)
            return fail(
                ErrorCode::Unavailable,
                tr("This shop was last opened by a newer Backroom. Install that version, or a later one; the shop was left as it is."));
        if (migrations.at(version - 1).checksum() != rows.bytes(1))
            return fail(
                ErrorCode::Unavailable,
                tr("This shop was made by a Backroom that this one does not know. Install the version that opened it last; the shop was left as it is."));
    }
    return version;
}

void apply(Connection &connection, const Migration &migration, const Clock &clock)
{
    if (migration.version == 1)
        connection.command(
            "CREATE TABLE migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)");
    connection.command(migration.statements(connection.kind()).constData());
    connection.exec("INSERT INTO migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)",
                    migration.version, migration.name, migration.checksum(), clock.now());
    if (connection.kind() == StoreKind::Sqlite) {
        if (migration.version > recording::Schema)
            recording::renew(connection); // a change of the schema is none that is recorded
        connection.command(QByteArray("PRAGMA application_id = " + QByteArray::number(ApplicationId)).constData());
        connection.command(QByteArray("PRAGMA user_version = " + QByteArray::number(migration.version)).constData());
    }
}
}

QByteArrayList tablesMadeBy(const QList<Migration> &migrations, StoreKind kind)
{
    static const QRegularExpression name(uR"((?:CREATE TABLE (?:IF NOT EXISTS )?|RENAME TO )(\w+))"_s);
    QByteArrayList names;
    for (const Migration &migration : migrations) {
        auto found = name.globalMatch(QString::fromUtf8(migration.statements(kind)));
        while (found.hasNext())
            names << found.next().captured(1).toUtf8();
    }
    return names;
}

QByteArray Migration::statements(StoreKind kind) const
{
    const bool sqlite = kind == StoreKind::Sqlite;
    QByteArray kept;
    bool ours = true;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed == "-- @sqlite")
            ours = sqlite;
        else if (trimmed == "-- @postgresql")
            ours = !sqlite;
        else if (trimmed == "-- @both")
            ours = true;
        else if (ours)
            kept += line + '\n';
    }
    // AUTOINCREMENT: an id that once was is never given again, so that no old link points to a new thing.
    kept.replace("{id}",
                 sqlite ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
    kept.replace("{blob}", sqlite ? "BLOB" : "BYTEA");
    kept.replace("{key}", sqlite ? "TEXT" : "TEXT COLLATE \"C\"");
    return kept;
}

QByteArray Migration::checksum() const { return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex(); }

QList<Migration> allMigrations()
{
    QList<Migration> migrations;
    const QDir folder(u":/migrations"_s);
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations << Migration{name.left(4).toInt(), name.mid(5).chopped(4), file.readAll()};
    }
    return migrations;
}

bool isOlder(Connection &connection, const QList<Migration> &migrations)
{
    if (!hasTable(connection, "migrations"))
        return false;
    const Result<int> version = appliedVersion(connection, false, migrations);
    return version && *version > 0 && *version < migrations.last().version;
}

Result<> migrate(Connection &connection, const Clock &clock, bool create, const QList<Migration> &migrations)
{
    try {
        for (;;) {
            begin(connection);
            const Result<int> version = appliedVersion(connection, create, migrations);
            if (!version || *version == migrations.last().version) {
                connection.command("ROLLBACK");
                return version ? Result<>() : fail(version.error());
            }
            apply(connection, migrations.at(*version), clock);
            connection.command("COMMIT");
        }
    } catch (const StoreError &error) {
        qWarning("migration: %s", error.what());
        try {
            connection.command("ROLLBACK");
        } catch (const StoreError &) { // the transaction is over already
        }
        return fail(error.toError());
    }
}

}
