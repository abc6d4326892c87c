#pragma once
// What reports of one's own may read, in the words of the database and in plain ones: a list of what is open. Password
// hashes, tokens, keys, the store's own secrets and whatever a later table brings are closed by not standing here.
#include "app/reports/reporttable.h"
#include "app/store/ownquery.h"

namespace backroom {

struct OpenColumnWords
{
    QByteArray name;
    QString title; // "Total"
    ReportKind kind = ReportKind::Text;
};

struct OpenTableWords
{
    QByteArray name;
    QString title; // "Orders"
    QList<OpenColumnWords> columns;
};

namespace openschema {

// In the order to show them.
QList<OpenTableWords> tables();
// The same for who runs a text.
QList<OpenTable> open();
// What a column of an answer holds: by its name when all open columns of that name hold the same, or by its end
// ("revenue_money", "first_day", "seen_time", "growth_rate").
std::optional<ReportKind> kindOf(const QByteArray &column);

}
}
