#pragma once
// The variants of a product as a compact grid to type into: values of its options, SKU, prices, weight, how its stock
// is kept. Cells keep what was typed, right or wrong; a wrong one is marked and says why.
#include "app/base/result.h"
#include "app/products/product.h"
#include "ui/products/gridcolumns.h"
#include "ui/shell/format.h"

#include <QTableWidget>
#include <QVariantMap>

class QMenu;

namespace backroom {

class VariantGrid final : public QTableWidget {
    Q_OBJECT
public:
    explicit VariantGrid(const Format &format, QWidget *parent = nullptr);

    // Shows those that are sold; nothing is edited any more.
    void setProduct(const Product &product);
    // Levels as they are by now; what was typed stays.
    void setLevels(const Product &product);
    // Columns of the options; values of an option that stays are kept.
    void setOptionNames(const QStringList &names);
    const QStringList &optionNames() const { return m_options; }
    void addVariant();
    // The variant in the current row, or nothing for one that is not saved yet.
    std::optional<VariantId> currentVariant() const;
    void removeCurrentRow();
    bool isEdited() const { return m_edited; }
    // Which columns the person wants or does not, by field; the others come and go with the room there is.
    const QVariantMap &wanted() const { return m_wanted; }
    void setWanted(const QVariantMap &wanted);
    // To choose them; deletes itself when closed.
    QMenu *makeColumnMenu();

    // What the person changed against `base`; what cannot be read is in `faults`, named as the service names it.
    QList<VariantChange> changes(const Product &base, QList<FieldError> &faults) const;
    // The options with their values, old ones first, as they follow from the rows.
    QList<ProductOption> options(const Product &base) const;
    // Marks the cells at fault ("variants[0].price") and shows the first; returns what stands in no cell.
    QList<FieldError> setFaults(const QList<FieldError> &faults);

    // Of a cell, for tests and delegates: the sentence of its fault, or nothing.
    static constexpr int FaultRole = Qt::UserRole + 1;
    int columnOf(const QString &field) const; // "sku", "options.Size"

Q_SIGNALS:
    void edited();
    void wantedChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void makeColumns();
    void fitColumns();
    void fillRow(int row, const Variant &variant);
    void setCell(int row, const QString &field, const QString &text);
    QString textAt(int row, const QString &field) const;
    bool checkedAt(int row, const QString &field) const;
    void fit();

    const Format &m_format;
    QStringList m_options;
    QList<GridColumn> m_columns;
    QStringList m_fields; // of these
    QVariantMap m_wanted;
    bool m_edited = false;
    bool m_filling = false;
};

}
