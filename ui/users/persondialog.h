#pragma once
// A person added or changed: a customer, or somebody of the staff with a role. What somebody else changed meanwhile is
// told and not overwritten.
#include "app/users/user.h"
#include "app/users/users.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace backroom {

class CountryBox;
class Desk;

class PersonDialog final : public FormDialog {
    Q_OBJECT
public:
    // Who it is about; one without an id is new, and its role says whether a customer or somebody of the staff.
    PersonDialog(Desk &desk, const User &user, QWidget *parent);

Q_SIGNALS:
    void added(const backroom::users::Created &created);

private:
    void submit() override;
    void create();
    void change();
    Role role() const;

    Desk &m_desk;
    const User m_user;
    QLineEdit *m_name, *m_email, *m_phone;
    QComboBox *m_role = nullptr;
    CountryBox *m_country = nullptr;
    QPlainTextEdit *m_note = nullptr;
};

}
