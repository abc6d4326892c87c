#include "server/commands/command.h"
#include "server/commands/exportlists.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

using Writer = Result<> (*)(Reader &, const Actor &, QIODevice *, exports::Format);

const QHash<QString, Writer> &writers()
{
    static const QHash<QString, Writer> all = {{u"products"_s, exports::products},
                                               {u"orders"_s, exports::orders},
                                               {u"customers"_s, exports::customers},
                                               {u"stock"_s, exports::stock}};
    return all;
}

int run(const CommandLine &line)
{
    if (line.operands().size() != 1 || !writers().contains(line.operands().constFirst()))
        return line.wrong(tr("Say what to export: products, orders, customers or stock."));
    const auto format = line.choice(u"format"_s, {u"csv"_s, u"json"_s});
    if (!format)
        return line.wrong(format.error().message);
    return withShop(line, [&](Database &database) {
        QFile out;
        if (!out.open(stdout, QIODevice::WriteOnly))
            return failed({ErrorCode::Full, tr("Nothing can be written to standard output.")});
        const Writer writer = writers().value(line.operands().constFirst());
        const auto kind = *format == "csv"_L1 ? exports::Format::Csv : exports::Format::Json;
        const Actor actor = administrator();
        const auto written = database.read([&](Reader &reader) { return writer(reader, actor, &out, kind); });
        if (!written)
            return failed(written.error());
        if (!out.flush())
            return failed(
                {ErrorCode::Full, tr("The list could not be written to its end. Make room, then export again.")});
        return int(ExitDone);
    });
}
}

Command exportCommand()
{
    return {u"export"_s,
            u"products|orders|customers|stock"_s,
            tr("Writes a list to standard output."),
            {{u"format"_s, tr("How to write it: csv or json."), u"csv|json"_s}},
            run};
}

}
