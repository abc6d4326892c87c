#include "app/journal/journal.h"
#include "app/orders/books.h"
#include "app/reports/totals.h"
#include "server/selftest/measures.h"

#include <QCoreApplication>

namespace backroom {

namespace {
constexpr int MostNamed = 3; // faults of each book

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

qint64 ordersOf(Reader &reader, const char *email)
{
    return reader.number("SELECT count(*) FROM orders WHERE email = ?", email).value_or(0);
}

void readRace(Reader &reader, const char *email, VariantId piece, SelfTestRace &race)
{
    race.orders = ordersOf(reader, email);
    race.level = reader.number("SELECT level FROM stock_levels WHERE variant_id = ?", piece).value_or(-1);
    race.ledger = reader.number("SELECT CAST(sum(delta) AS BIGINT) FROM stock_movements WHERE variant_id = ?", piece)
                      .value_or(-1);
    race.numbers =
        reader.number("SELECT max(sequence) - min(sequence) + 1 FROM orders WHERE email = ?", email).value_or(0);
}

QStringList bookFaults(Reader &reader, qint64 &journalEntries)
{
    QStringList faults;
    for (const BookFault &fault : books::check(reader, MostNamed))
        faults << fault.message;
    if (const auto days = totals::compare(reader); !days.isEmpty())
        faults << tr("The reports' daily totals differ from the orders on %1.")
                      .arg(dayDate(days.constFirst().day).toString(Qt::ISODate));
    const JournalCheck journal = journal::verify(reader);
    journalEntries = journal.entries;
    if (!journal.whole)
        faults << journal.message;
    return faults;
}

}
