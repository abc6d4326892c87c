#pragma once
// The frame of a short question or a new thing: heading, fields, a sentence when something is wrong, two buttons.
// Deletes itself when closed; what was typed stays until it was saved or given up.
#include "app/base/result.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace backroom {

class FormField;

class FormDialog : public QDialog {
    Q_OBJECT
public:
    // What does not fit stands at its field, the rest beneath; the first faulty field gets the focus.
    void showError(const Error &error);

protected:
    // `no` leaves everything as it is.
    FormDialog(const QString &objectName, const QString &title, const QString &verb, const QString &no,
               QWidget *parent);

    QVBoxLayout *body() const { return m_body; }
    QLabel *addSentence(const QString &text);
    FormField *addField(const QString &name, const QString &label, QWidget *editor, const QString &help = {});
    // One that stands elsewhere than in the body, but whose errors are shown like the others'.
    void takeField(FormField *field) { m_fields << field; }
    // At the other end of the row of buttons: what can be done instead.
    QPushButton *addAside(const QString &text, const QString &objectName);
    void clearErrors();
    // The button on the right is enabled and says its verb, or says what is going on.
    void setWorking(const QString &word = {});
    // The button on the right can be pressed.
    void setReady(bool ready);
    // What is in the body takes all the room there is, and the dialog may be made larger or smaller than this.
    void letGrow(const QSize &size);
    // The height follows what is shown.
    void fit();
    virtual void submit() = 0;

private:
    QVBoxLayout *m_body;
    QLabel *m_fault;
    QDialogButtonBox *m_buttons;
    QPushButton *m_done;
    QString m_verb;
    QList<FormField *> m_fields;
    bool m_grows = false;
};

}
