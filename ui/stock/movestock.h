#pragma once
// Pieces of one variant came, went or were counted: said with a reason and a note, written into the ledger.
#include "app/products/product.h"
#include "app/stock/ledger.h"
#include "ui/shell/desk.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace backroom {

class FormField;

class MoveStock final : public QDialog {
    Q_OBJECT
public:
    // `variants` that are sold, at least one. Deletes itself when closed.
    MoveStock(Desk &desk, const QString &title, const QList<Variant> &variants, qsizetype chosen, QWidget *parent);

Q_SIGNALS:
    void moved(const QString &told);

private:
    QByteArray reason() const;
    const Variant &variant() const;
    void showSense();
    // How many pieces, with a sign; a count is compared to the level when it is written. Nothing with a fault shown.
    std::optional<qint64> pieces();
    void save();

    Desk &m_desk;
    QList<Variant> m_variants;
    QComboBox *m_variant, *m_reason;
    QLineEdit *m_pieces, *m_note;
    FormField *m_piecesField, *m_noteField;
    QLabel *m_now, *m_fault;
    QPushButton *m_save;
};

}
