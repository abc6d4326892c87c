#pragma once
// Where the key of the backups is kept, in words, and the link that keeps it elsewhere or has its keyring opened.
#include "app/backups/backups.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace backroom {

class KeyHomeRow final : public QWidget {
    Q_OBJECT
public:
    explicit KeyHomeRow(QWidget *parent = nullptr);
    // Hidden where there is no key.
    void show(const KeyStanding &standing);
    // The keyring is asked, or a person is: no second click.
    void setWorking(bool working);

Q_SIGNALS:
    void moveAsked(backroom::KeyHome to);
    void unlockAsked();

private:
    void offer(const QString &verb);
    QLabel *m_sentence;
    QPushButton *m_verb;
    KeyStanding m_standing;
};

}
