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
    // The settings, where the shop's address is written; the dialog has closed.
    void addressAsked();

private:
    QWidget *makeMissing();
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
    QWidget *m_missing; // the shop's address, on an invoice
    QPushButton *m_save, *m_preview, *m_print;
};

}
