#pragma once
// What the last import did: told at the foot of the window with a word that shows all of it, product by product.
#include "app/products/productimport.h"

#include <QAction>
#include <QDialog>

namespace backroom {

class Desk;

class ImportResultDialog final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed.
    ImportResultDialog(Desk &desk, const ProductImportSummary &summary, const ColumnMapping &mapping, QWidget *parent);

Q_SIGNALS:
    void opened(backroom::ProductId product);
};

class ImportResult final : public QObject {
    Q_OBJECT
public:
    // The desk outlives it; the dialog stands over `window`.
    ImportResult(Desk &desk, QWidget *window);

    void tell(const ProductImportSummary &summary, const ColumnMapping &mapping);

Q_SIGNALS:
    void opened(backroom::ProductId product);

private:
    void show();
    Desk &m_desk;
    QWidget *m_window;
    QAction m_show; // beside what is told
    ProductImportSummary m_summary;
    ColumnMapping m_mapping;
};

}
