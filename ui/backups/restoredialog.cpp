#include "ui/backups/restoredialog.h"

#include "app/backups/keyring.h"
#include "ui/backups/backupwords.h"
#include "ui/backups/momentfield.h"
#include "ui/backups/whatchanges.h"
#include "ui/theme/icons.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

RestoreDialog::RestoreDialog(Desk &desk, BackupsWatch &watch, QWidget *parent, const QString &title)
    : FormDialog(u"restoreDialog"_s, title, tr("Restore"), tr("Keep as it is"), parent),
      m_desk(desk),
      m_watch(watch),
      m_key(new QLineEdit)
{
    addSentence(tr("Products, stock, orders, customers and settings become what they were then. What came since, "
                   "orders too, is no longer in the shop."));
    addSentence(tr("Before that, everything that is there now is kept as a backup of its own, so that you can bring it "
                   "back. The shop takes no orders for the moment that it takes."));
    connect(&watch, &BackupsWatch::changed, this, &RestoreDialog::follow);
    connect(&watch, &BackupsWatch::ended, this, &RestoreDialog::take);
}

RestoreDialog::RestoreDialog(Desk &desk, BackupsWatch &watch, const BackupEntry &backup, QWidget *parent)
    : RestoreDialog(desk, watch, parent, tr("Go back to %1?").arg(desk.format().full(backup.at)))
{
    m_backup = backup.id;
    const Format &format = desk.format();
    const QString kind = backupwords::kind(backup);
    auto *facts = new FactList;
    facts->setFacts({{tr("Kind"), kind.isEmpty() ? u"–"_s : kind},
                     {tr("Size"), backupwords::size(format.locale(), backup.bytes)},
                     {tr("Kept on", "one backup"), backupwords::keptOn(backup, watch.state().places)},
                     {tr("Proved"), backup.provedAt ? format.full(*backup.provedAt) : tr("Not checked yet")}});
    body()->addSpacing(8);
    body()->addWidget(facts);
    addLook(past::ofBackup(watch.backups(), desk.actor(), backup.id), backup.at);
    build();
}

RestoreDialog::RestoreDialog(Desk &desk, BackupsWatch &watch, const Stretch &stretch, QWidget *parent)
    : RestoreDialog(desk, watch, parent, tr("Go back in time"))
{
    m_moment = new MomentField(desk.format(), stretch);
    body()->addSpacing(8);
    body()->addWidget(makeLabel(tr("To which moment?"), Type::Body, QFont::Medium));
    body()->addWidget(m_moment);
    const auto opener = [this](Millis moment) { return past::ofMoment(m_watch.backups(), m_desk.actor(), moment); };
    WhatChanges *changes = addLook(opener(m_moment->moment()), m_moment->moment());
    connect(m_moment, &MomentField::changed, changes, [this, changes, opener](Millis moment) {
        m_past = {opener(moment), moment};
        changes->setOpener(m_past.open);
    });
    build();
}

RestoreDialog::RestoreDialog(Desk &desk, BackupsWatch &watch, const QString &file, QWidget *parent)
    : RestoreDialog(desk, watch, parent, tr("Restore from %1?").arg(QFileInfo(file).fileName()))
{
    m_file = file;
    addLook(past::ofFile(watch.backups(), desk.actor(), file), 0);
    build();
    lookAtFile();
}

// What can be done before anything is changed.
WhatChanges *RestoreDialog::addLook(const PastOpener &opener, Millis at)
{
    m_past = {opener, at};
    auto *changes = new WhatChanges(m_desk, opener, [this] { return typedKey(); });
    auto *around = new QPushButton(icon(u"history"_s), tr("Look around…"));
    around->setObjectName(u"look"_s);
    around->setAutoDefault(false);
    changes->addBeside(around);
    connect(around, &QPushButton::clicked, this, &RestoreDialog::look);
    connect(changes, &WhatChanges::shown, this, &RestoreDialog::fit);
    connect(changes, &WhatChanges::locked, this, &RestoreDialog::takeLocked);
    body()->addWidget(changes);
    return changes;
}

void RestoreDialog::look()
{
    m_past.key = typedKey();
    Q_EMIT lookAsked(m_past);
    reject();
}

// Nothing while none is asked for, or what was typed is none.
std::optional<BackupKey> RestoreDialog::typedKey() const
{
    const auto key = BackupKey::fromText(m_key->text());
    return !m_keyField->isHidden() && key ? std::optional(*key) : std::nullopt;
}

void RestoreDialog::build()
{
    m_keyField = addField(u"key"_s, tr("Passphrase or recovery words"), m_key,
                          tr("The passphrase that it was made with, or the words of the recovery sheet."));
    m_keyField->hide();
    fit();
}

// Before anything is pressed: whether it is a backup, and whether its key is here.
void RestoreDialog::lookAtFile()
{
    m_desk.pool().run(
        this,
        [file = m_file]() -> Result<bool> {
            const auto key = openingKey(Keyring(), file);
            if (!key && key.error().code != ErrorCode::Unauthenticated)
                return fail(key.error());
            return !key;
        },
        [this](const Result<bool> &locked) {
            if (!locked)
                showError(locked.error());
            else if (*locked)
                askForKey();
        });
}

void RestoreDialog::askForKey()
{
    m_keyField->setVisible(true);
    m_key->setFocus(Qt::OtherFocusReason);
    fit();
}

void RestoreDialog::submit()
{
    if (m_job)
        return;
    clearErrors();
    std::optional<BackupKey> key;
    if (m_keyField->isVisible()) {
        const auto typed = BackupKey::fromText(m_key->text());
        if (!typed)
            return showError(
                {ErrorCode::Invalid,
                 {},
                 {{u"key"_s,
                   m_key->text().trimmed().isEmpty() ? tr("Type the passphrase, or the words of the recovery sheet.")
                                                     : typed.error().message}}});
        key = *typed;
    }
    const auto job = begin(key);
    if (!job)
        return showError(job.error());
    m_job = *job;
    setWorking(tr("Opening…"));
}

Result<BackupJobId> RestoreDialog::begin(const std::optional<BackupKey> &key)
{
    Backups &backups = m_watch.backups();
    if (m_moment)
        return backups.restoreMoment(m_moment->moment(), m_desk.actor());
    return m_file.isEmpty() ? backups.restore(m_backup, m_desk.actor(), key)
                            : backups.restoreFile(m_file, m_desk.actor(), key);
}

// Its key fits once it is read to its end.
void RestoreDialog::follow()
{
    const auto &job = m_watch.state().job;
    if (m_job && job && job->id == m_job && job->progress.step != BackupProgress::Step::Copying) {
        Q_EMIT begun(std::exchange(m_job, 0));
        accept();
    }
}

void RestoreDialog::take(const BackupOutcome &outcome)
{
    if (!m_job || outcome.job != m_job)
        return;
    if (outcome.result) {
        Q_EMIT begun(std::exchange(m_job, 0));
        return accept();
    }
    m_job = 0;
    setWorking();
    if (outcome.cancelled)
        return;
    if (outcome.result.error().code != ErrorCode::Unauthenticated)
        return showError(outcome.result.error());
    takeLocked();
}

// The key that it was given does not open it, or it was given none.
void RestoreDialog::takeLocked()
{
    const auto typed = BackupKey::fromText(m_key->text());
    const bool isWords = typed && typed->kind() == BackupKey::Kind::Kept;
    const bool asked = m_keyField->isVisible();
    askForKey();
    if (!asked)
        m_keyField->setHelp(
            tr("This backup is locked, and its key is not on this computer. Type the passphrase that it "
               "was made with, or the words of its recovery sheet."));
    else
        showError({ErrorCode::Unauthenticated,
                   {},
                   {{u"key"_s,
                     isWords ? tr(
                         "These words do not open this backup. Use the recovery sheet of the shop that it was made of.")
                             : tr("This passphrase does not open this backup. Look at capitals and spaces, and type it "
                                  "again.")}}});
}

void RestoreDialog::reject()
{
    if (m_job)
        m_watch.backups().cancel(m_job);
    FormDialog::reject();
}

}
