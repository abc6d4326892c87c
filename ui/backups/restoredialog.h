#pragma once
// Puts a backup in the place of what the shop holds: says what that does, asks for the passphrase or the recovery words
// where the backup's key is not kept here, and stays until it is open. From then on the work goes on at the window's foot.
#include "ui/backups/backupswatch.h"
#include "ui/backups/pastopener.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace backroom {

class MomentField;
class WhatChanges;

class RestoreDialog final : public FormDialog {
    Q_OBJECT
public:
    RestoreDialog(Desk &desk, BackupsWatch &watch, const BackupEntry &backup, QWidget *parent);
    // Any moment of the stretch.
    RestoreDialog(Desk &desk, BackupsWatch &watch, const Stretch &stretch, QWidget *parent);
    // A file from anywhere.
    RestoreDialog(Desk &desk, BackupsWatch &watch, const QString &file, QWidget *parent);

    void reject() override;

Q_SIGNALS:
    void begun(quint64 job); // it is open, and being put in place
    void lookAsked(const backroom::PastAsk &ask); // instead of a restore

protected:
    void submit() override;

private:
    RestoreDialog(Desk &desk, BackupsWatch &watch, QWidget *parent, const QString &title);
    void build();
    WhatChanges *addLook(const PastOpener &opener, Millis at);
    void look();
    void takeLocked();
    std::optional<BackupKey> typedKey() const;
    void lookAtFile();
    Result<BackupJobId> begin(const std::optional<BackupKey> &key);
    void askForKey();
    void follow();
    void take(const BackupOutcome &outcome);

    Desk &m_desk;
    BackupsWatch &m_watch;
    BackupId m_backup;
    QString m_file;
    MomentField *m_moment = nullptr; // of one that goes to a moment
    PastAsk m_past; // what is looked at
    QLineEdit *m_key;
    FormField *m_keyField = nullptr;
    BackupJobId m_job = 0;
};

}
