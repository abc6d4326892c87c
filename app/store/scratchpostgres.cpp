#include "app/store/scratchcopies.h"

#include "app/store/storeerror.h"

#include <QCoreApplication>
#include <map>
#include <set>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

using Names = std::set<QByteArray>;

// What has nothing to do with selling, or is history. What refers to one of these stays behind with it.
const Names Left{"api_keys",     "counters",         "idempotency",     "image_files",    "imports", "journal",
                 "journal_head", "journal_payloads", "journal_undone",  "login_attempts", "meta",    "migrations",
                 "orders",       "selftests",        "stock_movements", "users"};
const QByteArrayList LeftPrefixes{"daily_", "request"}; // and totals of days, and of requests

Names columnNames(Connection &shop, const char *sql)
{
    Names names;
    Query rows = shop.query(sql, ScratchSchema);
    while (rows.next())
        names.insert(rows.bytes(0));
    return names;
}

// What each table refers to.
std::map<QByteArray, Names> references(Connection &shop)
{
    std::map<QByteArray, Names> found;
    for (const QByteArray &table : columnNames(
             shop,
             "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'"))
        found[table];
    Query rows = shop.query(
        "SELECT a.relname, b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid "
        "JOIN pg_namespace n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = ? AND a.oid <> b.oid",
        ScratchSchema);
    while (rows.next())
        found[rows.bytes(0)].insert(rows.bytes(1));
    return found;
}

// The tables that are copied, each behind those that it refers to.
QByteArrayList tablesInOrder(Connection &shop)
{
    auto tables = references(shop);
    Names left = Left;
    for (bool more = true; more;) {
        more = false;
        for (auto table = tables.begin(); table != tables.end();) {
            const bool stays = left.contains(table->first)
                || std::any_of(LeftPrefixes.cbegin(), LeftPrefixes.cend(),
                               [&table](const QByteArray &prefix) { return table->first.startsWith(prefix); })
                || std::any_of(table->second.begin(), table->second.end(),
                               [&left](const QByteArray &other) { return left.contains(other); });
            if (!stays) {
                ++table;
                continue;
            }
            left.insert(table->first);
            table = tables.erase(table);
            more = true;
        }
    }
    QByteArrayList ordered;
    while (!tables.empty()) {
        const auto next = std::find_if(tables.begin(), tables.end(), [&tables](const auto &table) {
            return std::none_of(table.second.begin(), table.second.end(),
                                [&tables](const QByteArray &other) { return tables.contains(other); });
        });
        if (next == tables.end())
            throw StoreError(StoreError::Kind::Other, "tables refer to each other in a circle");
        ordered << next->first;
        tables.erase(next);
    }
    return ordered;
}

void copyTable(Connection &shop, const QByteArray &from, const QByteArray &table)
{
    QByteArrayList columns, generated;
    {
        Query rows =
            shop.query("SELECT column_name, is_identity FROM information_schema.columns WHERE table_schema = ? "
                       "AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position",
                       ScratchSchema, table);
        while (rows.next()) {
            columns << rows.bytes(0);
            if (rows.bytes(1) == "YES")
                generated << rows.bytes(0);
        }
    }
    const QByteArray list = columns.join(", "), to = QByteArray(ScratchSchema) + '.' + table;
    // What the schema's own rules made of rows before stands already.
    shop.exec(QByteArray("INSERT INTO " + to + " (" + list + ") SELECT " + list + " FROM " + from + '.' + table
                         + " ON CONFLICT DO NOTHING"));
    for (const QByteArray &column : std::as_const(generated))
        shop.exec(QByteArray("SELECT setval(pg_get_serial_sequence('" + to + "', '" + column + "'), coalesce(max("
                             + column + "), 0) + 1, false) FROM " + to));
    shop.command(QByteArray("ANALYZE " + to).constData());
}
}

bool takeScratchSchema(Connection &shop)
{
    Query row = shop.query("SELECT pg_try_advisory_lock(7305432120)");
    return row.next() && row.boolean(0);
}

Result<> makeScratchSchema(Connection &shop)
{
    Query row =
        shop.query("SELECT has_database_privilege(current_database(), 'CREATE'), current_database(), current_user");
    if (row.next() && !row.boolean(0))
        return fail(
            ErrorCode::Forbidden,
            tr("The copy of the shop needs a schema of its own, which this database's user may not make. Let the "
               "database's administrator run: GRANT CREATE ON DATABASE \"%1\" TO \"%2\"")
                .arg(row.text(1), row.text(2)));
    dropScratchSchema(shop);
    shop.command(QByteArray(QByteArray("CREATE SCHEMA ") + ScratchSchema).constData());
    return {};
}

void dropScratchSchema(Connection &shop)
{
    shop.command(QByteArray(QByteArray("DROP SCHEMA IF EXISTS ") + ScratchSchema + " CASCADE").constData());
}

bool copyPostgres(Connection &shop, Millis now, const ScratchStore::GoOn &goOn)
{
    shop.command("BEGIN ISOLATION LEVEL REPEATABLE READ");
    QByteArray from;
    {
        Query row = shop.query("SELECT quote_ident(current_schema())");
        row.next();
        from = row.bytes(0);
    }
    const QByteArrayList tables = tablesInOrder(shop);
    for (qsizetype i = 0; i < tables.size(); ++i) {
        if (!goOn(double(i) / double(tables.size()))) {
            shop.command("ROLLBACK");
            return false;
        }
        copyTable(shop, from, tables.at(i));
    }
    // The ledger begins with what is there.
    shop.exec(
        QByteArray(
            QByteArray("INSERT INTO ") + ScratchSchema
            + ".stock_movements (variant_id, at, delta, level, reason, actor) SELECT variant_id, ?, level, level, "
              "'counted', 'system' FROM "
            + ScratchSchema + ".stock_levels WHERE level <> 0"),
        now);
    shop.command("COMMIT");
    return true;
}

}
