#include "ui/products/addproduct.h"

#include "app/products/productservice.h"
#include "app/stock/ledger.h"
#include "ui/products/amounts.h"
#include "ui/theme/style.h"
#include "ui/widgets/fittoscreen.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

AddProduct::AddProduct(Desk &desk, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_title(new QLineEdit),
      m_price(new QLineEdit),
      m_sku(new QLineEdit),
      m_barcode(new QLineEdit),
      m_pieces(new QLineEdit),
      m_category(new QComboBox),
      m_taxClass(new QComboBox),
      m_sell(new QCheckBox(tr("Sell in the web shop as soon as it is saved"))),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    setObjectName(u"addProductDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add product"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, PageEdge, 0, 0);
    all->setSpacing(0);
    auto *grid = new QGridLayout;
    grid->setContentsMargins(PageEdge, 0, PageEdge, 8);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    m_fault->setWordWrap(true);
    m_fault->hide();
    grid->addWidget(m_fault, 0, 0, 1, 2);
    grid->addWidget(field(u"title"_s, tr("Name"), m_title), 1, 0, 1, 2);
    const bool gross = m_desk.shop().settings()->pricesIncludeTax;
    grid->addWidget(field(u"price"_s, tr("Price"), m_price,
                          gross ? tr("With tax, as the customer pays it") : tr("Before tax")),
                    2, 0);
    grid->addWidget(field(u"tax_class"_s, tr("Tax"), m_taxClass), 2, 1);
    grid->addWidget(field(u"sku"_s, tr("SKU"), m_sku, tr("Your own number of it")), 3, 0);
    grid->addWidget(field(u"barcode"_s, tr("Barcode"), m_barcode, tr("Any scanner works while this field is open")), 3,
                    1);
    grid->addWidget(field(u"category_ids"_s, tr("Category"), m_category), 4, 0);
    grid->addWidget(field(u"delta"_s, tr("Pieces in stock now"), m_pieces), 4, 1);
    m_price->setPlaceholderText(m_desk.format().moneyPlain(0));
    m_barcode->setPlaceholderText(tr("Scan or type"));
    m_sell->setObjectName(u"sellAtOnce"_s);
    m_sell->setAccessibleName(m_sell->text());
    m_sell->setChecked(true);
    grid->addWidget(m_sell, 5, 0, 1, 2);
    all->addLayout(grid);
    all->addSpacing(16);
    all->addWidget(makeRule());

    auto *buttons = new QDialogButtonBox(this);
    buttons->setContentsMargins(PageEdge, 12, PageEdge, 12);
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(u"cancel"_s);
    m_save = buttons->addButton(tr("Add product"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"save"_s);
    setKind(*m_save, ButtonKind::Primary);
    all->addWidget(buttons);
    m_save->setDefault(true); // once it stands in the dialog; before, another would be chosen
    connect(buttons, &QDialogButtonBox::accepted, this, &AddProduct::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    m_fields[u"price"_s]->setCheck([this] { return faultOfPrice(); });
    m_fields[u"delta"_s]->setCheck([this] { return faultOfPieces(); });
    fitToScreen(*this, {QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 82, sizeHint().height()});
    loadChoices();
    m_title->setFocus();
}

FormField *AddProduct::field(const QString &name, const QString &label, QWidget *editor, const QString &help)
{
    auto *made = new FormField(name, label, editor, help);
    m_fields.insert(name, made);
    return made;
}

void AddProduct::loadChoices()
{
    m_category->addItem(tr("None"), qint64(0));
    for (const QString &taxClass : {u"standard"_s, u"reduced"_s, QString::fromLatin1(UntaxedClass)})
        m_taxClass->addItem(taxClass == "standard"_L1      ? tr("Standard")
                                : taxClass == "reduced"_L1 ? tr("Reduced")
                                                           : tr("Not taxed"),
                            taxClass);
    m_desk.read(
        this, [](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); },
        [this](const Result<QList<Category>> &tree) {
            if (tree)
                takeCategories(*tree);
        });
}

void AddProduct::takeCategories(const QList<Category> &tree)
{
    for (const Category &category : tree)
        m_category->addItem(categories::pathOf(tree, category.id).join(u" › "_s), category.id.value);
}

QString AddProduct::faultOfPrice() const
{
    QString fault;
    if (!typedAmount(m_desk.format(), m_price->text(), fault) && fault.isEmpty())
        fault = tr("A product needs a price. Type it as in %1.").arg(m_desk.format().moneyPlain(1250));
    return fault;
}

QString AddProduct::faultOfPieces() const
{
    QString fault;
    const auto count = typedCount(m_desk.format(), m_pieces->text(), fault);
    if (count.value_or(0) > MaxDelta)
        fault = tr("Move at most %1 pieces at a time.").arg(m_desk.format().number(MaxDelta));
    return fault;
}

void AddProduct::save()
{
    for (FormField *each : std::as_const(m_fields))
        each->setError({});
    m_fault->hide();
    QList<FieldError> faults;
    if (const QString fault = faultOfPrice(); !fault.isEmpty())
        faults << FieldError{u"variants[0].price"_s, fault};
    if (const QString fault = faultOfPieces(); !fault.isEmpty())
        faults << FieldError{u"delta"_s, fault};
    if (m_title->text().trimmed().isEmpty())
        faults << FieldError{u"title"_s, tr("Give the product a name.")};
    if (m_sku->text().trimmed().isEmpty())
        faults << FieldError{u"variants[0].sku"_s, tr("Give the product a SKU, your own number of it.")};
    if (!faults.isEmpty())
        return showFaults(invalid(faults).value());

    QString none;
    VariantChange variant;
    variant.sku = m_sku->text();
    variant.barcode = m_barcode->text();
    variant.price = typedAmount(m_desk.format(), m_price->text(), none);
    variant.taxClass = m_taxClass->currentData().toString();
    ProductChange change;
    change.title = m_title->text();
    change.status = m_sell->isChecked() ? ProductStatus::Published : ProductStatus::Draft;
    if (const qint64 category = m_category->currentData().toLongLong())
        change.categories = QList<CategoryId>{CategoryId{category}};
    change.variants = QList<VariantChange>{variant};
    const qint64 pieces = typedCount(m_desk.format(), m_pieces->text(), none).value_or(0);

    m_save->setEnabled(false);
    m_save->setText(tr("Saving…"));
    m_desk.pool().run(
        this,
        [change, pieces, &shop = m_desk.shop(), actor = m_desk.actor()] {
            auto product = shop.database().writeNow(actor, [&](Transaction &transaction) {
                return products::create(transaction, actor, change);
            });
            if (product && pieces > 0)
                (void)shop.database().writeNow(actor, [&](Transaction &transaction) {
                    return stock::move(transaction, actor,
                                       {product->variants.constFirst().id, pieces, "received", {}, {}});
                });
            return product;
        },
        [this](const Result<Product> &product) {
            m_save->setEnabled(true);
            m_save->setText(tr("Add product"));
            if (!product)
                return showFaults(product.error());
            Q_EMIT added(*product);
            accept();
        });
}

void AddProduct::showFaults(const Error &error)
{
    QString rest;
    FormField *first = nullptr;
    for (const FieldError &fault : error.fields) {
        QString name = fault.field;
        if (name.startsWith("variants[0]."_L1))
            name.remove(0, 12);
        name.truncate(name.indexOf(u'[') < 0 ? name.size() : name.indexOf(u'['));
        if (FormField *at = m_fields.value(name)) {
            at->setError(fault.message);
            if (!first || at->y() < first->y() || (at->y() == first->y() && at->x() < first->x()))
                first = at;
        } else {
            rest += (rest.isEmpty() ? QString() : u" "_s) + fault.message;
        }
    }
    if (error.fields.isEmpty())
        rest = error.message;
    m_fault->setText(rest);
    m_fault->setVisible(!rest.isEmpty());
    if (first)
        first->editor()->setFocus();
}

}
