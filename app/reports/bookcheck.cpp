#include "app/reports/bookcheck.h"

#include "app/reports/totals.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::bookcheck {

namespace {
constexpr int Books = 6; // those of books::check, and the totals
constexpr int MostDays = 20;

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<BookCheck> run(Reader &reader, const Actor &actor)
{
    if (const auto permitted = actor.require({Area::Reports, Verb::Read}); !permitted)
        return fail(permitted.error());
    BookCheck check{reader.now(), Books, books::check(reader)};
    int days = 0;
    int last = -1;
    const QList<TotalsDifference> differences = totals::compare(reader);
    for (const TotalsDifference &difference : differences) {
        if (difference.day == last) // several tables of one day are one fault
            continue;
        last = difference.day;
        if (++days > MostDays)
            break;
        check.faults << BookFault{"totals",
                                  tr("The totals of %1 are not what the orders of that day come to.")
                                      .arg(dayDate(difference.day).toString(Qt::ISODate))};
        check.faults.last().day = difference.day;
    }
    return check;
}

}
