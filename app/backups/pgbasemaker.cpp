#include "app/backups/pgbasemaker.h"

#include "app/backups/pgprocess.h"
#include "app/backups/pgprograms.h"
#include "app/backups/pgready.h"
#include "app/base/spokenlocale.h"
#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <QDir>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Only what this role may see of the sizes; the server may hold more databases, which a base holds too.
Result<> checkRoom(Connection &connection, const QString &folder)
{
    Query row = connection.query("SELECT coalesce(sum(pg_database_size(oid)), 0)::bigint FROM pg_database WHERE "
                                 "has_database_privilege(oid, 'CONNECT')");
    const qint64 size = row.next() ? row.int64(0) : 0;
    const qint64 there = QStorageInfo(folder).bytesAvailable();
    if (there < 0 || there >= size)
        return {};
    const QLocale locale = spokenLocale();
    return fail(ErrorCode::Full,
                tr("A copy of the database's files needs %1 in %2, and %3 are free. Make room there.")
                    .arg(locale.formattedDataSize(size), folder, locale.formattedDataSize(there)));
}

Result<> make(const StoreConfig &config, const PgStretch &stretch, const std::function<bool()> &goOn)
{
    const auto connection = Connection::open(config);
    if (!connection)
        return fail(connection.error());
    if (auto room = checkRoom(**connection, stretch.path()); !room)
        return room;
    const auto program = findPgProgram(u"pg_basebackup"_s, stretch.about().server);
    if (!program)
        return fail(program.error());
    auto made =
        PgProcess::run(*program,
                       {"--pgdata="_L1 % stretch.unfinishedBase(), u"--format=plain"_s, u"--checkpoint=fast"_s,
                        u"--wal-method=stream"_s, u"--label=backroom"_s, u"--no-password"_s, pgProgramTarget(config)},
                       pgProgramEnvironment(config), goOn);
    if (!made)
        return made;
    // The log goes on from here: a moment that was before the end of the copy cannot be gone to.
    const Millis at = slotState(**connection, {}).now;
    if (auto checked = checkBase(stretch.unfinishedBase(), stretch.about().server, goOn); !checked)
        return checked;
    return stretch.finishBase(at);
}
}

Result<> makeBase(const StoreConfig &config, const PgStretch &stretch, const std::function<bool()> &goOn)
{
    stretch.removeLeftovers();
    Result<> made;
    try {
        made = make(config, stretch, goOn);
    } catch (const StoreError &error) {
        made = fail(error.toError());
    }
    if (!made)
        stretch.removeLeftovers();
    return made;
}

Result<> checkBase(const QString &base, int server, const std::function<bool()> &goOn)
{
    const auto program = findPgProgramOf(u"pg_verifybackup"_s, server);
    if (!program)
        return fail(program.error());
    QStringList arguments{u"--quiet"_s, base};
    if (!QFileInfo(QDir(QFileInfo(*program).path()).filePath(u"pg_waldump"_s)).isExecutable())
        arguments.prepend(u"--no-parse-wal"_s);
    const QProcessEnvironment environment = pgProgramEnvironment({});
    return PgProcess::run(*program, arguments, environment, goOn);
}

}
