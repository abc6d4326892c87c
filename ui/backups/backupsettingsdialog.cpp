#include "ui/backups/backupsettingsdialog.h"

#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QSpinBox>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace backroom {

using Every = BackupSchedule::Every;

BackupSettingsDialog::BackupSettingsDialog(Desk &desk, BackupsWatch &watch, QWidget *parent)
    : FormDialog(u"backupSettingsDialog"_s, tr("When backups are made"), tr("Save"), tr("Keep as it is"), parent),
      m_desk(desk),
      m_watch(watch),
      m_before(watch.state().settings),
      m_every(new QComboBox),
      m_weekday(new QComboBox),
      m_at(new QTimeEdit),
      m_atClose(new QCheckBox(tr("Also when Backroom is closed")))
{
    body()->addLayout(makeWhen());
    m_atClose->setObjectName(u"atClose"_s);
    m_atClose->setAccessibleName(m_atClose->text());
    m_atClose->setChecked(m_before.schedule.atClose);
    body()->addWidget(m_atClose);
    body()->addSpacing(8);
    body()->addWidget(makeRule());
    body()->addSpacing(8);
    body()->addWidget(makeLabel(tr("How long they are kept"), Type::Heading, QFont::DemiBold));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    addSpan(*grid, u"keep_hours"_s, &Retention::hours, tr("Every backup"), 1, 8760, tr(" hours"));
    addSpan(*grid, u"keep_days"_s, &Retention::days, tr("One a day"), 0, 3660, tr(" days"));
    addSpan(*grid, u"keep_weeks"_s, &Retention::weeks, tr("One a week"), 0, 520, tr(" weeks"));
    addSpan(*grid, u"keep_months"_s, &Retention::months, tr("One a month"), 0, 240, tr(" months"));
    addSpan(*grid, u"keep_years"_s, &Retention::years, tr("One a year"), 0, 100, tr(" years"));
    addSpan(*grid, u"keep_safety_days"_s, &Retention::safetyDays, tr("Made by hand or before a restore, at least"), 1,
            3660, tr(" days"));
    if (watch.state().canGoBackTo)
        addSpan(*grid, u"time_machine_days"_s, &Retention::changeDays, tr("Every change, to go back to any second"), 1,
                366, tr(" days"));
    body()->addLayout(grid);
    QLabel *promise =
        addSentence(tr("The newest proved backup is never removed, and none is while the last one failed."));
    setType(*promise, Type::Caption);
    connect(m_every, &QComboBox::currentIndexChanged, this, &BackupSettingsDialog::follow);
    follow();
    m_every->setFocus();
}

QLayout *BackupSettingsDialog::makeWhen()
{
    const QLocale &locale = m_desk.format().locale();
    for (const auto &[text, every] :
         {std::pair(tr("Every hour"), Every::Hour), std::pair(tr("Every day"), Every::Day),
          std::pair(tr("Every week"), Every::Week), std::pair(tr("Only when I ask"), Every::Never)})
        m_every->addItem(text, int(every));
    m_every->setCurrentIndex(m_every->findData(int(m_before.schedule.every)));
    for (int i = 0; i < 7; ++i) {
        const int day = (int(locale.firstDayOfWeek()) - 1 + i) % 7 + 1;
        m_weekday->addItem(locale.standaloneDayName(day), day);
    }
    m_weekday->setCurrentIndex(m_weekday->findData(m_before.schedule.weekday));
    m_at->setDisplayFormat(u"HH:mm"_s);
    m_at->setTime(QTime(m_before.schedule.minuteOfDay / 60, m_before.schedule.minuteOfDay % 60));
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    const auto add = [&](const QString &name, const QString &label, QWidget *editor) {
        auto *field = new FormField(name, label, editor);
        takeField(field);
        row->addWidget(field, 1, Qt::AlignTop);
        return field;
    };
    add(u"every"_s, tr("How often"), m_every);
    m_weekdayField = add(u"on"_s, tr("On", "a weekday"), m_weekday);
    m_atField = add(u"at"_s, tr("At"), m_at);
    return row;
}

void BackupSettingsDialog::addSpan(QGridLayout &grid, const QString &key, int Retention::*member, const QString &name,
                                   int least, int most, const QString &unit)
{
    auto *spin = new QSpinBox;
    spin->setObjectName(key);
    spin->setAccessibleName(name);
    spin->setRange(least, most);
    spin->setSuffix(unit);
    if (least == 0)
        spin->setSpecialValueText(tr("None"));
    spin->setValue(m_before.keep.*member);
    spin->setMinimumWidth(metrics().unit * 8);
    const int row = grid.rowCount();
    QLabel *label = makeLabel(name);
    label->setBuddy(spin);
    grid.addWidget(label, row, 0);
    grid.addWidget(spin, row, 1);
    m_spans << Span{member, spin};
}

// Only what counts for how often it is made.
void BackupSettingsDialog::follow()
{
    const auto every = Every(m_every->currentData().toInt());
    m_at->setDisplayFormat(every == Every::Hour ? u"mm"_s : u"HH:mm"_s);
    m_atField->setHelp(every == Every::Hour ? tr("Minutes past the hour") : QString());
    m_atField->setVisible(every != Every::Never);
    m_weekdayField->setVisible(every == Every::Week);
    fit();
}

BackupSettings BackupSettingsDialog::chosen() const
{
    BackupSettings settings = m_watch.state().settings; // its places may have changed meanwhile
    settings.schedule.every = Every(m_every->currentData().toInt());
    settings.schedule.weekday = m_weekday->currentData().toInt();
    settings.schedule.minuteOfDay = m_at->time().hour() * 60 + m_at->time().minute();
    settings.schedule.atClose = m_atClose->isChecked();
    for (const Span &span : m_spans)
        settings.keep.*span.member = span.spin->value();
    return settings;
}

void BackupSettingsDialog::submit()
{
    setWorking(tr("Saving…"));
    m_desk.pool().run(
        this,
        [&backups = m_watch.backups(), actor = m_desk.actor(), settings = chosen()] {
            return backups.saveSettings(actor, settings);
        },
        [this](const Result<> &done) {
            setWorking();
            if (!done)
                return showError(done.error());
            Q_EMIT saved(m_before);
            accept();
        });
}

}
