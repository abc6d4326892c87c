#include "app/sampleshop.h"
#include "server/commands/command.h"
#include "server/commands/progress.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

int run(const CommandLine &line)
{
    for (const QString &needed : {u"shop-name"_s, u"currency"_s, u"country"_s, u"owner-email"_s})
        if (!line.has(needed))
            return line.wrong(tr("--%1 is missing.").arg(needed));
    if (!line.has(u"owner-password-stdin"_s))
        return line.wrong(tr("The owner's password is read from standard input: say so with --owner-password-stdin."));
    if (!line.operands().isEmpty())
        return line.wrong(tr("“%1” has no place here.").arg(line.operands().constFirst()));
    const auto config = line.store();
    if (!config)
        return config.error().code == ErrorCode::Malformed ? line.wrong(config.error().message)
                                                           : failed(config.error());
    if (!line.has(u"data"_s))
        return line.wrong(tr("Say where the shop's folder is to be with --data FOLDER."));
    const auto password = readLine();
    if (!password)
        return failed(password.error());

    NewShop shop;
    shop.settings = init::suggestedSettings(line.value(u"shop-name"_s), line.value(u"country"_s).toUtf8(),
                                            line.value(u"currency"_s).toUtf8());
    if (line.has(u"timezone"_s))
        shop.settings.timezone = line.value(u"timezone"_s).toUtf8();
    shop.ownerEmail = line.value(u"owner-email"_s);
    shop.ownerName = line.value(u"owner-name"_s);
    shop.ownerPassword = *password;
    const SystemClock clock;
    sample::Options options;
    const auto orders = line.number(u"orders"_s, options.orders, 0, 1'000'000);
    if (!orders)
        return line.wrong(orders.error().message);
    options.orders = *orders;
    Progress progress(line.has(u"progress"_s), tr("orders"));
    options.progress = [&progress](qint64 done, qint64 total) { progress.at(done, total); };
    const auto made =
        line.has(u"sample"_s) ? sample::makeShop(*config, clock, shop, options) : init::makeShop(*config, clock, shop);
    if (!made)
        return failed(made.error());
    say(tr("%1 is ready in %2. Open it with: backroomd serve --data %2").arg(shop.settings.shopName, config->dataDir));
    return ExitDone;
}
}

Command initCommand()
{
    return {u"init"_s,
            {},
            tr("Makes a shop and its first owner."),
            {{u"shop-name"_s, tr("What the shop is called."), u"NAME"_s},
             {u"currency"_s, tr("The one currency of the shop, as in EUR. It cannot be changed later."), u"CODE"_s},
             {u"country"_s,
              tr("Where the shop is, as in DE. Tax, time zone and delivery begin with what is usual there."),
              u"CODE"_s},
             {u"timezone"_s, tr("In which a shop day begins and ends, as in Europe/Berlin."), u"ZONE"_s},
             {u"owner-email"_s, tr("The first owner signs in with it."), u"ADDRESS"_s},
             {u"owner-name"_s, tr("The first owner's name."), u"NAME"_s},
             {u"sample"_s, tr("Put in a sample to look around: products, customers, some weeks of orders.")},
             {u"orders"_s, tr("How many orders the sample has."), u"NUMBER"_s},
             {u"progress"_s, tr("Show how far it has come.")},
             {u"owner-password-stdin"_s, tr("Read the owner's password from standard input, one line.")}},
            run};
}

}
