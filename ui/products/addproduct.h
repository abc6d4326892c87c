#pragma once
// The short way to a new product: one variant with its price and SKU. Everything else is added on the product's page.
#include "app/products/category.h"
#include "app/products/product.h"
#include "ui/shell/desk.h"

#include <QDialog>
#include <QHash>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace backroom {

class FormField;

class AddProduct final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed; what was typed stays until it was saved or given up.
    AddProduct(Desk &desk, QWidget *parent);

Q_SIGNALS:
    void added(const backroom::Product &product);

private:
    FormField *field(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    void loadChoices();
    void takeCategories(const QList<Category> &tree);
    void save();
    void showFaults(const Error &error);
    QString faultOfPrice() const;
    QString faultOfPieces() const;

    Desk &m_desk;
    QHash<QString, FormField *> m_fields;
    QLineEdit *m_title, *m_price, *m_sku, *m_barcode, *m_pieces;
    QComboBox *m_category, *m_taxClass;
    QCheckBox *m_sell;
    QLabel *m_fault; // what has no field of its own
    QPushButton *m_save;
};

}
