#pragma once
// The recovery codes of somebody whose sign-in was just given a second step, shown this once.
#include "app/users/user.h"
#include "ui/widgets/formdialog.h"

class QPlainTextEdit;

namespace backroom {

class RecoveryDialog final : public FormDialog {
    Q_OBJECT
public:
    RecoveryDialog(const User &user, const QStringList &codes, QWidget *parent);

private:
    void submit() override { accept(); }

    QPlainTextEdit *m_codes;
};

}
