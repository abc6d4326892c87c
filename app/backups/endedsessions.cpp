#include "app/backups/endedsessions.h"

#include "app/store/database.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// A table of what lets somebody in, and the column that is never given twice.
struct Way
{
    QString table;
    QString column;
};

QByteArray select(const Way &way) { return QString("SELECT "_L1 % way.column % " FROM "_L1 % way.table).toUtf8(); }

QList<QByteArray> valuesOf(Query &rows)
{
    QList<QByteArray> values;
    while (rows.next())
        values << rows.blob(0);
    return values;
}
}

Result<> removeEndedSessions(Database &shop, const ProvedBackup &backup)
{
    if (backup.manifest().reason == "restore"_L1)
        return {};
    auto copy = Connection::open(backup.config());
    if (!copy)
        return fail(copy.error());
    for (const Way &way : {Way{u"sessions"_s, u"token_hash"_s}, Way{u"api_keys"_s, u"secret_hash"_s}}) {
        const auto open = shop.read([&way](Reader &reader) -> Result<QList<QByteArray>> {
            Query rows = reader.query(select(way));
            return valuesOf(rows);
        });
        if (!open)
            return fail(open.error());
        const QSet<QByteArray> known(open->cbegin(), open->cend());
        QList<QByteArray> then;
        {
            Query rows = (*copy)->query(select(way));
            then = valuesOf(rows);
        }
        (*copy)->exec("BEGIN");
        for (const QByteArray &value : std::as_const(then))
            if (!known.contains(value))
                (*copy)->exec(QString("DELETE FROM "_L1 % way.table % " WHERE "_L1 % way.column % " = ?"_L1).toUtf8(),
                              Blob{value});
        (*copy)->exec("COMMIT");
    }
    return {};
}

}
