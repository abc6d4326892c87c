#include "ui/products/productspage.h"

#include "app/products/productservice.h"
#include "ui/models/pagedmodel.h"
#include "ui/products/addproduct.h"
#include "ui/products/categorysheet.h"
#include "ui/products/filterbar.h"
#include "ui/products/imagebringing.h"
#include "ui/products/producteditor.h"
#include "ui/products/thumbnails.h"
#include "ui/products/variantgrid.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bulkbar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fillingstack.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

static QPoint below(const QWidget &widget) { return widget.mapToGlobal(QPoint(0, widget.height() + 2)); }

struct ProductsPage::Place
{
    QList<qint64> selected;
    qint64 current = 0;
    qint64 top = 0; // the row at the upper edge, or 0 while the list is at its beginning
    int offset = 0; // how much of it is above the edge
};

ProductsPage::~ProductsPage() = default;

ProductsPage::ProductsPage(MainWindow &window, Desk &desk)
    : ConsolePage(u"products"_s, tr("Products"), u"products"_s, PageGroup::Work),
      m_window(window),
      m_desk(desk),
      m_thumbnails(new Thumbnails(desk, this)),
      m_source(std::make_shared<ProductSource>(desk)),
      m_model(new PagedModel(productColumns(desk, *m_thumbnails), m_source, this)),
      m_pages(new FillingStack)
{
    setAutoFillBackground(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    makeCommands();
    makeList();
    makeEditor();
    makeCategories();
    showList();

    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &ProductsPage::reload);
    connect(&desk, &Desk::changed, this, &ProductsPage::take);
}

void ProductsPage::makeCommands()
{
    m_add = addCommand(MenuPlace::Shop, u"addProduct"_s, tr("&Add product"), u"plus"_s, QKeySequence::New);
    m_open = addCommand(MenuPlace::Edit, u"openProduct"_s, tr("&Open product"), u"edit"_s);
    m_archive = addCommand(MenuPlace::Edit, u"archiveProducts"_s, tr("A&rchive"), u"archive"_s, QKeySequence::Delete);
    m_save = addCommand(MenuPlace::Shop, u"saveProduct"_s, tr("&Save"), u"check"_s, QKeySequence::Save);
    m_move = addCommand(MenuPlace::Edit, u"moveStock"_s, tr("&Move stock…"), u"stock"_s, QKeySequence(u"Ctrl+M"_s));
    m_crop = addCommand(MenuPlace::Edit, u"cropImage"_s, tr("Crop &image…"), u"crop"_s);
    m_clear = new QAction(icon(u"close"_s), tr("Clear filters"), this);
    m_clear->setObjectName(u"clearFilters"_s);
    m_again = new QAction(icon(u"refresh"_s), tr("Fetch again"), this);
    m_again->setObjectName(u"fetchAgain"_s);
    makeDeeds();
    connect(m_add, &QAction::triggered, this, &ProductsPage::add);
    connect(m_open, &QAction::triggered, this, [this] {
        if (const qint64 id = m_table->currentId())
            open(ProductId{id});
    });
    connect(m_archive, &QAction::triggered, this, &ProductsPage::archive);
    connect(m_clear, &QAction::triggered, this, [this] {
        m_filters->setFilter({});
        filterChanged();
    });
    connect(m_again, &QAction::triggered, this, &ProductsPage::reload);
}

void ProductsPage::makeList()
{
    auto *list = new QWidget;
    list->setAutoFillBackground(true);
    list->setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(list);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(title());
    m_head->addAction(m_export);
    m_head->addAction(m_import);
    m_head->addAction(m_add, true);
    m_filters = new FilterBar;
    m_filters->setFilter(filterFrom(m_window.memory().value(u"products/filter"_s).toMap()));
    m_source->setFilter(m_filters->filter());
    m_content = new QStackedWidget;
    m_table = new TableView(RowHeight::TwoLines);
    m_table->setObjectName(u"productsTable"_s);
    m_table->setAccessibleName(tr("Products"));
    m_table->setCheckable(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_model->sort(int(m_model->columns().size()) - 1, Qt::DescendingOrder);
    m_table->setPagedModel(m_model);
    m_window.memory().keep(*m_table, u"products/table"_s);
    m_content->addWidget(m_table);
    for (QWidget *widget : {static_cast<QWidget *>(m_head), static_cast<QWidget *>(m_filters), makeRule()})
        all->addWidget(widget);
    all->addWidget(m_content, 1);
    m_bulk = new BulkBar(u"productsBar"_s, tr("The selected products"),
                         {m_price, m_status, m_categories, m_tags, m_labels, m_archive});
    all->addWidget(m_bulk);
    m_pages->addWidget(list);
    QPushButton *views = m_filters->addButton(m_views);
    QPushButton *columns = m_filters->addButton(m_columns);
    connect(m_views, &QAction::triggered, this, [this, views] { offerViews(below(*views)); });
    connect(m_columns, &QAction::triggered, this, [this, columns] { m_table->offerColumns(below(*columns)); });
    connect(m_bulk, &BulkBar::cleared, m_table, &QAbstractItemView::clearSelection);

    connect(m_filters, &FilterBar::changed, this, &ProductsPage::filterChanged);
    connect(m_table, &TableView::opened, this, [this](qint64 id) { open(ProductId{id}); });
    connect(m_table, &TableView::selectionChangedIds, this, &ProductsPage::showCount);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ProductsPage::showMenu);
    connect(m_model, &PagedModel::stateChanged, this, &ProductsPage::showState);
    connect(m_thumbnails, &Thumbnails::arrived, m_table->viewport(), qOverload<>(&QWidget::update));
}

void ProductsPage::makeEditor()
{
    m_editor = new ProductEditor(m_desk, *m_thumbnails, m_save, m_move, m_crop);
    m_pages->addWidget(m_editor);
    connect(m_editor, &ProductEditor::closed, this, [this] {
        showList();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_editor, &ProductEditor::told, &m_desk, &Desk::told);
    const QString columns = u"products/variantColumns"_s;
    m_editor->grid()->setWanted(m_window.memory().value(columns).toMap());
    connect(m_editor->grid(), &VariantGrid::wantedChanged, this,
            [this, columns] { m_window.memory().setValue(columns, m_editor->grid()->wanted()); });
}

void ProductsPage::showList()
{
    m_pages->setCurrentIndex(0);
    m_save->setEnabled(false);
    m_move->setEnabled(false);
    m_crop->setEnabled(false);
    m_open->setEnabled(true);
    m_archive->setEnabled(true);
    m_columns->setEnabled(true);
    showCount();
}

void ProductsPage::open(ProductId id)
{
    m_editor->open(id);
    m_pages->setCurrentIndex(1);
    m_open->setEnabled(false);
    m_archive->setEnabled(false); // Delete belongs to the cells there
    m_columns->setEnabled(false);
    setStatusText({});
}

bool ProductsPage::goBack()
{
    if (m_pages->currentIndex() == 0)
        return false;
    if (m_pages->currentWidget() == m_editor)
        m_editor->leave();
    else
        showList(), m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

QWidget *ProductsPage::searchField() { return m_pages->currentIndex() == 0 ? m_filters->search() : nullptr; }

void ProductsPage::activated()
{
    if (!m_loaded) {
        m_loaded = true;
        loadCategories();
        reload();
        m_images->look();
    } else if (m_stale) {
        reload();
    }
}

void ProductsPage::refresh()
{
    if (m_pages->currentIndex() == 1)
        m_editor->refresh();
    else if (m_pages->currentWidget() == m_arranged)
        m_arranged->refresh();
    loadCategories();
    reload();
}

void ProductsPage::loadCategories()
{
    m_desk.read(
        this, [](Reader &reader) -> Result<QList<Category>> { return categories::tree(reader); },
        [this](const Result<QList<Category>> &tree) {
            if (tree)
                m_filters->setCategories(*tree);
        });
}

void ProductsPage::filterChanged()
{
    m_source->setFilter(m_filters->filter());
    m_window.memory().setValue(u"products/filter"_s, mapOf(m_filters->filter()));
    // Who searches wants the best first; who sorts meanwhile gets what they asked for.
    QHeaderView *header = m_table->horizontalHeader();
    const bool searched = !m_filters->filter().text.trimmed().isEmpty();
    if (searched && !m_ranked && header->sortIndicatorSection() == int(m_model->columns().size()) - 1) {
        m_ranked = true;
        header->setSortIndicator(-1, Qt::AscendingOrder);
    } else if (!searched && m_ranked) {
        m_ranked = false;
        if (header->sortIndicatorSection() < 0)
            header->setSortIndicator(int(m_model->columns().size()) - 1, Qt::DescendingOrder);
    }
    m_place.reset();
    m_table->clearSelection();
    m_table->verticalScrollBar()->setValue(0);
    m_model->refresh();
}

void ProductsPage::take(const Commit &commit)
{
    if (commit.touches(Topic::Categories) && m_loaded)
        loadCategories();
    if (!commit.touches(Topic::Products) && !commit.touches(Topic::Stock) && !commit.touches(Topic::Categories))
        return;
    for (const Change &change : commit.changes) {
        if (change.topic == Topic::Products && change.id > 0)
            m_changed << change.id;
    }
    m_editor->take(commit);
    m_arranged->take(commit);
    if (!m_loaded)
        return;
    if (!isVisible())
        m_stale = true;
    else if (!m_soon.isActive())
        m_soon.start();
}

void ProductsPage::reload()
{
    m_stale = false;
    m_place = std::make_unique<Place>();
    m_place->selected = m_table->selectedIds();
    m_place->current = m_table->currentId();
    const int value = m_table->verticalScrollBar()->value();
    if (value > 0) {
        const int row = value / m_table->rowHeight();
        m_place->top = m_model->idAt(row);
        m_place->offset = value - row * m_table->rowHeight();
    }
    m_model->refresh();
}

// Rows went and came: what was selected, current and in view is so again.
void ProductsPage::restore()
{
    const std::unique_ptr<Place> place = std::move(m_place);
    if (!place)
        return;
    const QList<qint64> selected = m_table->selectedIds();
    if (QSet(selected.begin(), selected.end()) != QSet(place->selected.begin(), place->selected.end()))
        m_table->selectIds(place->selected);
    if (const int row = m_model->rowOf(place->current); row >= 0 && place->current != m_table->currentId()) {
        m_table->setAutoScroll(false);
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
        m_table->setAutoScroll(true);
    }
    const int top = place->top ? m_model->rowOf(place->top) : -1;
    if (place->top == 0)
        m_table->verticalScrollBar()->setValue(0);
    else if (top >= 0)
        m_table->verticalScrollBar()->setValue(top * m_table->rowHeight() + place->offset);
    QList<qint64> shown;
    for (const qint64 id : std::as_const(m_changed)) {
        if (m_model->rowOf(id) >= 0 && shown.size() < 100)
            shown << id;
    }
    m_changed.clear();
    if (!shown.isEmpty())
        m_table->flash(shown);
}

void ProductsPage::showState()
{
    showCount();
    if (m_model->state() == PagedModel::State::Loading)
        return;
    QWidget *before = std::exchange(m_instead, nullptr);
    if (m_model->state() == PagedModel::State::Failed) {
        if (m_model->rowCount() == 0)
            m_instead = new EmptyState(tr("The products could not be fetched"), m_model->error().message, {m_again});
        else
            m_window.notice(m_model->error().message);
    } else if (m_model->rowCount() == 0 && !m_source->shopHasAny()) {
        m_instead =
            new EmptyState(tr("No products yet"),
                           tr("What the shop sells stands here, with pictures, prices and what is in stock."),
                           {m_add, m_import},
                           tr("Moving from another system? Its export, or any table saved as CSV, can be imported."));
        m_instead->setObjectName(u"noProducts"_s);
    } else if (m_model->rowCount() == 0) {
        const QString search = m_source->filter().text.trimmed();
        m_instead = search.isEmpty()
            ? new EmptyState(tr("Nothing found"), tr("No product matches these filters. Take one of them away."),
                             {m_clear})
            : EmptyState::nothingFound(search, m_clear);
        m_instead->setObjectName(u"nothingFound"_s);
    }
    if (m_instead)
        m_content->addWidget(m_instead);
    m_content->setCurrentWidget(m_instead ? m_instead : m_table);
    if (before)
        before->deleteLater();
    restore();
    if (const int row = m_select ? m_model->rowOf(m_select) : -1; row >= 0) {
        m_table->selectIds({m_select});
        m_table->setCurrentIndex(m_model->index(row, 0));
        m_select = 0;
    }
}

void ProductsPage::showCount()
{
    const int count = m_model->rowCount();
    m_head->setFact(m_model->state() == PagedModel::State::Empty ? QString() : tr("%Ln products", nullptr, count));
    if (m_pages->currentIndex() != 0)
        return;
    const qsizetype selected = m_table->selectedIds().size();
    m_bulk->setText(selected > 1 ? tr("%Ln selected", nullptr, int(selected)) : QString());
    setStatusText(selected > 0 ? tr("%L1 of %L2 selected").arg(selected).arg(count) : QString());
}

void ProductsPage::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_open, m_history});
    menu->addSeparator();
    menu->addActions({m_price, m_status, m_categories, m_tags, m_labels});
    menu->addSeparator();
    menu->addAction(m_archive);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void ProductsPage::add()
{
    auto *dialog = new AddProduct(m_desk, this); // deletes itself when closed
    connect(dialog, &AddProduct::added, this, [this](const Product &product) {
        m_select = product.id.value;
        if (m_pages->currentIndex() == 1)
            m_editor->leave();
        Q_EMIT m_desk.told(tr("“%1” was added").arg(product.title));
        reload();
    });
    dialog->open();
}

}
