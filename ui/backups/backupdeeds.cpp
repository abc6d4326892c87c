// What the backups page does when it is told to, and what it says of it afterwards.
#include "ui/backups/backupsettingsdialog.h"
#include "ui/backups/backupspage.h"
#include "ui/backups/backupwords.h"
#include "ui/backups/keyhomerow.h"
#include "ui/backups/placedialogs.h"
#include "ui/backups/recoverywordsdialog.h"
#include "ui/backups/restoredialog.h"
#include "ui/backups/safetypanel.h"
#include "ui/shell/desk.h"
#include "ui/widgets/tableview.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace backroom {

// Its outcome is told when it comes.
void BackupsPage::ask(const Result<BackupJobId> &job)
{
    m_safety->setFault(job ? QString() : job.error().message);
    if (job)
        m_asked.insert(*job);
}

void BackupsPage::take(const BackupOutcome &outcome)
{
    if (!m_asked.remove(outcome.job) || outcome.cancelled)
        return;
    const QString words = backupwords::ended(outcome);
    if (!outcome.result)
        return m_safety->setFault(words);
    const bool replaced = outcome.kind == BackupJob::Kind::Restore || outcome.kind == BackupJob::Kind::UndoRestore;
    if (replaced)
        m_table->selectionModel()
            ->clear(); // what it was selected for is done; the bar that takes it back needs the room
    Q_EMIT done(words, replaced ? m_undoRestore : nullptr);
}

void BackupsPage::backUpNow() { ask(m_watch.backups().backUpNow(m_desk.actor())); }

void BackupsPage::restoreSelected()
{
    if (const BackupEntry *backup = selected())
        restore(new RestoreDialog(m_desk, m_watch, *backup, this)); // deletes itself when closed
}

void BackupsPage::goBackInTime()
{
    if (m_watch.state().canGoBackTo)
        restore(new RestoreDialog(m_desk, m_watch, m_watch.state().reachable.constLast(), this)); // as above
}

void BackupsPage::openFile()
{
    m_desk.ask().fileToOpen(this, tr("Open a backup file"), tr("Backups of Backroom (*.backroom);;All files (*)"),
                            [this](const QString &path) {
                                if (!path.isEmpty())
                                    restore(new RestoreDialog(m_desk, m_watch, path, this)); // as above
                            });
}

void BackupsPage::restore(RestoreDialog *dialog)
{
    connect(dialog, &RestoreDialog::begun, this, [this](BackupJobId job) {
        ask(job);
        if (const BackupOutcome *outcome = m_watch.state().outcomeOf(job)) // a small one is over by now
            take(BackupOutcome(*outcome));
    });
    connect(dialog, &RestoreDialog::lookAsked, this, &BackupsPage::lookAsked);
    dialog->open();
}

void BackupsPage::lookAround()
{
    if (const BackupEntry *backup = selected())
        Q_EMIT lookAsked({past::ofBackup(m_watch.backups(), m_desk.actor(), backup->id), backup->at});
}

void BackupsPage::checkSelected()
{
    if (const BackupEntry *backup = selected())
        ask(m_watch.backups().verify(backup->id, m_desk.actor()));
}

// The one thing here that cannot be taken back.
void BackupsPage::removeSelected()
{
    const BackupEntry *backup = selected();
    if (!backup)
        return;
    Question question;
    question.name = u"removeBackup"_s;
    question.title = tr("Remove the backup of %1?").arg(m_desk.format().full(backup->at));
    question.effect = tr("It is removed from this computer and from every place, and cannot be brought back.");
    question.yes = tr("Remove backup");
    question.no = tr("Keep");
    m_desk.ask().question(this, question, [this, id = backup->id](bool yes) {
        if (!yes)
            return;
        m_table->selectionModel()->clear(); // so that its neighbour is not selected in its place
        carryOut([&backups = m_watch.backups(), id, actor = m_desk.actor()] { return backups.remove(id, actor); },
                 [this] { Q_EMIT done(tr("Backup removed"), nullptr); });
    });
}

void BackupsPage::carryOut(std::function<Result<>()> work, std::function<void()> then, std::function<void()> atEnd)
{
    m_safety->setFault({});
    m_desk.pool().run(this, std::move(work),
                      [this, then = std::move(then), atEnd = std::move(atEnd)](const Result<> &result) {
                          if (atEnd)
                              atEnd();
                          if (result)
                              then();
                          else
                              m_safety->setFault(result.error().message);
                      });
}

QAction *BackupsPage::makeUndo(std::function<void()> run)
{
    delete m_undo;
    m_undo = new QAction(tr("Undo"), this);
    connect(m_undo, &QAction::triggered, this, std::move(run));
    return m_undo;
}

void BackupsPage::changeSettings()
{
    auto *dialog = new BackupSettingsDialog(m_desk, m_watch, this); // deletes itself when closed
    connect(dialog, &BackupSettingsDialog::saved, this, [this](const BackupSettings &before) {
        Q_EMIT done(tr("Settings of backups saved"), makeUndo([this, before] {
                        BackupSettings settings = m_watch.state().settings;
                        settings.schedule = before.schedule;
                        settings.keep = before.keep;
                        carryOut([&backups = m_watch.backups(), settings,
                                  actor = m_desk.actor()] { return backups.saveSettings(actor, settings); },
                                 [this] { Q_EMIT done(tr("Backups are made as before"), nullptr); });
                    }));
    });
    dialog->open();
}

void BackupsPage::addPlace()
{
    auto *dialog = new AddPlaceDialog(m_desk, m_watch.backups(), this); // deletes itself when closed
    connect(dialog, &AddPlaceDialog::added, this, [this](const QString &name, int number) {
        Q_EMIT done(tr("Backups are kept on “%1” too").arg(name), makeUndo([this, number] {
                        carryOut([&backups = m_watch.backups(), number,
                                  actor = m_desk.actor()] { return backups.removePlace(actor, number); },
                                 [] {});
                    }));
    });
    dialog->open();
}

void BackupsPage::typeKey()
{
    auto *dialog = new RecoveryWordsDialog(m_desk, m_watch.backups(), this); // deletes itself when closed
    connect(dialog, &RecoveryWordsDialog::typed, this, [this] {
        Q_EMIT done(tr("The key of the backups is kept here now"), nullptr);
        backUpNow(); // what waited for it
    });
    connect(dialog, &RecoveryWordsDialog::replaced, this, [this] {
        Q_EMIT done(tr("Backups have a new key: print its recovery sheet"), m_sheet);
        backUpNow();
    });
    dialog->open();
}

// The keyring may take its time to answer.
void BackupsPage::lookAtKey()
{
    m_desk.pool().run(
        this, [&backups = m_watch.backups()] { return backups.keyStanding(); },
        [this](const KeyStanding &standing) { m_safety->keyHome()->show(standing); });
}

void BackupsPage::moveKey(KeyHome to)
{
    m_safety->keyHome()->setWorking(true);
    carryOut([&backups = m_watch.backups(), actor = m_desk.actor(), to] { return backups.moveKey(actor, to); },
             [this, to] {
                 const bool isInFile = to == KeyHome::File;
                 const QString said = isInFile ? tr("The key of the backups is kept in a file now")
                                               : tr("The key of the backups is kept in this computer’s keyring now");
                 Q_EMIT done(said,
                             makeUndo([this, back = isInFile ? KeyHome::Keyring : KeyHome::File] { moveKey(back); }));
             },
             [this] {
                 m_safety->keyHome()->setWorking(false);
                 lookAtKey();
             });
}

void BackupsPage::unlockKeyring()
{
    m_safety->keyHome()->setWorking(true);
    carryOut([&backups = m_watch.backups(), actor = m_desk.actor()] { return backups.unlockKeyring(actor); }, [] {},
             [this] {
                 m_safety->keyHome()->setWorking(false);
                 lookAtKey();
             });
}

void BackupsPage::openPlace(int number)
{
    for (const PlaceState &place : m_watch.state().places) {
        if (place.place.number != number)
            continue;
        auto *dialog = new PlaceDialog(m_desk, m_watch, place, this); // deletes itself when closed
        connect(dialog, &PlaceDialog::removed, this, [this](const BackupPlace &gone) {
            Q_EMIT done(tr("“%1” is no longer a place for backups").arg(gone.name), makeUndo([this, gone] {
                            carryOut(
                                [&backups = m_watch.backups(), gone, actor = m_desk.actor()]() -> Result<> {
                                    const auto number = backups.addPlace(actor, gone);
                                    return number ? Result<>() : fail(number.error());
                                },
                                [] {});
                        }));
        });
        return dialog->open();
    }
}

}
