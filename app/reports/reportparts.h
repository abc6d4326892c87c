#pragma once
// The single reports, and what they share; reports.h is what others call.
#include "app/reports/reports.h"

namespace backroom::reports {

inline constexpr int PaceDays = 30; // days that a pace is told from, when no range is given

// "LIMIT n", or nothing.
QByteArray limitText(int limit);
// A country as people read it: the name of an ISO code, else as it stands.
QString countryName(const QString &code);

// Each fills in columns and rows of a table whose range, currency and digits are set.
void sales(Reader &reader, ReportTable &table, Interval interval);
void products(Reader &reader, ReportTable &table, const ReportQuery &query);
void categories(Reader &reader, ReportTable &table);
void countries(Reader &reader, ReportTable &table);
void tax(Reader &reader, ReportTable &table);
void customers(Reader &reader, ReportTable &table, int limit);
void stock(Reader &reader, ReportTable &table, int limit);
void requests(Reader &reader, ReportTable &table, const QTimeZone &zone);

}
