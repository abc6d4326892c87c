#include "ui/backups/pastopening.h"

#include "ui/backups/backupwords.h"
#include "ui/theme/style.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/text.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Width = 480, Steps = 1000;
constexpr double EnoughToTell = 0.05; // of the work, before its end is guessed
}

PastOpening::PastOpening(QWidget *parent)
    : QWidget(parent),
      m_title(makeLabel({}, Type::Heading, QFont::DemiBold)),
      m_left(makeLabel({}, Type::Body, Ink::Muted)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_bar(new QProgressBar),
      m_key(new QLineEdit),
      m_keyField(new FormField(u"key"_s, tr("Passphrase or recovery words"), m_key,
                               tr("The passphrase that it was made with, or the words of the recovery sheet."))),
      m_open(new QPushButton(tr("Open"))),
      m_cancel(new QPushButton(tr("Cancel")))
{
    for (QLabel *label : {m_title, m_left, m_fault}) {
        label->setWordWrap(true);
        label->setFixedWidth(Width);
    }
    m_fault->setObjectName(u"pastOpeningFault"_s);
    m_bar->setObjectName(u"pastProgress"_s);
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("How far it is"));
    m_bar->setFixedWidth(Width);
    m_key->setObjectName(u"pastKey"_s);
    m_keyField->setFixedWidth(Width);
    m_keyField->hide();
    m_open->setObjectName(u"pastOpen"_s);
    setKind(*m_open, ButtonKind::Primary);
    m_open->hide();
    m_cancel->setObjectName(u"pastCancel"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_open);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    for (QWidget *widget : QList<QWidget *>{m_title, m_bar, m_left, m_keyField, m_fault})
        column->addWidget(widget);
    column->addLayout(buttons);
    column->addStretch(2);
    auto *all = new QHBoxLayout(this);
    all->addStretch(1);
    all->addLayout(column);
    all->addStretch(1);
    connect(m_cancel, &QPushButton::clicked, this, &PastOpening::cancelled);
    connect(m_open, &QPushButton::clicked, this, &PastOpening::give);
    connect(m_key, &QLineEdit::returnPressed, this, &PastOpening::give);
    begin();
}

void PastOpening::setTitle(const QString &title) { m_title->setText(title); }

void PastOpening::begin()
{
    m_since.start();
    m_bar->setValue(0);
    m_bar->show();
    m_left->setText(tr("It is put together on a spare copy. The shop goes on meanwhile."));
    m_left->show();
    m_fault->hide();
    m_keyField->hide();
    m_open->hide();
}

void PastOpening::setShare(double share)
{
    m_bar->setValue(int(share * Steps));
    if (share > EnoughToTell && share < 1)
        m_left->setText(backupwords::timeLeft(int(double(m_since.elapsed()) / 1000 * (1 - share) / share) + 1));
}

void PastOpening::showError(const Error &error)
{
    const bool isLocked = error.code == ErrorCode::Unauthenticated;
    m_bar->hide();
    m_left->hide();
    m_keyField->setVisible(isLocked);
    m_open->setVisible(isLocked);
    m_fault->setText(error.message);
    m_fault->show();
    if (isLocked)
        m_key->setFocus(Qt::OtherFocusReason);
}

void PastOpening::give()
{
    const auto key = BackupKey::fromText(m_key->text());
    if (!key)
        return m_keyField->setError(m_key->text().trimmed().isEmpty()
                                        ? tr("Type the passphrase, or the words of the recovery sheet.")
                                        : key.error().message);
    m_keyField->setError({});
    Q_EMIT keyGiven(*key);
}

}
