#include "ui/products/productform.h"

#include "ui/products/amounts.h"
#include "ui/products/productsource.h"
#include "ui/theme/type.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

ProductForm::ProductForm(QWidget *parent)
    : QWidget(parent),
      m_grid(new QGridLayout(this)),
      m_title(new QLineEdit),
      m_vendor(new QLineEdit),
      m_tags(new QLineEdit),
      m_description(new QPlainTextEdit),
      m_status(new QComboBox),
      m_category(new QPushButton)
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(PanelGap);
    auto *main = new Panel(tr("Product"));
    main->body()->addWidget(field(u"title"_s, tr("Name"), m_title));
    main->body()->addWidget(
        field(u"description"_s, tr("Description"), m_description, tr("Markdown: **bold**, *italic*, - a list")));
    m_description->setTabChangesFocus(true);
    m_description->setMinimumHeight(metrics().unit * 7);
    auto *side = new Panel(tr("Where it stands"));
    for (const ProductStatus status : {ProductStatus::Published, ProductStatus::Draft, ProductStatus::Archived})
        m_status->addItem(statusWord(status), int(status));
    side->body()->addWidget(
        field(u"status"_s, tr("Status"), m_status, tr("Only active products are sold in the web shop")));
    side->body()->addWidget(field(u"category_ids"_s, tr("Categories"), m_category));
    side->body()->addWidget(field(u"vendor"_s, tr("Vendor"), m_vendor));
    side->body()->addWidget(field(u"tags"_s, tr("Tags"), m_tags, tr("With commas between them")));
    side->body()->addStretch();
    m_category->setMenu(new QMenu(this));
    m_main = main;
    m_side = side;
    setNarrow(false);

    const auto touched = [this] {
        if (m_filling)
            return;
        m_edited = true;
        Q_EMIT edited();
    };
    for (QLineEdit *line : {m_title, m_vendor, m_tags})
        connect(line, &QLineEdit::textChanged, this, touched);
    connect(m_description, &QPlainTextEdit::textChanged, this, touched);
    connect(m_status, &QComboBox::currentIndexChanged, this, touched);
    m_fields.constFirst()->setCheck([this] {
        return m_title->text().trimmed().isEmpty() ? tr("Give the product a name of up to 200 characters.") : QString();
    });
}

FormField *ProductForm::field(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    auto *made = new FormField(name, label, editor, help);
    m_fields << made;
    return made;
}

void ProductForm::setNarrow(bool narrow)
{
    if (m_narrow == narrow)
        return;
    m_narrow = narrow;
    m_grid->removeWidget(m_main);
    m_grid->removeWidget(m_side);
    m_grid->addWidget(m_main, 0, 0);
    m_grid->addWidget(m_side, narrow ? 1 : 0, narrow ? 0 : 1);
    m_grid->setColumnStretch(0, 1);
    const int letter = QFontMetrics(typeFont(Type::Body)).averageCharWidth();
    m_side->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : letter * 46);
    m_side->setMinimumWidth(narrow ? 0 : letter * 40);
}

void ProductForm::setProduct(const Product &product)
{
    m_filling = true;
    m_title->setText(product.title);
    m_vendor->setText(product.vendor);
    m_tags->setText(product.tags.join(u", "_s));
    m_description->setPlainText(product.description);
    m_status->setCurrentIndex(m_status->findData(int(product.status)));
    m_chosen.clear();
    for (const CategoryName &category : product.categories)
        m_chosen << category.id;
    showCategories();
    setFaults({});
    m_filling = false;
    m_edited = false;
}

void ProductForm::setCategories(const QList<Category> &tree)
{
    m_tree = tree;
    QMenu *menu = m_category->menu();
    menu->clear();
    for (const Category &category : tree) {
        QAction *action = menu->addAction(escaped(categories::pathOf(tree, category.id).join(u" › "_s)));
        action->setCheckable(true);
        action->setData(category.id.value);
        connect(action, &QAction::toggled, this, [this, id = category.id](bool on) {
            if (m_filling)
                return;
            m_chosen.removeAll(id);
            if (on)
                m_chosen << id;
            m_edited = true;
            showCategories();
            Q_EMIT edited();
        });
    }
    if (tree.isEmpty())
        menu->addAction(tr("There are no categories yet"))->setEnabled(false);
    showCategories();
}

void ProductForm::showCategories()
{
    QStringList names;
    for (const Category &category : std::as_const(m_tree)) {
        if (m_chosen.contains(category.id))
            names << category.name;
    }
    m_category->setText(names.isEmpty() ? tr("None") : escaped(names.join(u", "_s)));
    const bool filling = std::exchange(m_filling, true);
    const auto actions = m_category->menu()->actions();
    for (QAction *action : actions) {
        if (action->isCheckable())
            action->setChecked(m_chosen.contains(CategoryId{action->data().toLongLong()}));
    }
    m_filling = filling;
}

void ProductForm::put(ProductChange &change, const Product &base) const
{
    const auto one = [](auto &into, const auto &now, const auto &was) {
        if (now != was)
            into = now;
    };
    one(change.title, m_title->text().simplified(), base.title);
    one(change.vendor, m_vendor->text().trimmed(), base.vendor);
    one(change.tags, typedWords(m_tags->text()), base.tags);
    // Compared as the field shows it: it has its own idea of line ends.
    if (m_description->toPlainText() != QString(base.description).replace("\r\n"_L1, "\n"_L1))
        change.description = m_description->toPlainText();
    one(change.status, ProductStatus(m_status->currentData().toInt()), base.status);
    QList<CategoryId> before;
    for (const CategoryName &category : base.categories)
        before << category.id;
    if (QSet(before.begin(), before.end()) != QSet(m_chosen.begin(), m_chosen.end()))
        change.categories = m_chosen;
}

QList<FieldError> ProductForm::setFaults(const QList<FieldError> &faults)
{
    QList<FieldError> rest;
    for (FormField *each : std::as_const(m_fields))
        each->setError({});
    for (const FieldError &fault : faults) {
        const QString name = fault.field.section(u'[', 0, 0);
        bool placed = false;
        for (FormField *each : std::as_const(m_fields)) {
            if (each->name() == name && each->error().isEmpty()) {
                each->setError(fault.message);
                placed = true;
            } else if (each->name() == name) {
                placed = true;
            }
        }
        if (!placed)
            rest << fault;
    }
    return rest;
}

QWidget *ProductForm::faultyEditor() const
{
    for (const FormField *each : m_fields) {
        if (!each->error().isEmpty())
            return each->editor();
    }
    return nullptr;
}

void ProductForm::focusFirst() { m_title->setFocus(Qt::OtherFocusReason); }

}
