#pragma once
// What every report comes to: typed columns and rows, from which CSV, JSON and charts are made alike.
#include "app/base/json.h"

#include <QList>
#include <QString>
#include <variant>

namespace backroom {

enum class ReportKind {
    Text,
    Count, // a whole number
    Money, // minor units of the shop's currency
    Rate, // millionths: 0.19 is 190'000
    Day, // days since 1970-01-01 in the shop's zone
    Duration, // microseconds; written as milliseconds
    Time, // UTC milliseconds
    Number, // any number
};

struct ReportColumn
{
    QByteArray name; // as CSV and JSON call it
    QString title; // as people read it
    ReportKind kind = ReportKind::Text;
};

// Nothing, a number of the column's kind, or text; only a Number is a double.
using ReportValue = std::variant<std::monostate, qint64, QString, double>;
using ReportRow = QList<ReportValue>;

struct ReportTable
{
    QByteArray name; // "sales"
    int from = 0; // days; `to` is not in it
    int to = 0;
    QByteArray interval; // of "sales": "month"
    QByteArray currency;
    int digits = 2; // of the currency
    QList<ReportColumn> columns;
    QList<ReportRow> rows;
    // What each row is about, where it is about something: the first day of a period, a variant, a customer, a category
    // (0: none), a country or a tax as orders have it. Empty, or one a row.
    QList<ReportValue> keys;

    // -1 when there is none.
    int column(QByteArrayView name) const;
    qint64 number(int row, QByteArrayView column) const; // 0 where there is none
    // As a person reads one cell; money without its currency.
    QString text(int row, int column) const;
};

// Whether people add up or plot what stands in such a column.
bool isFigure(ReportKind kind);

// A header of the columns' names; money as decimals, days as 2011-01-31, rates as 0.19, durations in milliseconds.
QByteArray toCsv(const ReportTable &table);
// {"name", "from", "to", "interval", "columns": [{name, kind}], "items": [{…}]}; money as everywhere in the API.
QByteArray toJson(const ReportTable &table);

}
