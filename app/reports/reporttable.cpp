#include "app/reports/reporttable.h"

#include "app/base/csv.h"
#include "app/base/money.h"

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
const char *kindText(ReportKind kind)
{
    switch (kind) {
    case ReportKind::Text: return "text";
    case ReportKind::Count: return "count";
    case ReportKind::Money: return "money";
    case ReportKind::Rate: return "rate";
    case ReportKind::Day: return "day";
    case ReportKind::Duration: return "duration";
    case ReportKind::Time: return "time";
    case ReportKind::Number: return "number";
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

QByteArray cellText(const ReportTable &table, ReportKind kind, const ReportValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return text->toUtf8();
    if (const auto *real = std::get_if<double>(&value))
        return QByteArray::number(*real, 'g', 15);
    const auto *number = std::get_if<qint64>(&value);
    if (!number)
        return {};
    switch (kind) {
    case ReportKind::Money: return decimalText(*number, table.digits);
    case ReportKind::Rate: return trimmedDecimal(*number, 6);
    case ReportKind::Day: return dayText(*number);
    case ReportKind::Duration: return decimalText(*number, 3);
    case ReportKind::Time: return timeText(*number);
    case ReportKind::Text:
    case ReportKind::Number:
    case ReportKind::Count: break;
    }
    return QByteArray::number(*number);
}

void writeCell(JsonWriter &json, ReportKind kind, const ReportValue &value)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        json.value(*text);
        return;
    }
    if (const auto *real = std::get_if<double>(&value)) {
        json.value(*real);
        return;
    }
    const auto *number = std::get_if<qint64>(&value);
    if (!number) {
        json.null();
        return;
    }
    switch (kind) {
    case ReportKind::Money: json.money(*number); break;
    case ReportKind::Rate: json.text(trimmedDecimal(*number, 6)); break;
    case ReportKind::Day: json.text(dayText(*number)); break;
    case ReportKind::Duration: json.value(double(*number) / 1000); break;
    case ReportKind::Time: json.text(timeText(*number)); break;
    case ReportKind::Text:
    case ReportKind::Number:
    case ReportKind::Count: json.value(*number); break;
    }
}
}

bool isFigure(ReportKind kind)
{
    switch (kind) {
    case ReportKind::Count:
    case ReportKind::Money:
    case ReportKind::Rate:
    case ReportKind::Duration:
    case ReportKind::Number: return true;
    case ReportKind::Text:
    case ReportKind::Day:
    case ReportKind::Time: break;
    }
    return false;
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
        cells << QString::fromUtf8(column.name);
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
