#pragma once
// When backups are made by themselves, and how long they are kept.
#include "ui/backups/backupswatch.h"
#include "ui/shell/desk.h"
#include "ui/widgets/formdialog.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QSpinBox;
class QTimeEdit;

namespace backroom {

class BackupSettingsDialog final : public FormDialog {
    Q_OBJECT
public:
    BackupSettingsDialog(Desk &desk, BackupsWatch &watch, QWidget *parent);

Q_SIGNALS:
    void saved(const backroom::BackupSettings &before);

protected:
    void submit() override;

private:
    struct Span
    {
        int Retention::*member;
        QSpinBox *spin;
    };
    QLayout *makeWhen();
    void addSpan(QGridLayout &grid, const QString &key, int Retention::*member, const QString &name, int least,
                 int most, const QString &unit);
    void follow();
    BackupSettings chosen() const;

    Desk &m_desk;
    BackupsWatch &m_watch;
    BackupSettings m_before;
    QComboBox *m_every, *m_weekday;
    QTimeEdit *m_at;
    QCheckBox *m_atClose;
    FormField *m_atField = nullptr, *m_weekdayField = nullptr;
    QList<Span> m_spans;
};

}
