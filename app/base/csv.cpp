#include "app/base/csv.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
// "=1+1", "@SUM", and also such a text behind apostrophes, so that taking one off gives the cell again.
bool looksLikeFormula(QStringView cell)
{
    qsizetype at = 0;
    while (at < cell.size() && cell[at] == u'\'')
        ++at;
    if (at == cell.size())
        return false;
    constexpr QStringView starts = u"=+-@\t\r";
    return starts.contains(cell[at]);
}

bool isPlainNumber(QStringView cell)
{
    if (cell.startsWith(u'-') || cell.startsWith(u'+'))
        cell = cell.mid(1);
    bool digits = false;
    bool point = false;
    for (const QChar c : cell) {
        if (c >= u'0' && c <= u'9')
            digits = true;
        else if (c == u'.' && !point)
            point = true;
        else
            return false;
    }
    return digits;
}
}

CsvColumns::CsvColumns(const QStringList &header)
{
    for (int i = 0; i < header.size(); ++i) {
        const QString name = header[i].trimmed().toCaseFolded();
        if (!name.isEmpty() && !m_places.contains(name))
            m_places.insert(name, i);
    }
}

bool CsvColumns::hasAll(const QStringList &names) const
{
    for (const QString &name : names)
        if (!has(name))
            return false;
    return true;
}

QString CsvColumns::cell(const QStringList &fields, int column)
{
    return column >= 0 && column < fields.size() ? fields[column].trimmed() : QString();
}

QByteArray csvRow(const QStringList &cells, char separator)
{
    QByteArray row;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            row += separator;
        QByteArray cell = cells[i].toUtf8();
        if (looksLikeFormula(cells[i]) && !isPlainNumber(cells[i]))
            cell.prepend('\'');
        const bool quote = cell.contains('"') || cell.contains('\n') || cell.contains('\r') || cell.contains(separator)
            || cell.startsWith(' ') || cell.endsWith(' ') || (cells.size() == 1 && cell.isEmpty());
        if (quote)
            row += '"' + cell.replace('"', "\"\"") + '"';
        else
            row += cell;
    }
    return row + "\r\n";
}

QByteArray csvOfFaults(const QStringList &header, const QList<RowFault> &faults, char separator)
{
    QMap<qint64, QStringList> rows;
    for (const RowFault &fault : faults)
        if (!fault.cells.isEmpty())
            rows.insert(fault.line, fault.cells);
    QByteArray text;
    for (const QStringList &cells : std::as_const(rows)) {
        if (text.isEmpty())
            text = csvRow(header, separator);
        text += csvRow(cells, separator);
    }
    return text;
}

QString csvUnguard(const QString &cell)
{
    return cell.startsWith(u'\'') && looksLikeFormula(cell) ? cell.mid(1) : cell;
}

}
