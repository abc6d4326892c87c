#pragma once
// Beside the list of the staff: one person with role, state and sessions, or one key with what it may do.
#include "app/users/apikeys.h"
#include "app/users/staff.h"

#include <QStackedWidget>

class QAction;
class QLabel;
class QVBoxLayout;

namespace backroom {

class Badge;
class Desk;
class FactList;
class SessionsPanel;

class StaffSide final : public QStackedWidget {
    Q_OBJECT
public:
    // The actions stand as buttons beneath what is shown; the last of each is one that loses something.
    StaffSide(Desk &desk, const QList<QAction *> &forPeople, const QList<QAction *> &forKeys,
              QWidget *parent = nullptr);

    void show(const StaffRow &person);
    void show(const ApiKey &key);
    // Says what could be shown here.
    void showNothing(const QString &sentence);
    // Why something was not done; empty takes it away.
    void showFault(const QString &sentence);

private:
    struct Sheet // of a person or a key
    {
        QLabel *name = nullptr;
        Badge *state = nullptr;
        QLabel *fault = nullptr;
        FactList *facts = nullptr;
        QLabel *sentence = nullptr;
        QVBoxLayout *rest = nullptr;
    };
    Sheet makeSheet(const QString &objectName, const QList<QAction *> &actions);

    Desk &m_desk;
    QLabel *m_nothing;
    Sheet m_person, m_key;
    SessionsPanel *m_sessions;
};

// When a key ends, as a state: good until, over, or soon over.
struct BadgeLook;
BadgeLook keyState(const ApiKey &key, Millis now);

}
