#pragma once
// What a product says of itself beside its variants: name, description, status, where it belongs. Knows what of it the
// person changed.
#include "app/base/result.h"
#include "app/products/category.h"
#include "app/products/product.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace backroom {

class FormField;

class ProductForm final : public QWidget {
    Q_OBJECT
public:
    explicit ProductForm(QWidget *parent = nullptr);

    // Shows it; nothing is edited any more.
    void setProduct(const Product &product);
    void setCategories(const QList<Category> &tree);
    bool isEdited() const { return m_edited; }
    // Only what differs from `base`.
    void put(ProductChange &change, const Product &base) const;
    // Shows each at its field and gives back those that have none here.
    QList<FieldError> setFaults(const QList<FieldError> &faults);
    // The field that shows the first of them, or nothing.
    QWidget *faultyEditor() const;
    void focusFirst();
    // In a narrow window the side column goes beneath.
    void setNarrow(bool narrow);

Q_SIGNALS:
    void edited();

private:
    FormField *field(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    void showCategories();

    QList<FormField *> m_fields;
    QWidget *m_main, *m_side;
    class QGridLayout *m_grid;
    QLineEdit *m_title, *m_vendor, *m_tags;
    QPlainTextEdit *m_description;
    QComboBox *m_status;
    QPushButton *m_category;
    QList<Category> m_tree;
    QList<CategoryId> m_chosen;
    bool m_edited = false, m_filling = false;
    std::optional<bool> m_narrow;
};

}
