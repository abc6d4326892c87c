#include "app/backups/recoverysheet.h"

#include "app/backups/shopkey.h"
#include "app/base/durable.h"
#include "app/settings/settings.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

int make(const CommandLine &line, Database &shop)
{
    const auto key = shopkey::of(shop, Keyring());
    if (!key)
        return failed(key.error());
    const auto settings = shop.read([](Reader &reader) -> Result<Settings> { return settings::load(reader); });
    if (!settings)
        return failed(settings.error());
    const QString file = QFileInfo(line.value(u"to"_s)).absoluteFilePath();
    const QDate today = dayDate(shopDay(shop.clock().now(), settings->zone()));
    const auto written = writeDurably(file, recoverySheetPdf({settings->shopName, today, *key}));
    if (!written)
        return failed(written.error());
    say(tr("The recovery sheet is %1. Print it, put it away, and remove the file.").arg(file));
    return ExitDone;
}

int run(const CommandLine &line)
{
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    if (!line.has(u"to"_s))
        return line.wrong(tr("Say with --to which file to make."));
    return withShop(line, [&line](Database &shop) { return make(line, shop); });
}
}

Command recoverySheetCommand()
{
    return {u"recovery-sheet"_s,
            {},
            tr("Makes the sheet to print that opens the shop's backups on any computer."),
            {{u"to"_s, tr("The PDF to make."), u"FILE"_s}},
            run};
}

}
