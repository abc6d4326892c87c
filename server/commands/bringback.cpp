#include "app/backups/bringback.h"

#include "app/backups/comparison.h"
#include "app/base/json.h"
#include "server/commands/backupkeys.h"
#include "server/commands/backupprogressline.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// Opens the shop and, beside it, the backup's, and gives both to `work`.
int withBoth(const CommandLine &line, const QString &path,
             const std::function<int(Database &shop, const ProvedBackup &, Database &backup)> &work)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    const auto key = keyFor(line, file);
    if (!key)
        return failed(key.error());
    return withShop(line, [&](Database &shop) {
        BackupProgressLine progress(line);
        const QString folder = shop.config().dataDir.isEmpty() ? QDir::tempPath() : shop.config().dataDir;
        const auto proved = proveBackup(file, *key, QDir(folder).filePath(u"compare.tmp"_s), progress.goOn());
        if (!proved)
            return failed(proved.error());
        const auto backup = openProved(**proved, shop.clock());
        if (!backup)
            return failed(backup.error());
        return work(shop, **proved, **backup);
    });
}

void show(const QString &name, const Comparison::Kind &kind)
{
    const QLocale locale;
    const auto list = [](const QString &title, const QList<Comparison::Item> &items, qint64 count) {
        QStringList names;
        for (const Comparison::Item &item : items)
            names << (item.name.toUtf8() == item.key
                          ? item.name
                          : QString(item.name % " ("_L1 % QString::fromUtf8(item.key) % u')'));
        if (names.size() < count)
            names << u"…"_s;
        if (!names.isEmpty())
            say("  "_L1 % title % ": "_L1 % names.join(", "_L1));
    };
    say(tr("%1: %2 in the backup, %3 in the shop; since then %4 came, %5 changed, %6 are gone.")
            .arg(name, locale.toString(kind.inBackup), locale.toString(kind.inShop), locale.toString(kind.added),
                 locale.toString(kind.changed), locale.toString(kind.gone)));
    list(tr("came"), kind.addedItems, kind.added);
    list(tr("changed"), kind.changedItems, kind.changed);
    list(tr("gone"), kind.goneItems, kind.gone);
}

void write(JsonWriter &json, const char *name, const Comparison::Kind &kind)
{
    const auto list = [&json](const char *title, const QList<Comparison::Item> &items) {
        json.name(QByteArrayView(title)).array();
        for (const Comparison::Item &item : items)
            json.object().field("key", item.key).field("name", item.name).endObject();
        json.endArray();
    };
    json.name(QByteArrayView(name))
        .object()
        .field("in_backup", kind.inBackup)
        .field("in_shop", kind.inShop)
        .field("added", kind.added)
        .field("changed", kind.changed)
        .field("gone", kind.gone);
    list("added_items", kind.addedItems);
    list("changed_items", kind.changedItems);
    list("gone_items", kind.goneItems);
    json.endObject();
}

int compare(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (line.operands().size() != 1)
        return line.wrong(tr("Name one backup."));
    return withBoth(line, line.operands().constFirst(), [&](Database &shop, const ProvedBackup &, Database &backup) {
        const auto found = compareWith(shop, backup);
        if (!found)
            return failed(found.error());
        if (*format == "json"_L1) {
            JsonWriter json;
            json.object();
            write(json, "orders", found->orders);
            write(json, "products", found->products);
            write(json, "customers", found->customers);
            json.endObject();
            say(QString::fromUtf8(json.bytes()));
            return int(ExitDone);
        }
        show(tr("Orders"), found->orders);
        show(tr("Products"), found->products);
        show(tr("Customers"), found->customers);
        return int(ExitDone);
    });
}

int bring(const CommandLine &line)
{
    if (line.operands().size() != 3)
        return line.wrong(tr("Say product, customer or order, its number, and the backup's file."));
    const QByteArray what = line.operands().at(0).toUtf8(), key = line.operands().at(1).toUtf8();
    if (!QByteArrayList{"product", "customer", "order"}.contains(what))
        return line.wrong(tr("Say product, customer or order."));
    return withBoth(line, line.operands().at(2), [&](Database &shop, const ProvedBackup &backup, Database &opened) {
        const auto brought = bringBack(shop, backup, opened, administrator(), what, key);
        if (!brought)
            return failed(brought.error());
        say((brought->isNew ? tr("Brought back: %1 (%2).") : tr("Put back to what it was: %1 (%2)."))
                .arg(brought->name, QString::fromUtf8(brought->key)));
        return int(ExitDone);
    });
}
}

Command compareCommand()
{
    return {u"compare"_s,
            u"FILE"_s,
            tr("Tells what a backup holds beside what the shop holds now: what came, changed and is gone since."),
            {passphraseFileOption(),
             progressOption(),
             {u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
            compare};
}

Command bringBackCommand()
{
    return {u"bring-back"_s,
            u"product|customer|order NUMBER FILE"_s,
            tr("Brings one product, customer or order out of a backup into the shop, which goes on meanwhile."),
            {passphraseFileOption(), progressOption()},
            bring};
}

}
