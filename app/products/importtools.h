#pragma once
// What the readers of product files share: rows with named cells, prices, weights, lists in a cell, derived SKUs.
#include "app/products/importrecord.h"

#include <QSet>

namespace backroom {

// The rows of one file, and where what is wrong with them goes.
class ProductRows {
public:
    // `csv` stands behind its header, which is in `file`.
    ProductRows(CsvReader &csv, QByteArrayView currency, ImportedFile &file);

    // False at the end. Rows that cannot be read become faults on the way.
    bool next();
    qint64 line() const { return m_csv.line(); }
    const CsvColumns &columns() const { return m_columns; }
    // The trimmed cell.
    QString cell(const QString &column) const { return m_columns.cell(m_csv.fields(), column); }
    // As it stands, with its blanks.
    QString rawCell(const QString &column) const { return m_csv.fields().value(m_columns.find(column)); }
    bool yes(const QString &column, bool otherwise) const;

    // Each is false when the cell holds something else, which then stands among the faults. An empty cell is nothing.
    bool price(const QString &column, std::optional<qint64> &value);
    bool whole(const QString &column, std::optional<qint64> &value, qint64 least, qint64 most);
    // `unit`: g, kg, lb, lbs, oz; rounded to a gram.
    bool weight(const QString &column, const QString &unit, std::optional<qint64> &grams);

    void fault(const QString &column, const QString &reason);
    void note(const QString &column, const QString &reason);
    // About a row that was read before.
    void faultAt(qint64 line, const QString &column, const QString &reason, const QStringList &cells = {});

private:
    QString number(const QString &column) const;

    CsvReader &m_csv;
    CsvColumns m_columns;
    int m_digits;
    ImportedFile &m_file;
};

// "a, b\, c" is {"a", "b, c"}; what is empty or there already is left out.
QStringList splitList(const QString &cell);
QString joinList(const QStringList &items);
// "Clothing > Hoodies, Music" is two paths.
QList<QStringList> splitCategories(const QString &cell);
QString joinCategories(const QList<QStringList> &paths);
// Only addresses that can be fetched.
bool isWebAddress(const QString &text);

// handle-value1-value2 in lower case, at most 64 characters; a value that has no letters for it is replaced by a few
// digits of its hash. The same handle and values always give the same.
QString deriveSku(const QString &handle, const QStringList &values);

// What stands in a file a second time with nothing that tells it apart.
QString standsTwice(const QString &title);

// Gives every variant without a SKU a derived one, drops what cannot be sold twice (the same SKU or the same option
// values; without options, other SKUs make it one `bySku`), and adds the option values in use to the options. Takes the
// product into the file if a variant is left. `skus` holds those of the file so far.
void finishProduct(ImportedProduct product, ProductRows &rows, QSet<QString> &skus, ImportedFile &file);

}
