#pragma once
// Pieces listed one under the other with how many: what came in, what was counted, what is sold. Columns are the list's
// own; some can be typed into. A piece that is added again is one more of the same line.
#include "app/base/result.h"
#include "app/products/pieces.h"
#include "ui/models/column.h"

#include <QAbstractTableModel>

namespace backroom {

struct PieceLine
{
    Piece piece;
    qint64 quantity = 1;
    std::optional<qint64> price = {}; // typed for this once
    std::optional<qint64> expected = {}; // of a count
    Millis at = 0; // when the quantity was last said
    QString fault = {}; // beside the quantity
};

struct LineColumn
{
    QString key; // "quantity", and of the fault in a service's error
    QString title;
    ColumnKind kind = ColumnKind::Text;
    std::function<Cell(const PieceLine &)> cell;
    // Takes what was typed; false when it is nothing to take. Null: not to be typed into.
    std::function<bool(PieceLine &, const QString &)> type = {};
    std::function<QString(const PieceLine &)> typed = {}; // what stands in the field to begin with
};

class PieceLines final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit PieceLines(QObject *parent = nullptr) : QAbstractTableModel(parent) {}
    void setColumns(const QList<LineColumn> &columns);
    const QList<LineColumn> &columns() const { return m_columns; }

    const QList<PieceLine> &lines() const { return m_lines; }
    // Its row. `at` is now.
    int add(const Piece &piece, Millis at, qint64 quantity = 1);
    void remove(int row);
    void clear();
    // What the pieces are by now; those that are gone keep what was known.
    void update(const QList<Piece> &pieces);
    // Changes a line without the person having done it.
    void change(int row, const std::function<void(PieceLine &)> &how);
    // Puts "lines[2].quantity" beside its line, by `order` of the request; gives back what belongs to no line.
    QList<FieldError> setFaults(const QList<FieldError> &faults);
    // Whether all that was typed since the last call was taken: it may be no number.
    bool tookTyped() { return std::exchange(m_tookTyped, true); }
    int rowOf(VariantId variant) const;
    QList<VariantId> variants() const;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_lines.size()); }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    // By the person or a scan: quantities, prices, lines that came or went.
    void edited();

private:
    void rowChanged(int row);
    QList<LineColumn> m_columns;
    bool m_tookTyped = true;
    QList<PieceLine> m_lines;
};

// The column with the piece's name, options and SKU.
LineColumn pieceColumn();

}
