#include "server/commands/command.h"
#include "server/commands/importoutcome.h"
#include "server/commands/interrupt.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

void list(const QList<RowFault> &faults)
{
    for (const RowFault &fault : faults)
        complain(fault.column.isEmpty() ? tr("line %1: %2").arg(fault.line).arg(fault.reason)
                                        : tr("line %1, column %2: %3").arg(fault.line).arg(fault.column, fault.reason));
}

int cannotBeWritten(const QString &path)
{
    return failed(
        {ErrorCode::Unavailable, tr("%1 cannot be written. Choose another place for the refused rows.").arg(path)});
}

int finish(const CommandLine &line, const ImportOutcome &outcome, QSaveFile &refused)
{
    list(outcome.faults);
    if (outcome.refused > outcome.faults.size())
        complain(tr("… and %1 more.").arg(countText(outcome.refused - outcome.faults.size())));
    if (line.has(u"verbose"_s))
        list(outcome.notes);
    const QByteArray &rows = outcome.refusedRows;
    const bool kept = !refused.isOpen() || (refused.write(rows) == rows.size() && refused.commit());
    say(line.has(u"json"_s) ? QString::fromUtf8(outcome.json) : outcome.sentence);
    if (!kept)
        return cannotBeWritten(refused.fileName());
    if (outcome.cancelled)
        return failed(
            {ErrorCode::Conflict,
             tr("The import was stopped before its end; what went in stays. Import the same file again to go on.")});
    return ExitDone;
}

int run(const CommandLine &line)
{
    const QString kind = line.operands().value(0);
    const bool products = kind == "products"_L1;
    if (line.operands().size() != 2 || (!products && kind != "sales"_L1))
        return line.wrong(tr("Say what to import: products FILE or sales FILE."));
    const auto format = line.choice(u"format"_s,
                                    products ? QStringList{u"auto"_s, u"backroom"_s, u"shopify"_s, u"woocommerce"_s}
                                             : QStringList{u"auto"_s, u"online-retail"_s});
    if (!format)
        return line.wrong(format.error().message);
    // Before anything goes in: a place that cannot be written is told while the shop is as it was.
    QSaveFile refused(line.value(u"refused"_s));
    if (line.has(u"refused"_s) && !refused.open(QIODevice::WriteOnly))
        return cannotBeWritten(refused.fileName());
    const Interrupt interrupt;
    return withShop(line, [&](Database &database) {
        const auto outcome =
            products ? importProducts(line, database, interrupt.flag()) : importSales(line, database, interrupt.flag());
        return outcome ? finish(line, *outcome, refused) : failed(outcome.error());
    });
}
}

QString countText(qint64 number) { return QLocale(QLocale::English, QLocale::UnitedKingdom).toString(number); }

Command importCommand()
{
    return {u"import"_s,
            u"products|sales FILE"_s,
            tr("Takes products or a sales history from a file. The same file twice changes nothing."),
            {{u"format"_s, tr("What kind of file it is; told by its header when left out."),
              u"auto|backroom|shopify|woocommerce|online-retail"_s},
             {u"dry-run"_s, tr("Change nothing; tell what would be done.")},
             {u"progress"_s, tr("Show how far it has come.")},
             {u"refused"_s, tr("Write the rows that could not be taken into this file, to mend and import again."),
              u"FILE"_s},
             {u"json"_s, tr("Answer in JSON.")}},
            run};
}

}
