#include "app/reports/reports.h"

#include "server/commands/command.h"
#include "server/commands/openshop.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

Result<std::optional<int>> dayOf(const CommandLine &line, const QString &option)
{
    if (!line.has(option))
        return std::optional<int>();
    const QDate date = QDate::fromString(line.value(option), u"yyyy-MM-dd"_s);
    if (!date.isValid())
        return fail(ErrorCode::Malformed, tr("--%1 takes a day, as in 2011-01-31.").arg(option));
    return std::optional(dateDay(date));
}

Result<ReportQuery> queryOf(const CommandLine &line)
{
    ReportQuery query;
    const auto from = dayOf(line, u"from"_s);
    const auto to = dayOf(line, u"to"_s);
    const auto interval = line.choice(u"interval"_s, {u"day"_s, u"week"_s, u"month"_s});
    const auto limit = line.number(u"limit"_s, 0, 1, 1'000'000);
    for (const auto &error : {from ? Error{} : from.error(), to ? Error{} : to.error(),
                              interval ? Error{} : interval.error(), limit ? Error{} : limit.error()})
        if (!error.message.isEmpty())
            return fail(error);
    query.from = *from;
    query.to = *to;
    query.interval = *reports::parseInterval(interval->toLatin1());
    query.limit = *limit;
    query.sort = line.value(u"sort"_s).toLatin1();
    return query;
}

int run(const CommandLine &line)
{
    const QByteArray name = line.operands().value(0).toUtf8();
    if (line.operands().size() != 1 || !reports::names().contains(name))
        return line.wrong(tr("Say which report: %1.").arg(QString::fromLatin1(reports::names().join(", "))));
    const auto query = queryOf(line);
    const auto format = line.choice(u"format"_s, {u"csv"_s, u"json"_s});
    if (!query || !format)
        return line.wrong(query ? format.error().message : query.error().message);
    return withShop(line, [&](Database &database) {
        const auto table =
            database.read([&](Reader &reader) { return reports::run(reader, administrator(), name, *query); });
        if (!table)
            return failed(table.error());
        const QByteArray bytes = *format == "json"_L1 ? toJson(*table) + '\n' : toCsv(*table);
        return print(bytes)
            ? int(ExitDone)
            : failed({ErrorCode::Full, tr("The report could not be written to its end. Make room, then ask again.")});
    });
}
}

Command reportCommand()
{
    return {u"report"_s,
            u"NAME"_s,
            tr("Prints a report: %1.").arg(QString::fromLatin1(reports::names().join(", "))),
            {{u"from"_s, tr("The first day, as in 2011-01-01."), u"DAY"_s},
             {u"to"_s, tr("The day after the last, as in 2011-02-01."), u"DAY"_s},
             {u"interval"_s, tr("What a line of “sales” covers: day, week or month."), u"day|week|month"_s},
             {u"sort"_s, tr("How “products” is sorted: revenue or units."), u"revenue|units"_s},
             {u"limit"_s, tr("How many lines; all when left out."), u"NUMBER"_s},
             {u"format"_s, tr("How to write it: csv or json."), u"csv|json"_s}},
            run};
}

}
