#include "app/backups/move.h"

#include "app/base/json.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QString nameOf(const StoreConfig &store)
{
    return store.kind() == StoreKind::Sqlite ? store.sqliteFile() : store.safeUrl();
}

void show(const MoveReport &report, const StoreConfig &from, const StoreConfig &to)
{
    const QLocale locale;
    qint64 rows = 0;
    say(tr("Each table counted and hashed in both stores, and the same:"));
    for (const TableDigest &table : report.manifest.tables) {
        rows += table.rows;
        say(u"  %1 %2  %3"_s.arg(QString::fromLatin1(table.table), -20)
                .arg(locale.toString(table.rows), 12)
                .arg(QString::fromLatin1(table.hash.toHex())));
    }
    say(tr("“%1” has moved to %2: %3 rows in %4 tables, and %5 image files.")
            .arg(report.manifest.shopName, nameOf(to), locale.toString(rows),
                 locale.toString(report.manifest.tables.size()), locale.toString(report.images)));
    say(tr("The old store, %1, was left as it is; nothing uses it any more.").arg(nameOf(from)));
}

void showJson(const MoveReport &report, const StoreConfig &from, const StoreConfig &to)
{
    JsonWriter json;
    json.object().field("from", nameOf(from)).field("to", nameOf(to)).field("images", report.images);
    json.name("tables").array();
    for (const TableDigest &table : report.manifest.tables)
        json.object()
            .field("table", table.table)
            .field("rows", table.rows)
            .field("hash", table.hash.toHex())
            .endObject();
    json.endArray().endObject();
    say(QString::fromUtf8(json.bytes()));
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (!line.operands().isEmpty() || !line.has(u"data"_s) || !line.has(u"to"_s))
        return line.wrong(tr("Say which shop moves with --data FOLDER, and where to with --to."));
    const auto from = line.store();
    if (!from)
        return failed(from.error());
    StoreConfig to{from->dataDir, line.value(u"to"_s)};
    if (to.url == "sqlite"_L1)
        to.url.clear();
    else if (const auto checked = checkStoreUrl(to.url); !checked)
        return line.wrong(checked.error().message);
    const SystemClock clock;
    BackupProgressLine progress(line);
    const auto report = moveShop(*from, to, clock, progress.goOn());
    if (!report)
        return failed(report.error());
    if (*format == "json"_L1)
        showJson(*report, *from, to);
    else
        show(*report, *from, to);
    return ExitDone;
}
}

Command moveCommand()
{
    return {
        u"move"_s,
        {},
        tr("Moves the shop from its file to PostgreSQL or back, proved row by row. The old store is left as it is."),
        {{u"to"_s, tr("The new store: an empty PostgreSQL database, or “sqlite” for the file in the folder."),
          u"URL|sqlite"_s},
         progressOption(),
         {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
        run};
}

}
