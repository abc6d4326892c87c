#include "app/reports/reporttable.h"

#include "app/base/csv.h"
#include "app/base/money.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const char *kindText(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Text: return "text";
    case ColumnKind::Count: return "count";
    case ColumnKind::Money: return "money";
    case ColumnKind::Rate: return "rate";
    case ColumnKind::Day: return "day";
    case ColumnKind::Duration: return "duration";
    }
    return "";
}

// 190000 of six digits is "0.19".
QByteArray trimmedDecimal(qint64 value, int digits)
{
    QByteArray text = decimalText(value, digits);
    if (text.contains('.')) {
        while (text.endsWith('0'))
            text.chop(1);
        if (text.endsWith('.'))
            text.chop(1);
    }
    return text;
}

QByteArray dayText(qint64 day) { return dayDate(int(day)).toString(Qt::ISODate).toLatin1(); }

QByteArray cellText(const ReportTable &table, ColumnKind kind, const ReportValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return text->toUtf8();
    const auto *number = std::get_if<qint64>(&value);
    if (!number)
        return {};
    switch (kind) {
    case ColumnKind::Money: return decimalText(*number, table.digits);
    case ColumnKind::Rate: return trimmedDecimal(*number, 6);
    case ColumnKind::Day: return dayText(*number);
    case ColumnKind::Duration: return decimalText(*number, 3);
    case ColumnKind::Text:
    case ColumnKind::Count: break;
    }
    return QByteArray::number(*number);
}

void writeCell(JsonWriter &json, ColumnKind kind, const ReportValue &value)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        json.value(*text);
        return;
    }
    const auto *number = std::get_if<qint64>(&value);
    if (!number) {
        json.null();
        return;
    }
    switch (kind) {
    case ColumnKind::Money: json.money(*number); break;
    case ColumnKind::Rate: json.text(trimmedDecimal(*number, 6)); break;
    case ColumnKind::Day: json.text(dayText(*number)); break;
    case ColumnKind::Duration: json.value(double(*number) / 1000); break;
    case ColumnKind::Text:
    case ColumnKind::Count: json.value(*number); break;
    }
}
}

int ReportTable::column(QByteArrayView wanted) const
{
    for (int i = 0; i < columns.size(); ++i)
        if (columns[i].name == wanted)
            return i;
    return -1;
}

qint64 ReportTable::number(int row, QByteArrayView wanted) const
{
    const int at = column(wanted);
    if (at < 0 || row < 0 || row >= rows.size())
        return 0;
    const auto *number = std::get_if<qint64>(&rows[row][at]);
    return number ? *number : 0;
}

QString ReportTable::text(int row, int column) const
{
    return QString::fromUtf8(cellText(*this, columns[column].kind, rows[row][column]));
}

QByteArray toCsv(const ReportTable &table)
{
    QStringList cells;
    for (const ReportColumn &column : table.columns)
        cells << QString::fromLatin1(column.name);
    QByteArray csv = csvRow(cells);
    for (int row = 0; row < table.rows.size(); ++row) {
        cells.clear();
        for (int column = 0; column < table.columns.size(); ++column)
            cells << table.text(row, column);
        csv += csvRow(cells);
    }
    return csv;
}

QByteArray toJson(const ReportTable &table)
{
    JsonWriter json(table.currency);
    json.object()
        .field("name", table.name)
        .field("from", dayText(table.from))
        .field("to", dayText(table.to))
        .name("interval");
    if (table.interval.isEmpty())
        json.null();
    else
        json.value(table.interval);
    json.name("columns").array();
    for (const ReportColumn &column : table.columns)
        json.object()
            .field("name", column.name)
            .field("title", column.title)
            .field("kind", kindText(column.kind))
            .endObject();
    json.endArray().name("items").array();
    for (const ReportRow &row : table.rows) {
        json.object();
        for (int column = 0; column < table.columns.size(); ++column) {
            json.name(table.columns[column].name);
            writeCell(json, table.columns[column].kind, row[column]);
        }
        json.endObject();
    }
    json.endArray().endObject();
    return json.take();
}

}
