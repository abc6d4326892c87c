#include "ui/products/bulkdialog.h"

#include "ui/products/productsource.h"
#include "ui/shell/longwork.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int RestMillis = 150;

QString pathOf(const QList<Category> &tree, CategoryId id) { return categories::pathOf(tree, id).join(u" › "_s); }

QStringList words(const QLineEdit *field)
{
    QStringList list;
    const QStringList parts = field->text().split(u',');
    for (const QString &part : parts)
        if (const QString word = part.simplified(); !word.isEmpty())
            list << word;
    return list;
}

QString title(BulkDialog::Kind kind)
{
    switch (kind) {
    case BulkDialog::Kind::Price: return BulkDialog::tr("Change prices");
    case BulkDialog::Kind::Status: return BulkDialog::tr("Change status");
    case BulkDialog::Kind::Categories: return BulkDialog::tr("Change categories");
    case BulkDialog::Kind::Tags: return BulkDialog::tr("Change tags");
    }
    return {};
}
}

BulkDialog::BulkDialog(Desk &desk, StatusStrip &strip, Kind kind, const QList<ProductId> &ids, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_strip(strip),
      m_kind(kind),
      m_ids(ids),
      m_form(new QWidget),
      m_effects(new RowList),
      m_more(makeLabel({}, Type::Caption, Ink::Muted)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    setObjectName(u"bulkDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title(kind));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, PageEdge, 0, 0);
    all->setSpacing(0);
    auto *head = makeLabel(tr("%Ln products", nullptr, int(ids.size())), Type::Heading);
    head->setContentsMargins(PageEdge, 0, PageEdge, 12);
    all->addWidget(head);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(PageEdge, 0, PageEdge, 4);
    form->setSpacing(4);
    all->addWidget(m_form);
    m_fault->setObjectName(u"bulkFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();
    all->addWidget(m_fault);
    all->addWidget(makeRule());
    m_effects->setObjectName(u"bulkEffects"_s);
    m_effects->setAccessibleName(tr("What will change"));
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(PageEdge, 8, PageEdge, 8);
    column->addWidget(m_effects);
    column->addWidget(m_more);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(list);
    scroll->setAccessibleName(tr("What will change"));
    all->addWidget(scroll, 1);
    all->addWidget(makeRule());
    auto *buttons = new QDialogButtonBox;
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setObjectName(u"cancel"_s);
    m_apply = buttons->addButton(title(kind), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(u"applyBulk"_s);
    m_apply->setEnabled(false);
    setKind(*m_apply, ButtonKind::Primary);
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &BulkDialog::apply);
    m_rest.setSingleShot(true);
    m_rest.setInterval(RestMillis);
    connect(&m_rest, &QTimer::timeout, this, &BulkDialog::look);
    switch (kind) {
    case Kind::Price: makePrice(); break;
    case Kind::Status: makeStatus(); break;
    case Kind::Categories: makeCategories(); break;
    case Kind::Tags: makeTags(); break;
    }
    fitToScreen(*this, {metrics().unit * 36, metrics().unit * 38});
    look();
}

FormField *BulkDialog::addField(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    editor->setObjectName(name);
    auto *field = new FormField(name, label, editor, help);
    m_form->layout()->addWidget(field);
    m_fields << field;
    const auto soon = [this] { m_rest.start(); };
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        connect(line, &QLineEdit::textChanged, this, soon);
    if (auto *combo = qobject_cast<QComboBox *>(editor))
        connect(combo, &QComboBox::currentIndexChanged, this, soon);
    return field;
}

void BulkDialog::makePrice()
{
    m_how = new QComboBox;
    m_how->addItems({tr("Raise by per cent"), tr("Lower by per cent"), tr("Raise by an amount"),
                     tr("Lower by an amount"), tr("Set to an amount")});
    addField(u"bulkHow"_s, tr("How"), m_how);
    m_value = new QLineEdit;
    addField(u"bulkValue"_s, tr("By how much"), m_value);
    m_ending = new QComboBox;
    m_ending->addItems({tr("As it comes"), tr("Round to a whole amount"), tr("End in 99")});
    addField(u"bulkEnding"_s, tr("Rounding"), m_ending);
    m_keep = new QCheckBox(tr("Show the price of before crossed out where it falls"));
    m_keep->setObjectName(u"bulkKeep"_s);
    m_form->layout()->addWidget(m_keep);
    connect(m_keep, &QCheckBox::toggled, &m_rest, qOverload<>(&QTimer::start));
}

void BulkDialog::makeStatus()
{
    m_choice = new QComboBox;
    for (const ProductStatus status : {ProductStatus::Published, ProductStatus::Draft, ProductStatus::Archived})
        m_choice->addItem(statusWord(status), int(status));
    addField(u"bulkStatus"_s, tr("Status"), m_choice);
}

void BulkDialog::makeCategories()
{
    m_how = new QComboBox;
    m_how->addItems({tr("Put into"), tr("Take out of")});
    addField(u"bulkHow"_s, tr("How"), m_how);
    m_choice = new QComboBox;
    addField(u"bulkCategory"_s, tr("Category"), m_choice);
    m_desk.read(
        this, [](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); },
        [this](const Result<QList<Category>> &tree) {
            m_tree = tree.value_or(QList<Category>());
            for (const Category &category : std::as_const(m_tree))
                m_choice->addItem(pathOf(m_tree, category.id), category.id.value);
            if (m_tree.isEmpty())
                m_fault->setText(tr("There are no categories yet. Arrange some first."));
            m_fault->setVisible(m_tree.isEmpty());
        });
}

void BulkDialog::makeTags()
{
    m_add = new QLineEdit;
    addField(u"bulkAddTags"_s, tr("Add"), m_add, tr("Several with commas between"));
    m_remove = new QLineEdit;
    addField(u"bulkRemoveTags"_s, tr("Take away"), m_remove, tr("Several with commas between"));
}

std::optional<PriceRule> BulkDialog::price(bool strict)
{
    PriceRule rule;
    const int how = m_how->currentIndex();
    const auto wrong = [this, strict](const QString &sentence) -> std::optional<PriceRule> {
        if (strict)
            m_fields.at(1)->setError(sentence);
        return std::nullopt;
    };
    m_fields.at(1)->setError({});
    if (how < 2) {
        bool isNumber = false;
        const double percent = m_desk.format().locale().toDouble(m_value->text().remove(u'%').trimmed(), &isNumber);
        if (!isNumber || percent <= 0)
            return wrong(tr("Give a percentage, such as 10."));
        rule.kind = PriceRule::Kind::Percent;
        rule.value = qRound64(percent * 100) * (how == 0 ? 1 : -1);
    } else {
        const auto amount = m_desk.format().parseMoney(m_value->text());
        if (!amount || *amount < 0)
            return wrong(tr("Give an amount, such as %1.").arg(m_desk.format().moneyPlain(150)));
        rule.kind = how == 4 ? PriceRule::Kind::Set : PriceRule::Kind::Amount;
        rule.value = *amount * (how == 3 ? -1 : 1);
    }
    rule.ending = PriceRule::Ending(m_ending->currentIndex());
    rule.keepAsBefore = m_keep->isChecked();
    return rule;
}

std::optional<BulkChange> BulkDialog::change(bool strict)
{
    BulkChange change;
    switch (m_kind) {
    case Kind::Price: change.price = price(strict); return change.price ? std::optional(change) : std::nullopt;
    case Kind::Status: change.status = ProductStatus(m_choice->currentData().toInt()); return change;
    case Kind::Categories:
        if (!m_choice->currentData().isValid())
            return std::nullopt;
        (m_how->currentIndex() == 0 ? change.addCategories : change.removeCategories)
            << CategoryId{m_choice->currentData().toLongLong()};
        return change;
    case Kind::Tags:
        change.addTags = words(m_add);
        change.removeTags = words(m_remove);
        if (change.addTags.isEmpty() && change.removeTags.isEmpty()) {
            if (strict)
                m_fields.constFirst()->setError(tr("Write a tag to add, or one to take away."));
            return std::nullopt;
        }
        return change;
    }
    return std::nullopt;
}

void BulkDialog::look()
{
    const auto wanted = change(false);
    const quint64 asked = ++m_asked;
    m_apply->setEnabled(wanted.has_value());
    if (!wanted) {
        m_effects->setRows({});
        m_more->clear();
        return;
    }
    m_desk.read(
        this,
        [actor = m_desk.actor(), ids = m_ids, change = *wanted](Reader &reader) {
            return products::previewBulk(reader, actor, ids, change);
        },
        [this, asked](const Result<QList<BulkEffect>> &effects) {
            if (asked == m_asked)
                showEffects(effects);
        });
}

QString BulkDialog::beforeOf(const BulkEffect &effect) const
{
    switch (m_kind) {
    case Kind::Price: return m_desk.format().money(effect.priceBefore);
    case Kind::Status: return statusWord(effect.statusBefore);
    case Kind::Categories: return effect.categoriesBefore.join(", "_L1);
    case Kind::Tags: return effect.tagsBefore.join(", "_L1);
    }
    return {};
}

QString BulkDialog::afterOf(const BulkEffect &effect) const
{
    switch (m_kind) {
    case Kind::Price: return m_desk.format().money(effect.priceAfter);
    case Kind::Status: return statusWord(effect.statusAfter);
    case Kind::Categories: return effect.categoriesAfter.join(", "_L1);
    case Kind::Tags: return effect.tagsAfter.join(", "_L1);
    }
    return {};
}

void BulkDialog::showEffects(const Result<QList<BulkEffect>> &effects)
{
    m_fault->setVisible(!effects);
    m_apply->setEnabled(effects.has_value());
    if (!effects) {
        m_fault->setText(effects.error().fields.isEmpty() ? effects.error().message
                                                          : effects.error().fields.constFirst().message);
        return;
    }
    const auto shown = [](const QString &text) { return text.isEmpty() ? u"–"_s : text; };
    const bool figures = m_kind == Kind::Price;
    QList<ListRow> rows;
    for (const BulkEffect &effect : *effects) {
        const QString becomes = effect.changes ? tr("%1 → %2").arg(shown(beforeOf(effect)), shown(afterOf(effect)))
                                               : tr("stays %1").arg(shown(beforeOf(effect)));
        rows << ListRow{.text = effect.title,
                        .second = figures ? QString() : becomes,
                        .figure = figures ? becomes : QString(),
                        .ink = Ink::Muted};
    }
    m_effects->setRows(rows);
    const qsizetype more = m_ids.size() - effects->size();
    m_more->setText(more > 0 ? tr("and %Ln more", nullptr, int(more)) : QString());
}

QString summaryOf(const Result<BulkSummary> &summary, const QString &all)
{
    if (!summary)
        return summary.error().message;
    const int changed = int(summary->changed);
    if (!summary->fault.isEmpty())
        return BulkDialog::tr("%Ln products were changed, others not. %1", nullptr, changed).arg(summary->fault);
    if (summary->cancelled)
        return BulkDialog::tr("Stopped after %Ln products", nullptr, changed);
    return changed == 0 ? BulkDialog::tr("Nothing to change: they are like that already") : all;
}

void BulkDialog::apply()
{
    const auto wanted = change(true);
    if (!wanted)
        return;
    LongWork::run(
        m_strip, m_desk, tr("Changing"),
        [&database = m_desk.shop().database(), actor = m_desk.actor(), ids = m_ids,
         change = *wanted](WorkReport &report) {
            report.total = ids.size();
            return products::applyBulk(
                database, actor, ids, change, [&report](qint64 done) { report.done = done; }, &report.cancelled);
        },
        [desk = QPointer(&m_desk)](const Result<BulkSummary> &summary) {
            if (!desk)
                return;
            Q_EMIT desk->told(
                summaryOf(summary, tr("%Ln products were changed", nullptr, summary ? int(summary->changed) : 0)));
        });
    accept();
}

}
