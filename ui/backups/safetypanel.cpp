#include "ui/backups/safetypanel.h"

#include "ui/backups/backupwords.h"
#include "ui/backups/keyhomerow.h"
#include "ui/backups/timestrip.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

// The shield, or the triangle, on its soft ground.
class SignTile final : public QWidget {
public:
    SignTile()
    {
        const int side = metrics().unit * 3;
        setFixedSize(side, side);
    }
    void set(const QString &sign, Ink ink)
    {
        m_sign = sign;
        m_ink = ink;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        roundedBox(painter, rect(), PanelRadius, softColour(t, m_ink));
        const int inset = width() / 4;
        paintIcon(painter, rect().adjusted(inset, inset, -inset, -inset), m_sign, colour(t, m_ink));
    }

private:
    QString m_sign;
    Ink m_ink = Ink::Muted;
};

namespace {
QLabel *wrapped(Type type, Ink ink, const QString &objectName)
{
    QLabel *label = makeLabel({}, type, ink);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    return label;
}
}

SafetyPanel::SafetyPanel(const Format &format, QAction *travel, QAction *undo, QAction *sheet, QAction *key,
                         QWidget *parent)
    : Panel({}, parent),
      m_format(format),
      m_sign(new SignTile),
      m_headline(wrapped(Type::Title, Ink::Text, u"backupHeadline"_s)),
      m_sentence(wrapped(Type::Body, Ink::Muted, u"backupSentence"_s)),
      m_legend(wrapped(Type::Caption, Ink::Muted, u"backupLegend"_s)),
      m_fault(wrapped(Type::Body, Ink::Bad, u"backupFault"_s)),
      m_restored(wrapped(Type::Body, Ink::Muted, u"restoredFact"_s)),
      m_travel(makeButton(travel)),
      m_key(makeButton(key)),
      m_undoRow(new QWidget),
      m_keyHome(new KeyHomeRow),
      m_strip(new TimeStrip(format))
{
    setObjectName(u"backupSafety"_s);
    setAccessibleName(tr("What is safe"));
    m_strip->setObjectName(u"backupStrip"_s);
    m_fault->hide();
    body()->addWidget(makeVerdict());
    body()->addWidget(m_key, 0, Qt::AlignLeading);
    body()->addWidget(m_fault);
    body()->addStretch(1);
    body()->addWidget(m_strip);
    body()->addWidget(m_legend);
    body()->addWidget(m_travel, 0, Qt::AlignLeading);
    auto *row = new QHBoxLayout(m_undoRow);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_restored, 1);
    row->addWidget(makeButton(undo));
    body()->addWidget(m_undoRow);
    body()->addLayout(makeSheetRow(sheet));
    body()->addWidget(m_keyHome);
    connect(m_strip, &TimeStrip::chosen, this, &SafetyPanel::chosen);
}

QWidget *SafetyPanel::makeVerdict()
{
    auto *verdict = new QWidget;
    auto *row = new QHBoxLayout(verdict);
    row->setContentsMargins(0, 2, 0, 8);
    row->setSpacing(16);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_headline);
    words->addWidget(m_sentence);
    words->addStretch(1);
    row->addLayout(words, 1);
    return verdict;
}

QLayout *SafetyPanel::makeSheetRow(QAction *sheet)
{
    QLabel *why = wrapped(Type::Caption, Ink::Muted, u"sheetFact"_s);
    why->setText(
        tr("On another computer, backups open with the words of the recovery sheet. Print it, and put it away."));
    QPushButton *button = makeButton(sheet);
    button->setIcon({});
    setKind(*button, ButtonKind::Link);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(why, 1);
    row->addWidget(button);
    return row;
}

void SafetyPanel::setFault(const QString &sentence)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
}

void SafetyPanel::show(const BackupsState &state, Millis now)
{
    const auto verdict = backupwords::verdict(m_format, state, now);
    m_sign->set(verdict.icon, verdict.ink);
    m_headline->setText(verdict.headline);
    m_sentence->setText(verdict.sentence);
    m_strip->show(state, now);
    m_strip->setVisible(m_strip->isWorthShowing());
    m_legend->setVisible(m_strip->isWorthShowing());
    m_travel->setVisible(state.canGoBackTo.has_value());
    m_key->setVisible(!state.keyFault.isEmpty());
    m_legend->setText(state.canGoBackTo ? tr(
                          "Dots are full backups. Between them every change is kept, so you can stop at any second.")
                                        : tr("Dots are full backups. Choose one to see what can be done with it."));
    std::optional<Millis> restoredAt;
    for (const BackupEntry &backup : state.backups)
        if (backup.reason == "restore" && !restoredAt)
            restoredAt = backup.at;
    m_undoRow->setVisible(state.canUndoRestore && restoredAt);
    if (restoredAt)
        m_restored->setText(tr("Last restore: %1. What was there before is kept.")
                                .arg(backupwords::moment(m_format, *restoredAt, now)));
}

}
