#include "ui/backups/recoverywordsdialog.h"

#include "ui/theme/style.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

RecoveryWordsDialog::RecoveryWordsDialog(Desk &desk, Backups &backups, QWidget *parent)
    : FormDialog(u"recoveryWordsDialog"_s, tr("Type the words of the recovery sheet"), tr("Keep the key here"),
                 tr("Not now"), parent),
      m_desk(desk),
      m_backups(backups),
      m_words(new QPlainTextEdit)
{
    addSentence(tr("This shop’s backups are made with one key, so that the printed sheet opens all of them. It "
                   "cannot be had on this computer now, or not by this account."));
    m_words->setTabChangesFocus(true);
    m_words->setFixedHeight(metrics().unit * 4);
    addField(u"words"_s, tr("The eighteen words"), m_words,
             tr("In their order, with blanks between them. Capitals do not matter."));
    auto *lost = new QPushButton(tr("Nobody has the sheet any more…"));
    lost->setObjectName(u"replaceKey"_s);
    lost->setAutoDefault(false);
    setKind(*lost, ButtonKind::Link);
    body()->addWidget(lost, 0, Qt::AlignLeading);
    connect(lost, &QPushButton::clicked, this, &RecoveryWordsDialog::replace);
    m_words->setFocus(Qt::OtherFocusReason);
    fit();
}

void RecoveryWordsDialog::submit()
{
    clearErrors();
    const QString words = m_words->toPlainText().simplified();
    if (words.isEmpty())
        return showError({ErrorCode::Invalid, {}, {{u"words"_s, tr("Type the words of the recovery sheet.")}}});
    setWorking(tr("Looking…"));
    m_desk.pool().run(
        this, [&backups = m_backups, actor = m_desk.actor(), words] { return backups.typeKey(actor, words); },
        [this](const Result<> &kept) {
            setWorking();
            if (!kept)
                return showError(kept.error());
            Q_EMIT typed();
            accept();
        });
}

// No way back leads to the old key here, so it is asked.
void RecoveryWordsDialog::replace()
{
    Question question;
    question.name = u"replaceKey"_s;
    question.title = tr("Begin with a new key?");
    question.effect =
        tr("Backups from now on open with a new recovery sheet. Those made so far open with the old sheet "
           "alone, on this computer too.");
    question.yes = tr("Begin with a new key");
    question.no = tr("Look for the sheet");
    question.destructive = false;
    m_desk.ask().question(this, question, [this](bool yes) {
        if (!yes)
            return;
        m_desk.pool().run(
            this, [&backups = m_backups, actor = m_desk.actor()] { return backups.replaceKey(actor); },
            [this](const Result<BackupKey> &made) {
                if (!made)
                    return showError(made.error());
                Q_EMIT replaced();
                accept();
            });
    });
}

}
