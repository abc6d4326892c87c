#pragma once
// Where somebody is signed in, with an end to each of it. Of another person, for who manages them.
#include "app/users/sessions.h"
#include "ui/widgets/panel.h"

class QPushButton;

namespace backroom {

class Desk;
class RowList;

class SessionsPanel final : public Panel {
    Q_OBJECT
public:
    explicit SessionsPanel(Desk &desk, QWidget *parent = nullptr);

    // Fetches and shows theirs; the name is for questions.
    void open(UserId person, const QString &name);
    void reload();

private:
    void show(const QList<Session> &sessions);
    void end(std::optional<SessionId> session);

    Desk &m_desk;
    UserId m_person;
    QString m_name;
    QList<Session> m_sessions;
    RowList *m_rows;
    QLabel *m_none;
    QPushButton *m_endAll;
};

}
