#include "app/backups/endedsessions.h"

#include "app/store/database.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom {

Result<> removeEndedSessions(Database &shop, const ProvedBackup &backup)
{
    if (backup.manifest().reason == "restore"_L1)
        return {};
    const auto open = shop.read([](Reader &reader) -> Result<QSet<QByteArray>> {
        QSet<QByteArray> hashes;
        Query rows = reader.query("SELECT token_hash FROM sessions");
        while (rows.next())
            hashes << rows.blob(0);
        return hashes;
    });
    if (!open)
        return fail(open.error());
    auto copy = Connection::open(backup.config());
    if (!copy)
        return fail(copy.error());
    QByteArrayList ended;
    {
        Query rows = (*copy)->query("SELECT token_hash FROM sessions");
        while (rows.next())
            if (const QByteArray hash = rows.blob(0); !open->contains(hash))
                ended << hash;
    }
    (*copy)->exec("BEGIN");
    for (const QByteArray &hash : std::as_const(ended))
        (*copy)->exec("DELETE FROM sessions WHERE token_hash = ?", Blob{hash});
    (*copy)->exec("COMMIT");
    return {};
}

}
