#pragma once
// Something secret that is shown this one time: a link to hand over with its QR code, or the text of a key. The store
// holds nothing that would show it again.
#include <QDialog>

class QLineEdit;

namespace backroom {

struct Once
{
    QString name; // of the dialog, for tests: "invitation"
    QString title; // "Invitation for Tom Adeyemi"
    QString sentence; // what it is for and how long it holds
    QString label; // of the field
    QString secret;
    bool code = false; // as a QR code, too
};

class OnceDialog final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed.
    OnceDialog(const Once &once, QWidget *parent);

Q_SIGNALS:
    void copied();

private:
    QLineEdit *m_secret;
};

}
