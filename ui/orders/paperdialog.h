#pragma once
// Which paper of one or more orders, and whether it is printed or kept as a file. Papers are drawn off the GUI thread.
#include "app/orders/documents/document.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace backroom {

class Desk;
class Segmented;

class PaperDialog final : public QDialog {
    Q_OBJECT
public:
    // At least one number. Deletes itself when closed.
    PaperDialog(Desk &desk, const QByteArrayList &numbers, DocumentKind kind, QWidget *parent);

private:
    DocumentKind kind() const;
    DocumentPaper paper() const;
    void save();
    void write(const QString &path, const QList<DocumentSource> &sources);
    void print();
    // Reads the orders, and goes on with them; says why when they cannot be read.
    void load(std::function<void(const QList<DocumentSource> &sources)> then);
    void setBusy(bool busy);
    void fault(const QString &sentence);

    Desk &m_desk;
    const QByteArrayList m_numbers;
    Segmented *m_kind, *m_paper;
    QLabel *m_says, *m_fault;
    QPushButton *m_save, *m_print;
};

}
