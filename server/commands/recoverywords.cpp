#include "app/backups/shopkey.h"
#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr qint64 MostRead = 64 * 1024;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<QString> wordsIn(const QString &name)
{
    QFile file(name);
    if (name == "-"_L1 ? !file.open(stdin, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound,
                    tr("The file %1 cannot be read. Check its name and your account's rights.").arg(name));
    return QString::fromUtf8(file.read(MostRead)).simplified();
}

int take(const CommandLine &line, Database &shop)
{
    if (line.has(u"new"_s)) {
        if (const auto made = shopkey::replace(shop, Keyring(), administrator()); !made)
            return failed(made.error());
        say(tr("Backups are made with a new key from now on. Print its sheet: “backroomd recovery-sheet --to FILE”. "
               "What was made so far opens with the old sheet alone."));
        return ExitDone;
    }
    const auto words = wordsIn(line.operands().constFirst());
    if (!words)
        return failed(words.error());
    if (const auto kept = shopkey::type(shop, Keyring(), administrator(), *words); !kept)
        return failed(kept.error());
    const Keyring keys;
    say(keys.home(shop.secrets().storeId) == KeyHome::Keyring
            ? tr("The key of this shop's backups is kept here now, in this computer's keyring.")
            : tr("The key of this shop's backups is kept here now, in %1.").arg(keys.folder()));
    return ExitDone;
}

int run(const CommandLine &line)
{
    if (line.operands().size() != (line.has(u"new"_s) ? 0 : 1))
        return line.wrong(tr("Name one file that holds the words, or - for standard input; or say --new."));
    return withShop(line, [&line](Database &shop) { return take(line, shop); });
}
}

Command recoveryWordsCommand()
{
    return {
        u"recovery-words"_s,
        u"FILE"_s,
        tr("Keeps the key of the shop's backups here too, from the words of its recovery sheet: for a second account "
           "or computer."),
        {{u"new"_s, tr("Instead of words: begin with a new key, where nobody has the sheet any more.")}},
        run};
}

}
