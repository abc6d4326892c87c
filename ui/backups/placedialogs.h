#pragma once
// Places to keep backups at: a new one, and what can be done about one that is there.
#include "ui/backups/backupswatch.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

namespace backroom {

class Segmented;

class AddPlaceDialog final : public FormDialog {
    Q_OBJECT
public:
    AddPlaceDialog(Desk &desk, Backups &backups, QWidget *parent);

Q_SIGNALS:
    void added(const QString &name, int number);

protected:
    void submit() override;

private:
    QWidget *makePath();
    void showKind();
    void suggestName();
    bool isCloud() const;

    Desk &m_desk;
    Backups &m_backups;
    Segmented *m_kind = nullptr;
    QLineEdit *m_path, *m_cloud, *m_name;
    QWidget *m_folder;
    FormField *m_cloudField;
    QString m_suggested;
};

// One place: how it stands there, look again, remove.
class PlaceDialog final : public FormDialog {
    Q_OBJECT
public:
    PlaceDialog(Desk &desk, BackupsWatch &watch, const PlaceState &place, QWidget *parent);

Q_SIGNALS:
    void removed(const backroom::BackupPlace &place);

protected:
    void submit() override;

private:
    void remove();
    Desk &m_desk;
    BackupsWatch &m_watch;
    BackupPlace m_place;
};

}
