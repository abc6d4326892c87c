#include "app/backups/rowstopostgres.h"

#include "app/backups/imagestopostgres.h"
#include "app/backups/searchrebuild.h"
#include "app/backups/stopped.h"
#include "app/store/copytext.h"
#include "app/store/pgcopy.h"
#include "app/store/pgtables.h"
#include "app/store/storeerror.h"

namespace backroom {

namespace {
constexpr qsizetype BytesAtOnce = 1 << 18;
constexpr qint64 RowsBetweenLooks = 4096;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Leaves the transaction, whatever has become of it.
class TakeBack {
public:
    explicit TakeBack(Connection &connection) : m_connection(&connection) {}
    ~TakeBack()
    {
        if (!m_connection)
            return;
        try {
            m_connection->command("ROLLBACK");
        } catch (const StoreError &) { // gone with its connection
        }
    }
    Q_DISABLE_COPY_MOVE(TakeBack)
    void held() { m_connection = nullptr; }

private:
    Connection *m_connection;
};

class Rows {
public:
    Rows(Connection &copy, Connection &target, qint64 total, const BackupGoOn &goOn)
        : m_copy(copy), m_target(target), m_total(std::max<qint64>(1, total)), m_goOn(goOn)
    {}

    // False when it was stopped. The rows come frozen: who has waited with an older snapshot sees them too, and not a
    // shop without anything in it.
    bool put(const TableShape &table)
    {
        QByteArrayList names;
        for (const TableColumn &column : table.columns)
            names << '"' + column.name + '"';
        const QByteArray list = names.join(", ");
        Query rows = m_copy.query(QByteArray("SELECT " + list + " FROM \"" + table.name + '"'));
        CopyIn copy(m_target, "COPY \"" + table.name + "\" (" + list + ") FROM STDIN (FREEZE)");
        QByteArray lines;
        while (rows.next()) {
            append(lines, rows, table);
            if (lines.size() >= BytesAtOnce) {
                copy.write(lines);
                lines.resize(0);
            }
            if (++m_done % RowsBetweenLooks == 0 && !goOn())
                return false;
        }
        copy.write(lines);
        copy.finish();
        return true;
    }
    // Of the whole: rows half, their proof the rest.
    bool goOn(double share) { return !m_goOn || m_goOn({BackupProgress::Step::Restoring, share}); }

private:
    bool goOn() { return goOn(0.5 * double(m_done) / double(m_total)); }
    static void append(QByteArray &lines, Query &row, const TableShape &table)
    {
        for (qsizetype i = 0; i < table.columns.size(); ++i) {
            if (i > 0)
                lines += '\t';
            const int column = int(i);
            if (row.isNull(column))
                copytext::appendNull(lines);
            else if (table.columns.at(i).kind == StoredAs::Bytes)
                copytext::appendBytes(lines, row.blob(column));
            else
                copytext::appendText(lines, row.utf8(column));
        }
        lines += '\n';
    }

    Connection &m_copy;
    Connection &m_target;
    qint64 m_total;
    const BackupGoOn &m_goOn;
    qint64 m_done = 0;
};

QHash<QByteArray, qint64> lastIds(Connection &copy)
{
    QHash<QByteArray, qint64> ids;
    Query rows = copy.query("SELECT name, seq FROM sqlite_sequence");
    while (rows.next())
        ids.insert(rows.bytes(0), rows.int64(1));
    return ids;
}

void truncate(Connection &target, const QByteArrayList &tables)
{
    QByteArrayList names;
    for (const QByteArray &table : tables)
        names << '"' + table + '"';
    target.command(QByteArray("TRUNCATE " + names.join(", ")).constData());
}

Result<> checkShapes(const QList<TableShape> &copy, const QList<TableShape> &target)
{
    const auto same = [](const TableShape &a, const TableShape &b) {
        return a.name == b.name && a.columns.size() == b.columns.size()
            && std::equal(a.columns.cbegin(), a.columns.cend(), b.columns.cbegin(),
                          [](const TableColumn &c, const TableColumn &d) {
                              return c.name == d.name && c.kind == d.kind;
                          });
    };
    for (const TableShape &table : copy)
        if (std::none_of(target.cbegin(), target.cend(), [&](const TableShape &other) { return same(table, other); }))
            return fail(ErrorCode::Internal,
                        tr("The table %1 is not in the other store as it is in this one. Nothing was changed.")
                            .arg(QString::fromUtf8(table.name)));
    if (copy.size() != target.size())
        return fail(ErrorCode::Conflict,
                    tr("There are tables in the database that are not the shop's. Give the shop a database or a schema "
                       "of its own."));
    return {};
}

// So that lists are fast from the first on. They stand without it; the server does it by itself sooner or later.
void analyze(Connection &target, const QList<TableDigest> &tables)
{
    try {
        for (const TableDigest &table : tables)
            target.command(QByteArray("ANALYZE \"" + table.table + '"').constData());
        target.command("ANALYZE product_search");
    } catch (const StoreError &error) {
        qWarning("analysing the tables failed: %s", error.what());
    }
}

Result<RowsReport> putIn(Connection &copy, const QString &images, Connection &target, const BackupGoOn &goOn)
{
    const QList<TableShape> shapes = shopTables(copy);
    if (const auto checked = checkShapes(shapes, shopTables(target)); !checked)
        return fail(checked.error());
    const auto expected = digestTables(copy, shapes, {});
    QByteArrayList names;
    qint64 total = 0;
    for (const TableDigest &table : *expected) {
        names << table.table;
        total += table.rows;
    }
    const QByteArrayList all = names + QByteArrayList{"product_search", "image_files"};
    const QByteArrayList ordered = inOrderOfReference(target, names);
    Rows rows(copy, target, total, goOn);
    beginAlone(target, all);
    TakeBack takeBack(target);
    truncate(target, all);
    for (const QByteArray &name : ordered)
        if (!rows.put(shapes.at(names.indexOf(name))))
            return stopped();
    setNextIds(target, names, lastIds(copy));
    if (!fillProductSearch(copy, target, [&rows](qint64) { return rows.goOn(0.5); }))
        return stopped();
    const auto files = putImages(images, target);
    if (!files)
        return fail(files.error());
    const auto found = digestTables(target, shapes, [&](qint64 done) {
        return rows.goOn(0.5 + 0.5 * double(done) / double(std::max<qint64>(1, total)));
    });
    if (!found)
        return stopped();
    if (const QByteArrayList differing = differingTables(*expected, *found); !differing.isEmpty())
        return fail(ErrorCode::Internal,
                    tr("What the database holds is not what was put in (%1). Nothing was changed.")
                        .arg(QString::fromUtf8(differing.join(", "))));
    target.command("NOTIFY backroom");
    target.command("COMMIT");
    takeBack.held();
    return RowsReport{*found, *files};
}
}

Result<RowsReport> putRows(Connection &copy, const QString &images, Connection &target, const BackupGoOn &goOn)
{
    Result<RowsReport> report;
    try {
        report = putIn(copy, images, target, goOn);
    } catch (const StoreError &error) {
        qWarning("putting rows in failed: %s", error.what());
        return fail(error.toError());
    }
    if (report)
        analyze(target, report->tables);
    return report;
}

}
