#pragma once
// Sets up the second step of signing in for somebody who stands beside with their telephone: it takes the picture, shows
// six digits, and they are typed here.
#include "app/users/user.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace backroom {

class Desk;

class TwoStepsDialog final : public FormDialog {
    Q_OBJECT
public:
    TwoStepsDialog(Desk &desk, const User &user, QWidget *parent);

Q_SIGNALS:
    // For their paper, once.
    void turnedOn(const backroom::User &user, const QStringList &codes);

private:
    void submit() override;

    Desk &m_desk;
    const User m_user;
    const QByteArray m_secret;
    QLineEdit *m_code;
};

}
