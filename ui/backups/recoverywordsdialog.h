#pragma once
// Where the key of the shop's backups is not kept here: types its words from the recovery sheet, or begins with another
// key when nobody has them any more.
#include "ui/backups/backupswatch.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formdialog.h"

class QPlainTextEdit;

namespace backroom {

class RecoveryWordsDialog final : public FormDialog {
    Q_OBJECT
public:
    RecoveryWordsDialog(Desk &desk, Backups &backups, QWidget *parent);

Q_SIGNALS:
    void typed(); // the key is here now
    void replaced(); // another is, and its sheet wants printing

protected:
    void submit() override;

private:
    void replace();
    Desk &m_desk;
    Backups &m_backups;
    QPlainTextEdit *m_words;
};

}
