#include "app/store/pgtables.h"

#include "app/store/storeerror.h"

#include <QThread>
#include <map>
#include <set>

namespace backroom {

namespace {
// The server looks for circles of waiting after a second, and ends somebody for it: not us, who ask in shorter turns.
constexpr char ShortTurn[] = "SET lock_timeout = '700ms'";
constexpr char UsualTurn[] = "SET lock_timeout = '10s'";
constexpr int MostTurns = 60;

QByteArray quoted(const QByteArray &name) { return '"' + name + '"'; }
}

QByteArrayList inOrderOfReference(Connection &connection, const QByteArrayList &tables)
{
    std::map<QByteArray, std::set<QByteArray>> left;
    for (const QByteArray &table : tables)
        left[table];
    Query rows = connection.query(
        "SELECT a.relname, b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid "
        "JOIN pg_namespace n ON n.oid = a.relnamespace WHERE c.contype = 'f' AND n.nspname = current_schema() AND a.oid <> b.oid");
    while (rows.next())
        if (const auto table = left.find(rows.bytes(0)); table != left.end())
            table->second.insert(rows.bytes(1));
    QByteArrayList ordered;
    while (!left.empty()) {
        const auto next = std::find_if(left.begin(), left.end(), [&left](const auto &table) {
            return std::none_of(table.second.begin(), table.second.end(),
                                [&left](const QByteArray &other) { return left.contains(other); });
        });
        if (next == left.end())
            throw StoreError(StoreError::Kind::Other, "tables refer to each other in a circle");
        ordered << next->first;
        left.erase(next);
    }
    return ordered;
}

void beginAlone(Connection &connection, const QByteArrayList &tables)
{
    QByteArrayList names;
    for (const QByteArray &table : tables)
        names << quoted(table);
    const QByteArray lock = "LOCK TABLE " + names.join(", ") + " IN ACCESS EXCLUSIVE MODE";
    connection.command(ShortTurn);
    for (int turn = 1;; ++turn) {
        connection.command("BEGIN");
        try {
            connection.command(lock.constData());
            connection.command(UsualTurn);
            return;
        } catch (const StoreError &error) {
            connection.command("ROLLBACK");
            if (error.kind == StoreError::Kind::Serialization && turn < MostTurns) {
                QThread::msleep(50);
                continue;
            }
            connection.command(UsualTurn);
            throw;
        }
    }
}

void setNextIds(Connection &connection, const QByteArrayList &tables, const QHash<QByteArray, qint64> &lastIds)
{
    QByteArrayList identities; // "table"."column" as SQL names them
    Query rows = connection.query("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
                                  "current_schema() AND is_identity = 'YES'");
    while (rows.next())
        if (const QByteArray table = rows.bytes(0); tables.contains(table))
            identities << "ALTER TABLE " + quoted(table) + " ALTER COLUMN " + quoted(rows.bytes(1)) + " RESTART WITH "
                    + QByteArray::number(lastIds.value(table) + 1);
    for (const QByteArray &sql : std::as_const(identities))
        connection.command(sql.constData());
}

}
