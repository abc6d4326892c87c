#include "app/backups/pgdump.h"
#include "app/backups/snapshotimages.h"
#include "app/backups/snapshotstore.h"
#include "app/backups/stopped.h"
#include "app/store/database.h"

namespace backroom {

namespace {
constexpr double DigestShare = 0.4; // of the time

qint64 sizeOf(Connection &connection)
{
    Query row = connection.query(
        "SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint FROM pg_class c WHERE c.relkind = 'r' AND "
        "c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname NOT IN ('image_files', 'product_search')");
    return row.next() ? row.int64(0) : 0;
}
}

Result<> writePostgresStore(Database &shop, BackupWriter &writer, Manifest &manifest, QByteArrayList &images,
                            const std::function<bool(double)> &goOn)
{
    const auto moment = PgMoment::hold(shop.config());
    if (!moment)
        return fail(moment.error());
    Connection &connection = (*moment)->connection();
    manifest.at = shop.clock().now();
    describeStore(connection, manifest);
    images = imagesOf(connection);
    manifest.storeBytes = sizeOf(connection);
    const QList<TableShape> tables = shopTables(connection);
    qint64 rows = 0; // about so many, as the server last counted them
    {
        Query row = connection.query("SELECT coalesce(sum(greatest(reltuples, 0)), 0)::bigint FROM pg_class WHERE "
                                     "relkind = 'r' AND relnamespace = quote_ident(current_schema())::regnamespace");
        rows = row.next() ? row.int64(0) : 0;
    }
    const auto digests = digestTables(connection, tables, [&](qint64 done) {
        return goOn(DigestShare * double(done) / double(std::max(rows, done + 1)));
    });
    if (!digests)
        return stopped();
    manifest.tables = *digests;
    if (auto begun = writer.beginPart("dump"); !begun)
        return begun;
    qint64 written = 0;
    return (*moment)->dump(tables, [&](QByteArrayView piece) -> Result<> {
        written += piece.size();
        const double share = double(written) / double(std::max(manifest.storeBytes, written + 1));
        if (!goOn(DigestShare + (1 - DigestShare) * share))
            return stopped();
        return writer.write(piece);
    });
}

}
