#pragma once
// What is done for one person from a button or a menu, whichever page they stand on: a way in made anew, a second step to
// it, shut out and let in, their data handed out, everything personal taken away. Says what was done, or why it was not.
#include "app/users/user.h"
#include "ui/shell/desk.h"

namespace backroom {

class ApiHost;

class PersonDeeds final : public QObject {
    Q_OBJECT
public:
    // All outlive it; questions and dialogs stand over the widget.
    PersonDeeds(Desk &desk, const ApiHost &host, QWidget *over);

    // A link that serves once: to choose the first password, or a new one.
    void wayIn(const User &user);
    // Shows the link of somebody who was just invited.
    void showInvitation(const User &user, const QByteArray &token);
    void setDisabled(const User &user, bool disabled);
    void saveData(const User &user);
    // Asks first: nothing brings it back.
    void erase(const User &user);
    // Of the shop's own people; asks first.
    void remove(const User &user);
    // Sets them up, or asks and takes the second one off.
    void setTwoSteps(const User &user);

Q_SIGNALS:
    // Beside telling it: a sentence for the page to show.
    void refused(const QString &sentence);
    // The person is no longer there.
    void gone(backroom::UserId id);

private:
    // Asks, and after a yes does it.
    void decide(const Question &question, std::function<Result<>(Transaction &)> work, std::function<void()> done);
    void showLink(const User &user, const QByteArray &token, bool reset);
    QString link(const QByteArray &token) const;

    Desk &m_desk;
    const ApiHost &m_host;
    QWidget *m_over;
};

}
