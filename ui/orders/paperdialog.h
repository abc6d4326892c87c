#pragma once
// Which paper of one or more orders, and whether it is looked at, printed or kept as a file. Papers are drawn off the GUI
// thread, but for the first pages of a look.
#include "app/orders/documents/document.h"

#include <QDialog>

class QLabel;
class QPrinter;
class QPushButton;

namespace backroom {

class Desk;
class Segmented;

class PaperDialog final : public QDialog {
    Q_OBJECT
public:
    // At least one number. Deletes itself when closed.
    PaperDialog(Desk &desk, const QByteArrayList &numbers, DocumentKind kind, QWidget *parent);

Q_SIGNALS:
    // The setting of that title, which is missing on the paper; the dialog has closed.
    void settingAsked(const QString &title);

private:
    QWidget *makeMissing(const QString &name, const QString &sentence, const QString &setting);
    DocumentKind kind() const;
    DocumentPaper paper() const;
    void save();
    void write(const QString &path, const QList<DocumentSource> &sources);
    void print();
    void printOn(const std::shared_ptr<QPrinter> &printer, const QList<DocumentSource> &sources);
    void preview();
    // Reads the orders, and goes on with them; says why when they cannot be read.
    void load(std::function<void(const QList<DocumentSource> &sources)> then);
    void setBusy(bool busy);
    void fault(const QString &sentence);

    Desk &m_desk;
    const QByteArrayList m_numbers;
    Segmented *m_kind, *m_paper;
    QLabel *m_says, *m_fault;
    QWidget *m_noAddress, *m_noTaxNumber; // of the shop, on an invoice
    QPushButton *m_save, *m_preview, *m_print;
};

}
