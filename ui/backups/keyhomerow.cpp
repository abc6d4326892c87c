#include "ui/backups/keyhomerow.h"

#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

using systemkeyring::Condition;

KeyHomeRow::KeyHomeRow(QWidget *parent)
    : QWidget(parent), m_sentence(makeLabel({}, Type::Caption, Ink::Muted)), m_verb(new QPushButton)
{
    m_sentence->setObjectName(u"keyHomeFact"_s);
    m_sentence->setWordWrap(true);
    m_verb->setObjectName(u"keyHomeVerb"_s);
    setKind(*m_verb, ButtonKind::Link);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 4, 0, 0);
    all->setSpacing(2);
    all->addWidget(m_sentence);
    all->addWidget(m_verb, 0, Qt::AlignTrailing); // below the link to the sheet
    connect(m_verb, &QPushButton::clicked, this, [this] {
        if (m_standing.home == KeyHome::File)
            Q_EMIT moveAsked(KeyHome::Keyring);
        else if (m_standing.keyring == Condition::Locked)
            Q_EMIT unlockAsked();
        else
            Q_EMIT moveAsked(KeyHome::File);
    });
    hide();
}

void KeyHomeRow::show(const KeyStanding &standing)
{
    m_standing = standing;
    setVisible(standing.home.has_value());
    if (!standing.home)
        return;
    if (*standing.home == KeyHome::File) {
        const QString fact = tr("The key is kept in a file that only your account can read: backups are made whether "
                                "or not anybody is signed in to this computer.");
        const bool answers = standing.keyring != Condition::Absent;
        m_sentence->setText(
            answers ? fact + u' '
                    + tr("In this computer’s keyring it would open with your sign-in alone, and no backup be made "
                         "while you are signed out.")
                    : fact);
        return offer(answers ? tr("Keep it in the keyring") : QString());
    }
    switch (standing.keyring) {
    case Condition::Open:
        m_sentence->setText(tr("The key is kept in this computer’s keyring, which opens with your sign-in: no backup "
                               "is made while you are signed out.")
                            + u' ' + tr("In a file that only your account can read, backups would not wait for that."));
        return offer(tr("Keep it in a file"));
    case Condition::Locked:
        m_sentence->setText(tr("The key is kept in this computer’s keyring, which is locked."));
        return offer(tr("Unlock the keyring"));
    case Condition::Absent:
        m_sentence->setText(tr("The key is kept in this computer’s keyring, which does not answer."));
        return offer({});
    }
}

void KeyHomeRow::setWorking(bool working) { m_verb->setEnabled(!working); }

void KeyHomeRow::offer(const QString &verb)
{
    m_verb->setText(verb);
    m_verb->setVisible(!verb.isEmpty());
}

}
