#pragma once
// A program's key: made with a name, what it may do and until when, or changed later. The key itself is only in the
// answer to its making.
#include "app/users/apikeys.h"
#include "ui/widgets/formdialog.h"

class QComboBox;
class QLineEdit;

namespace backroom {

class Desk;
class ScopeGrid;

class KeyDialog final : public FormDialog {
    Q_OBJECT
public:
    // One without an id is new.
    KeyDialog(Desk &desk, const ApiKey &key, QWidget *parent);

Q_SIGNALS:
    void created(const backroom::CreatedApiKey &made);

private:
    void submit() override;
    std::optional<Millis> expiry() const;

    Desk &m_desk;
    const ApiKey m_key;
    QLineEdit *m_name;
    ScopeGrid *m_scopes;
    QComboBox *m_expiry;
};

}
