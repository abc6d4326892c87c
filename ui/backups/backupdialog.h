#pragma once
// The frame of the questions about backups: heading, what is asked, a sentence when something is wrong, two buttons.
// Deletes itself when closed.
#include "app/base/result.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace backroom {

class FormField;

class BackupDialog : public QDialog {
    Q_OBJECT
protected:
    // `no` leaves everything as it is.
    BackupDialog(const QString &objectName, const QString &title, const QString &verb, const QString &no,
                 QWidget *parent);

    QVBoxLayout *body() const { return m_body; }
    QLabel *addSentence(const QString &text);
    // Its errors stand beside it when they bear its name.
    FormField *addField(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    void takeField(FormField *field) { m_fields << field; }
    void showError(const Error &error);
    void clearErrors();
    // While it works the button says so, and nothing can be pressed twice.
    void setWorking(const QString &word = {});
    // The height follows what is shown.
    void fit();
    virtual void submit() = 0;

private:
    QVBoxLayout *m_body;
    QLabel *m_fault;
    QPushButton *m_done;
    QString m_verb;
    QList<FormField *> m_fields;
};

}
