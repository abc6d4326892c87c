#include "app/backups/backuplist.h"
#include "app/backups/backupname.h"
#include "app/backups/backupsettings.h"
#include "app/base/json.h"
#include "server/commands/command.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QStringList placesOf(const BackupEntry &entry, const QList<BackupPlace> &places)
{
    QStringList names;
    for (const BackupPlace &place : places)
        if (entry.places.contains(place.number))
            names << place.name;
    return names;
}

QString proofOf(const BackupEntry &entry)
{
    if (!entry.fault.isEmpty())
        return entry.fault;
    return entry.provedAt ? tr("proved %1").arg(QString::fromLatin1(timeText(*entry.provedAt))) : tr("not checked yet");
}

void show(const QList<BackupEntry> &backups, const QList<BackupPlace> &places)
{
    const QLocale locale;
    for (const BackupEntry &entry : backups) {
        QStringList kept = placesOf(entry, places);
        if (entry.here)
            kept.prepend(tr("here"));
        say(u"%1  %2  %3  %4; %5"_s.arg(
            QString::fromLatin1(timeText(entry.at)), QString::fromLatin1(entry.reason).leftJustified(8),
            locale.formattedDataSize(entry.bytes, 1, QLocale::DataSizeSIFormat).rightJustified(9), proofOf(entry),
            kept.join(", "_L1)));
        say("    "_L1 % entry.fileName);
    }
    if (backups.isEmpty())
        say(tr("There is no backup yet. “backroomd backup” makes one."));
}

int run(const CommandLine &line)
{
    const auto format = line.choice(u"format"_s, {u"text"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    const QString data = line.value(u"data"_s);
    if (data.isEmpty())
        return line.wrong(tr("Say with --data which folder is the shop's."));
    if (!QDir(data).exists())
        return failed({ErrorCode::NotFound, tr("There is no folder %1. Check its name.").arg(data)});
    const auto settings = backupsettings::read(data);
    if (!settings)
        return failed(settings.error());
    const auto list = backuplist::read(localBackups(data));
    if (!list)
        return failed(list.error());
    QList<BackupEntry> backups;
    for (const BackupEntry &entry : list->backups)
        if (!entry.going)
            backups << entry;
    std::sort(backups.begin(), backups.end(),
              [](const BackupEntry &a, const BackupEntry &b) { return std::pair(a.at, a.id) > std::pair(b.at, b.id); });
    if (*format == "text"_L1) {
        show(backups, settings->places);
        return ExitDone;
    }
    JsonWriter json;
    json.object().name("items").array();
    for (const BackupEntry &entry : std::as_const(backups))
        writeJson(json, entry, placesOf(entry, settings->places));
    json.endArray().endObject();
    say(QString::fromUtf8(json.bytes()));
    return ExitDone;
}
}

Command backupsCommand()
{
    return {
        u"backups"_s,
        {},
        tr("Lists the shop's backups, newest first: when, why, how large, whether proved, and where they are kept."),
        {{u"format"_s, tr("How to answer: text or json."), u"text|json"_s}},
        run};
}

}
