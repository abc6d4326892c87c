#pragma once
// Who buys: one the shop knows, offered while one types; somebody new, by the name that is typed; or nobody.
#include "app/orders/address.h"
#include "app/users/user.h"
#include "ui/shell/desk.h"

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QStandardItemModel;

namespace backroom {

class CustomerField final : public QLineEdit {
    Q_OBJECT
public:
    explicit CustomerField(Desk &desk, QWidget *parent = nullptr);

    // None while nobody known was chosen; the text is the name of somebody new then.
    UserId customer() const { return m_chosen.id; }
    const User &chosen() const { return m_chosen; }
    // The last address of their book, once it is here.
    const std::optional<Address> &address() const { return m_address; }
    void forget();

Q_SIGNALS:
    void changed();

private:
    void offer();
    void choose(const User &user);

    Desk &m_desk;
    QTimer m_rest;
    QStandardItemModel *m_offers;
    QCompleter *m_completer;
    QList<User> m_found;
    User m_chosen;
    std::optional<Address> m_address;
};

}
