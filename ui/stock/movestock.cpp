#include "ui/stock/movestock.h"

#include "app/stock/stocklist.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

static QString nameOf(const Variant &variant)
{
    const QStringList values = variant.options.values();
    return values.isEmpty() ? variant.sku : values.join(u", "_s) + u"  ·  "_s + variant.sku;
}

MoveStock::MoveStock(Desk &desk, const QString &title, const QList<Variant> &variants, qsizetype chosen,
                     QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_variants(variants),
      m_variant(new QComboBox),
      m_reason(new QComboBox),
      m_pieces(new QLineEdit),
      m_note(new QLineEdit),
      m_now(makeLabel({}, Type::Body, Ink::Muted)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    setObjectName(u"moveStockDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Move stock"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, PageEdge, 0, 0);
    all->setSpacing(0);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(PageEdge, 0, PageEdge, 8);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto *heading = new ElidedLabel(title);
    setType(*heading, Type::Heading);
    grid->addWidget(heading, 0, 0, 1, 2);
    m_now->setObjectName(u"stockNow"_s);
    grid->addWidget(m_now, 1, 0, 1, 2);
    grid->setRowMinimumHeight(2, 12);
    m_fault->setWordWrap(true);
    m_fault->hide();
    grid->addWidget(m_fault, 3, 0, 1, 2);
    for (const Variant &each : std::as_const(m_variants))
        m_variant->addItem(nameOf(each));
    m_variant->setCurrentIndex(int(qBound<qsizetype>(0, chosen, m_variants.size() - 1)));
    auto *which = new FormField(u"variant_id"_s, tr("Variant"), m_variant);
    grid->addWidget(which, 4, 0, 1, 2);
    which->setVisible(m_variants.size() > 1);
    for (const auto &[reason, word] : {std::pair("received"_ba, tr("Received")),
                                       {"returned"_ba, tr("Taken back", "pieces")},
                                       {"counted"_ba, tr("Counted")},
                                       {"damaged"_ba, tr("Damaged")},
                                       {"correction"_ba, tr("Correction")}})
        m_reason->addItem(word, reason);
    grid->addWidget(new FormField(u"reason"_s, tr("What happened"), m_reason), 5, 0);
    m_piecesField = new FormField(u"delta"_s, tr("Pieces"), m_pieces);
    grid->addWidget(m_piecesField, 5, 1);
    m_noteField = new FormField(u"note"_s, tr("Note"), m_note, tr("A delivery note, why it was damaged, who counted"));
    grid->addWidget(m_noteField, 6, 0, 1, 2);
    all->addLayout(grid);
    all->addWidget(makeRule());

    auto *buttons = new QDialogButtonBox(this);
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"cancel"_s);
    m_save = buttons->addButton(tr("Move stock"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"save"_s);
    setKind(*m_save, ButtonKind::Primary);
    all->addWidget(buttons);
    m_save->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::accepted, this, &MoveStock::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QComboBox::currentIndexChanged, this, &MoveStock::showSense);
    connect(m_variant, &QComboBox::currentIndexChanged, this, &MoveStock::showSense);
    fitToScreen(*this, {QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 74, sizeHint().height()});
    showSense();
    m_pieces->setFocus();
}

QByteArray MoveStock::reason() const { return m_reason->currentData().toByteArray(); }

const Variant &MoveStock::variant() const { return m_variants.at(qMax(0, m_variant->currentIndex())); }

void MoveStock::showSense()
{
    m_now->setText(tr("%Ln pieces are there now", nullptr, int(variant().level)));
    const QByteArray why = reason();
    m_piecesField->setHelp(why == "counted"          ? tr("How many there are; the difference is moved")
                               : why == "damaged"    ? tr("How many are gone")
                               : why == "correction" ? tr("With a minus when there are fewer")
                                                     : tr("How many came in"));
}

std::optional<qint64> MoveStock::pieces()
{
    const QString bare = m_pieces->text().trimmed().replace(QChar(0x2212), u'-');
    bool whole = false;
    qint64 count = m_desk.format().locale().toLongLong(bare, &whole);
    if (!whole)
        count = bare.toLongLong(&whole);
    if (!whole || (count < 0 && reason() != "correction") || (count == 0 && reason() != "counted")) {
        m_piecesField->setError(tr("Type how many pieces, as in %1.").arg(m_desk.format().number(12)));
        m_pieces->setFocus();
        return {};
    }
    return reason() == "damaged" ? -count : count;
}

void MoveStock::save()
{
    m_fault->hide();
    m_piecesField->setError({});
    m_noteField->setError({});
    const auto count = pieces();
    if (!count)
        return;
    m_save->setEnabled(false);
    m_save->setText(tr("Saving…"));
    const Movement movement{variant().id, *count, reason(), {}, m_note->text().trimmed()};
    m_desk.write(
        this,
        [movement, actor = m_desk.actor()](Transaction &transaction) -> Result<qint64> {
            Movement exact = movement;
            if (movement.reason == "counted") {
                // Against the level of this moment: something may have been sold while the dialog was open.
                const auto levels = stock::fetchLevels(transaction, actor, {movement.variant});
                if (!levels)
                    return fail(levels.error());
                exact.delta = movement.delta - (levels->isEmpty() ? 0 : levels->constFirst().level);
                if (exact.delta == 0)
                    return movement.delta;
            }
            const auto moved = stock::move(transaction, actor, exact);
            return moved ? Result<qint64>(moved->level) : fail(moved.error());
        },
        [this](const Result<qint64> &level) {
            m_save->setEnabled(true);
            m_save->setText(tr("Move stock"));
            if (level) {
                Q_EMIT moved(tr("%1: %Ln pieces are there now", nullptr, int(*level)).arg(variant().sku));
                accept();
                return;
            }
            bool placed = false;
            for (const FieldError &fault : level.error().fields) {
                FormField *field = fault.field == "delta"_L1 ? m_piecesField
                    : fault.field == "note"_L1               ? m_noteField
                                                             : nullptr;
                if (field)
                    field->setError(fault.message);
                placed = placed || field;
            }
            if (level.error().code == ErrorCode::Conflict)
                m_piecesField->setError(level.error().message);
            else if (!placed)
                m_fault->setText(level.error().message);
            m_fault->setVisible(!placed && level.error().code != ErrorCode::Conflict);
            m_pieces->setFocus();
        });
}

}
