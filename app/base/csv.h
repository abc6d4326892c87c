#pragma once
// CSV as shops really have it: read as a stream in bounded memory, written so that no spreadsheet runs it.
#include "app/base/result.h"

#include <QHash>
#include <QIODevice>
#include <QStringList>
#include <vector>

namespace backroom {

struct CsvLimits
{
    qsizetype field = 1024 * 1024; // bytes
    qsizetype record = 4 * 1024 * 1024;
    qsizetype fields = 4096; // in one record
};

// Reads RFC 4180 and its relatives: quoted line breaks, a byte-order mark, LF, CRLF or CR, a first line "sep=;", and
// `,` `;` or tab as separator, told by the first line. A record that is not valid UTF-8 is taken as Windows-1252, so
// both encodings, and files glued from both, are read without looking ahead. NULs become U+FFFD. Records with nothing
// in them are passed over. Not thread-safe; the device stays the caller's and must be open.
class CsvReader {
public:
    explicit CsvReader(QIODevice *device, CsvLimits limits = {});

    // True when a record was read, false at the end. After TooLarge (one record beyond the limits) the next call goes
    // on behind that record; any other error is final: no text, a quote that never closes, a device that fails.
    Result<bool> next();

    const QStringList &fields() const { return m_fields; }
    // The line that the record begins on, counted from 1.
    qint64 line() const { return m_line; }
    // Known once next() was called.
    char separator() const { return m_separator; }

private:
    enum class State : quint8 { Start, Plain, Quoted, Closing };
    struct Span
    {
        qsizetype begin; // from the record's first byte
        qsizetype end;
        bool quoted;
        bool escaped; // holds doubled quotes, or text behind the closing quote
    };

    Result<> begin();
    Result<bool> fill(); // false at the device's end
    Result<bool> scan(); // finds the end of a record
    void closeField(qsizetype end);
    bool decode(); // false when the record holds nothing
    QString text(const Span &span, bool utf8) const;
    tl::unexpected<Error> tooLarge();

    QIODevice *m_device;
    CsvLimits m_limits;
    char m_separator = 0;
    bool m_begun = false;
    bool m_end = false; // of the device
    bool m_skipping = false; // the record is beyond the limits
    QByteArray m_buffer;
    qsizetype m_record = 0; // where it begins in the buffer
    qsizetype m_scan = 0; // how far it was looked at
    qsizetype m_length = 0; // of the finished record without its line end
    State m_state = State::Start;
    Span m_span = {};
    std::vector<Span> m_spans;
    qint64 m_line = 0;
    qint64 m_nextLine = 1;
    QStringList m_fields;
};

// Finds columns by name, whatever their case, blanks around them and order.
class CsvColumns {
public:
    CsvColumns() = default;
    explicit CsvColumns(const QStringList &header);
    // -1 when there is none.
    int find(const QString &name) const { return m_places.value(name.toCaseFolded(), -1); }
    bool has(const QString &name) const { return find(name) >= 0; }
    bool hasAll(const QStringList &names) const;
    // The trimmed cell, empty when the column or the cell is missing.
    QString cell(const QStringList &fields, const QString &name) const { return cell(fields, find(name)); }
    static QString cell(const QStringList &fields, int column);

private:
    QHash<QString, int> m_places;
};

// What could not be taken from a file, for a person.
struct RowFault
{
    qint64 line = 0;
    QString column; // empty when it is the whole row
    QString reason; // a sentence, with the way out
    QStringList cells = {}; // the row as it stood, to be written into a file to fix
    bool operator==(const RowFault &) const = default;
};

// One record with CRLF. Cells are quoted where needed; one that a spreadsheet would take for a formula gets a leading
// apostrophe, unless it is a plain number.
QByteArray csvRow(const QStringList &cells, char separator = ',');
// The rows that faults hold, in the order of their lines and each once however many faults it has, under that header;
// empty when they hold none.
QByteArray csvOfFaults(const QStringList &header, const QList<RowFault> &faults, char separator = ',');
// Takes that apostrophe off again: csvUnguard(what csvRow made of a cell) is the cell.
QString csvUnguard(const QString &cell);

}
