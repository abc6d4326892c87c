#include "app/backups/shopkey.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

int tell(Database &shop, const Keyring &keys)
{
    if (const auto fault = shopkey::fault(shop, keys))
        return failed(*fault);
    const auto home = keys.home(shop.secrets().storeId);
    if (!home)
        say(tr("There is no key yet: it is made with the first backup."));
    else if (*home == KeyHome::Keyring)
        say(tr("The key of this shop's backups is kept in this computer's keyring. While nobody is signed in to "
               "its desktop, no backup can be made."));
    else
        say(tr("The key of this shop's backups is kept in a file in %1, which this account alone may read.")
                .arg(keys.folder()));
    return ExitDone;
}

int run(const CommandLine &line)
{
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    const auto to = line.choice(u"to"_s, {u"keyring"_s, u"file"_s});
    if (!to)
        return line.wrong(to.error().message);
    return withShop(line, [&](Database &shop) {
        const Keyring keys;
        const KeyHome home = *to == "file"_L1 ? KeyHome::File : KeyHome::Keyring;
        if (line.has(u"to"_s))
            if (const auto moved = shopkey::moveTo(shop, keys, administrator(), home); !moved)
                return failed(moved.error());
        return tell(shop, keys);
    });
}
}

Command backupKeyCommand()
{
    return {u"backup-key"_s,
            {},
            tr("Tells where the key of the shop's backups is kept, or keeps it elsewhere."),
            {{u"to"_s,
              tr("Keep it in this computer's keyring, which opens only while its owner is signed in, or in a file."),
              u"keyring|file"_s}},
            run};
}

}
