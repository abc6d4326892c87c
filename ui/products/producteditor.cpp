#include "ui/products/producteditor.h"

#include "app/products/category.h"
#include "app/products/productservice.h"
#include "ui/products/amounts.h"
#include "ui/products/imagestrip.h"
#include "ui/products/productform.h"
#include "ui/products/productsource.h"
#include "ui/products/variantgrid.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/keepedge.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

ProductEditor::ProductEditor(Desk &desk, Thumbnails &thumbnails, QAction *save, QAction *moveStock, QAction *cropImage,
                             QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_save(save),
      m_move(moveStock),
      m_crop(cropImage),
      m_head(new PageHead({})),
      m_badge(new Badge),
      m_stale(new Panel),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_area(new QScrollArea),
      m_form(new ProductForm)
{
    setObjectName(u"productEditor"_s);
    setAutoFillBackground(true);
    m_head->showBack();
    m_head->addMark(m_badge);
    m_head->addAction(m_move);
    m_head->addAction(m_save, true);
    connect(m_head, &PageHead::back, this, &ProductEditor::leave);
    connect(m_save, &QAction::triggered, this, &ProductEditor::save);
    connect(m_move, &QAction::triggered, this, &ProductEditor::moveStock);

    auto *told = new QHBoxLayout;
    m_stale->setObjectName(u"staleBar"_s);
    static_cast<Panel *>(m_stale)->body()->addLayout(told);
    auto *sentence = makeLabel(tr("Somebody else changed this product meanwhile. What you typed is still here and "
                                  "nothing was overwritten."),
                               Type::Body, QFont::Medium, Ink::Warn);
    sentence->setWordWrap(true);
    auto *theirs = new QPushButton(tr("Drop mine, show theirs"));
    theirs->setObjectName(u"takeTheirs"_s);
    auto *both = new QPushButton(tr("Keep mine on top"));
    both->setObjectName(u"keepMine"_s);
    told->addWidget(sentence, 1);
    told->addWidget(theirs);
    told->addWidget(both);
    for (QPushButton *button : {theirs, both})
        button->setAccessibleName(button->text());
    connect(theirs, &QPushButton::clicked, this, [this] { fetch(false); });
    connect(both, &QPushButton::clicked, this, [this] { fetch(true); });

    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(PageEdge, 4, PageEdge, PageEdge);
    column->setSpacing(PanelGap);
    m_fault->setObjectName(u"editorFault"_s);
    m_fault->setWordWrap(true);
    column->addWidget(m_stale);
    column->addWidget(m_fault);
    column->addWidget(m_form);
    makeVariants();
    column->addWidget(m_variants);
    makeImages(thumbnails);
    column->addWidget(m_images);
    column->addStretch();
    m_area->setWidget(inside);
    keepEdge(*m_area, *column);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_area, 1);
    m_stale->hide();
    m_fault->hide();
    connect(m_form, &ProductForm::edited, this, &ProductEditor::follow);
    connect(m_grid, &VariantGrid::edited, this, &ProductEditor::follow);
}

void ProductEditor::makeVariants()
{
    m_variants = new Panel(tr("Variants"));
    QPushButton *columns = m_variants->addLink(tr("Columns"), u"chooseVariantColumns"_s);
    QPushButton *add = m_variants->addLink(tr("Add variant"), u"addVariant"_s);
    QPushButton *remove = m_variants->addLink(tr("Remove variant…"), u"removeVariant"_s);
    m_options = new QLineEdit;
    m_optionsField = new FormField(u"options"_s, tr("Options"), m_options,
                                   tr("What the variants differ in, with commas between: Size, Colour"));
    m_options->setMaximumWidth(QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 60);
    m_grid = new VariantGrid(m_desk.format());
    m_cellFault = makeLabel({}, Type::Caption, Ink::Bad);
    m_cellFault->setObjectName(u"variantsMessage"_s);
    m_cellFault->setWordWrap(true);
    m_cellFault->setFixedHeight(2 * metrics().small + 2);
    m_variants->body()->addWidget(m_optionsField);
    m_variants->body()->addWidget(m_grid);
    m_variants->body()->addWidget(m_cellFault);
    connect(columns, &QPushButton::clicked, this, [this, columns] {
        m_grid->makeColumnMenu()->popup(columns->mapToGlobal(QPoint(0, columns->height() + 2)));
    });
    connect(add, &QPushButton::clicked, m_grid, &VariantGrid::addVariant);
    connect(add, &QPushButton::clicked, m_grid, qOverload<>(&QWidget::setFocus));
    connect(remove, &QPushButton::clicked, this, &ProductEditor::removeVariant);
    connect(m_options, &QLineEdit::editingFinished, this,
            [this] { m_grid->setOptionNames(typedWords(m_options->text())); });
    const auto showFault = [this] {
        const QTableWidgetItem *cell = m_grid->currentItem();
        m_cellFault->setText(cell ? cell->data(VariantGrid::FaultRole).toString() : QString());
    };
    connect(m_grid, &QTableWidget::currentItemChanged, this, showFault);
    connect(m_grid, &VariantGrid::edited, this, showFault);
}

void ProductEditor::makeImages(Thumbnails &thumbnails)
{
    m_images = new Panel(tr("Images"));
    QPushButton *add = m_images->addLink(tr("Add image…"), u"addImage"_s);
    m_cropImage = m_images->addLink(tr("Crop image…"), u"cropImageLink"_s);
    m_removeImage = m_images->addLink(tr("Remove image…"), u"removeImage"_s);
    m_strip = new ImageStrip(thumbnails);
    m_noImages =
        makeLabel(tr("No images yet. The first one stands in lists and in the web shop."), Type::Body, Ink::Muted);
    m_noImages->setWordWrap(true);
    m_images->body()->addWidget(m_strip);
    m_images->body()->addWidget(m_noImages);
    connect(add, &QPushButton::clicked, this, &ProductEditor::addImage);
    connect(m_removeImage, &QPushButton::clicked, this, &ProductEditor::removeImage);
    makeCropping();
    makePasting();
}

bool ProductEditor::isEdited() const { return m_form->isEdited() || m_grid->isEdited(); }

void ProductEditor::follow()
{
    m_save->setEnabled(m_shown && !m_saving && isEdited());
    m_move->setEnabled(m_shown);
}

void ProductEditor::open(ProductId id)
{
    if (m_shown && id == m_id)
        return;
    m_id = id;
    m_shown = false;
    m_head->setTitle({});
    m_head->setFact({});
    m_badge->hide();
    m_area->setEnabled(false);
    m_area->widget()->hide();
    m_desk.read(
        this, [](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); },
        [this](const Result<QList<Category>> &tree) {
            if (tree)
                m_form->setCategories(*tree);
        });
    follow();
    fetch(false);
}

// `keep`: only the base is renewed, so that what was typed is saved on top of what others did.
void ProductEditor::fetch(bool keep)
{
    m_desk.read(
        this, [id = m_id, actor = m_desk.actor()](Reader &reader) { return products::get(reader, actor, id); },
        [this, keep, id = m_id](const Result<Product> &product) {
            if (id != m_id)
                return;
            if (!product) {
                if (!m_shown)
                    Q_EMIT closed();
                Q_EMIT told(product.error().message);
            } else if (keep) {
                m_stale->hide();
                m_base.revision = product->revision;
            } else {
                show(*product);
            }
        });
}

void ProductEditor::show(const Product &product)
{
    m_base = product;
    m_form->setProduct(product);
    m_grid->setProduct(product);
    m_options->setText(m_grid->optionNames().join(u", "_s));
    m_optionsField->setError({});
    m_cellFault->setText({});
    m_fault->hide();
    m_stale->hide();
    showHead();
    m_area->setEnabled(true);
    m_area->widget()->show();
    if (!std::exchange(m_shown, true))
        m_form->focusFirst();
    follow();
}

void ProductEditor::showHead()
{
    m_head->setTitle(m_base.title);
    m_badge->setLook(statusBadge(m_base.status));
    m_badge->show();
    m_head->setFact(tr("Changed %1").arg(m_desk.format().near(m_base.updatedAt, m_desk.now())));
    m_strip->setImages(m_base.images);
    m_noImages->setVisible(m_base.images.isEmpty());
    m_cropImage->setVisible(!m_base.images.isEmpty());
    m_removeImage->setVisible(!m_base.images.isEmpty());
    followImage();
}

void ProductEditor::rebase(const Product &product)
{
    // Moves on only from the state that is shown: a change of somebody else in between must still be told.
    m_base.images = product.images;
    m_base.variants = product.variants;
    m_base.updatedAt = product.updatedAt;
    m_base.revision = product.revision;
    m_grid->setLevels(product);
    showHead();
    follow();
}

void ProductEditor::leave()
{
    const auto close = [this] {
        m_shown = false;
        m_id = {};
        Q_EMIT closed();
    };
    m_leaving = m_saving; // goes once it is saved, and stays when it could not be
    if (m_saving)
        return;
    if (!m_shown || !isEdited())
        return close();
    m_desk.ask().question(this,
                          {u"leaveProduct"_s, tr("Leave “%1” without saving?").arg(m_base.title),
                           tr("What you changed here is lost."), tr("Leave"), tr("Go on editing")},
                          [close](bool yes) {
                              if (yes)
                                  close();
                          });
}

void ProductEditor::refresh()
{
    if (!m_shown)
        return;
    if (isEdited())
        take({0, {{Topic::Products, m_id.value}}, false});
    else
        fetch(false);
}

void ProductEditor::take(const Commit &commit)
{
    if (!m_shown || m_saving)
        return;
    const bool ours = std::any_of(commit.changes.begin(), commit.changes.end(), [this](const Change &change) {
        return change.topic == Topic::Stock
            || (change.topic == Topic::Products && (change.id == 0 || change.id == m_id.value));
    });
    if (!ours)
        return;
    m_desk.read(
        this, [id = m_id, actor = m_desk.actor()](Reader &reader) { return products::get(reader, actor, id); },
        [this, id = m_id](const Result<Product> &product) {
            if (id != m_id || !m_shown || m_saving)
                return;
            if (!product) {
                m_fault->setText(tr("This product was removed meanwhile. What you typed is still here."));
                m_fault->show();
            } else if (product->revision == m_base.revision) {
                m_grid->setLevels(*product); // only stock moved
                m_base.variants = product->variants;
            } else if (isEdited()) {
                if (m_deeds == 0) // else it is asked again when the deed is done
                    tellStale();
            } else {
                show(*product);
            }
        });
}

void ProductEditor::tellStale()
{
    m_stale->show();
    m_area->ensureVisible(0, 0);
}

void ProductEditor::save()
{
    if (!m_shown || m_saving)
        return;
    // A cell that is still being typed into counts.
    if (QWidget *typing = m_grid->findChild<QLineEdit *>(u"cellEditor"_s); typing && typing->hasFocus())
        m_grid->setFocus();
    m_grid->setOptionNames(typedWords(m_options->text()));
    ProductChange change;
    QList<FieldError> own;
    m_form->put(change, m_base);
    const QList<VariantChange> variants = m_grid->changes(m_base, own);
    const QList<ProductOption> options = m_grid->options(m_base);
    if (m_grid->isEdited()) {
        change.variants = variants;
        if (options != m_base.options)
            change.options = options;
    }
    if (!own.isEmpty())
        return showFaults({}, own);
    m_saving = true;
    m_leaving = false;
    m_save->setText(tr("Saving…"));
    follow();
    m_desk.write(
        this,
        [id = m_id, change, expected = m_base.revision, actor = m_desk.actor()](Transaction &transaction) {
            return products::update(transaction, actor, id, change, expected);
        },
        [this](const Result<Product> &product) { saved(product); });
}

void ProductEditor::saved(const Result<Product> &product)
{
    m_saving = false;
    m_save->setText(tr("&Save"));
    if (product) {
        show(*product);
        Q_EMIT told(tr("“%1” was saved").arg(product->title));
        if (m_leaving)
            leave();
    } else if (product.error().code == ErrorCode::Stale) {
        tellStale();
    } else {
        showFaults(product.error(), {});
    }
    follow();
}

void ProductEditor::showFaults(const Error &error, const QList<FieldError> &own)
{
    const QList<FieldError> all = own + error.fields;
    QList<FieldError> rest = m_grid->setFaults(m_form->setFaults(all));
    QString about;
    m_optionsField->setError({});
    for (const FieldError &fault : std::as_const(rest)) {
        if (fault.field.startsWith("options"_L1))
            m_optionsField->setError(fault.message);
        else
            about += (about.isEmpty() ? QString() : u" "_s) + fault.message;
    }
    if (all.isEmpty())
        about = error.message;
    m_fault->setText(about);
    m_fault->setVisible(!about.isEmpty());
    const QTableWidgetItem *cell = m_grid->currentItem();
    m_cellFault->setText(cell ? cell->data(VariantGrid::FaultRole).toString() : QString());
    QWidget *at = m_form->faultyEditor();
    if (!at && !m_optionsField->error().isEmpty())
        at = m_options;
    if (!at && !m_cellFault->text().isEmpty())
        at = m_grid;
    if (at) {
        at->setFocus(Qt::OtherFocusReason);
        m_area->ensureWidgetVisible(at);
    }
}

void ProductEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_form->setNarrow(event->size().width() < QFontMetrics(typeFont(Type::Body)).averageCharWidth() * 125);
}

}
