#pragma once
// Journal entries as people read them: one line of what was done, and field by field what was before and after.
#include "app/journal/journal.h"
#include "ui/history/valuewords.h"

namespace backroom {

class Format;

// A line of the list: the entry without what was before and after, which is long, and the words made of it.
struct HistoryRow
{
    JournalRow entry;
    QString headline;
    QString summary;
};

namespace historywords {

// "Product “Oat mug” was changed"
QString headline(const JournalRow &row);
// "Price: £12.00 → £14.00", or how many fields; empty where the headline says it all.
QString summary(const JournalRow &row, const Format &format, const Names &categories = {});
// Who did it, where no name was kept: "The program", "A customer".
QString who(const JournalRow &row);

// Any thread.
HistoryRow rowOf(const JournalRow &row, const Format &format, const Names &categories = {});

struct FieldChange
{
    QString name;
    QString before; // empty: nothing
    QString after;
};
// Whether it is a count or a delivery: one entry for many pieces, which says itself how many there were before.
bool namesPieces(const JournalRow &row);
// Only what differs, in the order of the entry; parts of variants and lines by their SKU.
QList<FieldChange> changes(const JournalRow &row, const Format &format, const Names &categories = {});

}
}
