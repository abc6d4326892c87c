#include "app/backups/tabledigest.h"

#include "app/backups/rowdigest.h"
#include "app/store/migrator.h"

#include <algorithm>

namespace backroom {

namespace {
const QByteArrayList NotTheShops{"migrations", "image_files", "recording", "recorded_changes"};

// Owners have tables of their own beside the shop's in a PostgreSQL database: those are none of its business.
bool isOwners(const QByteArray &name)
{
    static const QByteArrayList made = tablesMadeBy(allMigrations(), StoreKind::Postgres);
    return !made.contains(name);
}

bool isShopTable(const QByteArray &name)
{
    return !name.startsWith("product_search") && !name.startsWith("sqlite_") && !NotTheShops.contains(name);
}

StoredAs kindOf(const QByteArray &declared)
{
    const QByteArray type = declared.toUpper();
    return type.contains("INT")                           ? StoredAs::Integer
        : type.contains("BLOB") || type.contains("BYTEA") ? StoredAs::Bytes
                                                          : StoredAs::Text;
}
}

QList<TableShape> shopTables(Connection &connection)
{
    const bool sqlite = connection.kind() == StoreKind::Sqlite;
    QByteArrayList names;
    {
        Query rows = connection.query(sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                                             : "SELECT table_name FROM information_schema.tables WHERE "
                                               "table_schema = current_schema() AND table_type = 'BASE TABLE'");
        while (rows.next())
            if (const QByteArray name = rows.bytes(0); isShopTable(name) && (sqlite || !isOwners(name)))
                names << name;
    }
    std::sort(names.begin(), names.end());
    QList<TableShape> tables;
    for (const QByteArray &name : std::as_const(names)) {
        TableShape table{name, {}};
        Query rows = connection.query(sqlite ? "SELECT name, type FROM pragma_table_info(?)"
                                             : "SELECT column_name, data_type FROM information_schema.columns WHERE "
                                               "table_schema = current_schema() AND table_name = ?",
                                      name);
        while (rows.next())
            table.columns << TableColumn{rows.bytes(0), kindOf(rows.bytes(1))};
        std::sort(table.columns.begin(), table.columns.end(),
                  [](const TableColumn &a, const TableColumn &b) { return a.name < b.name; });
        tables << table;
    }
    return tables;
}

std::optional<QList<TableDigest>> digestTables(Connection &connection, const QList<TableShape> &tables,
                                               const std::function<bool(qint64)> &goOn)
{
    QList<TableDigest> digests;
    qint64 done = 0;
    for (const TableShape &table : tables) {
        RowDigest digest(table, [&](qint64 rows) { return !goOn || goOn(done + rows); });
        if (!digest.addAll(connection))
            return std::nullopt;
        done += digest.rows();
        digests << TableDigest{table.name, digest.rows(), digest.hash()};
    }
    return digests;
}

QByteArrayList differingTables(const QList<TableDigest> &a, const QList<TableDigest> &b)
{
    QByteArrayList differing;
    const auto compare = [&differing](const QList<TableDigest> &these, const QList<TableDigest> &those) {
        for (const TableDigest &table : these)
            if (!those.contains(table) && !differing.contains(table.table))
                differing << table.table;
    };
    compare(a, b);
    compare(b, a);
    std::sort(differing.begin(), differing.end());
    return differing;
}

}
