#include "ui/products/categorytree.h"

#include "ui/shell/format.h"

#include <QDropEvent>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
enum Column { Name, Address, Products };
constexpr int IdRole = Qt::UserRole;

CategoryId idOf(const QTreeWidgetItem *item)
{
    return item ? CategoryId{item->data(Name, IdRole).toLongLong()} : CategoryId{};
}

std::optional<CategoryId> maybeIdOf(const QTreeWidgetItem *item)
{
    return item ? std::optional(idOf(item)) : std::nullopt;
}

// Rows with air around them, and a field over the whole height of the row to type in.
class Lines final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(option.fontMetrics.height() + 18);
        return size;
    }
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
        editor->setObjectName(u"categoryEditor"_s);
        editor->setAutoFillBackground(true);
        editor->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
        return editor;
    }
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        editor->setGeometry(option.rect.adjusted(0, 2, -2, -2));
    }
};
}

CategoryTree::CategoryTree(QWidget *parent) : Ringed(parent)
{
    setObjectName(u"categoryTree"_s);
    setAccessibleName(tr("Categories"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new Lines(this));
    setColumnCount(3);
    setHeaderLabels({tr("Category"), tr("Address in the shop"), tr("Products")});
    headerItem()->setTextAlignment(Products, Qt::AlignRight | Qt::AlignVCenter);
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    const int wide = fontMetrics().averageCharWidth();
    setColumnWidth(Name, wide * 56);
    setColumnWidth(Address, wide * 36);
    setIndentation(fontMetrics().height() + 8);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(false);
    setEditTriggers(EditKeyPressed);
    setDragDropMode(InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        if (idOf(item))
            Q_EMIT opened(idOf(item));
    });
    connect(this, &QTreeWidget::itemChanged, this, &CategoryTree::take);
    connect(itemDelegate(), &QAbstractItemDelegate::closeEditor, this, &CategoryTree::endTyping);
    connect(this, &QTreeWidget::itemCollapsed, this, [this](const QTreeWidgetItem *item) { m_folded << idOf(item); });
    connect(this, &QTreeWidget::itemExpanded, this,
            [this](const QTreeWidgetItem *item) { m_folded.remove(idOf(item)); });
}

void CategoryTree::setCategories(const QList<Category> &tree)
{
    const CategoryId current = idOf(currentItem()), beside = besideCurrent();
    const QList<Category> list = tree; // it may be ours
    m_filling = true;
    m_tree = list;
    m_new = nullptr;
    m_items.clear();
    clear();
    for (const Category &category : list) {
        QTreeWidgetItem *above = category.parent ? m_items.value(*category.parent) : nullptr;
        auto *item = above ? new QTreeWidgetItem(above) : new QTreeWidgetItem(this);
        item->setData(Name, IdRole, category.id.value);
        item->setText(Name, category.name);
        item->setTextAlignment(Products, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(Address, category.slug);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        m_items.insert(category.id, item);
    }
    for (auto item = m_items.begin(); item != m_items.end(); ++item)
        item.value()->setExpanded(!m_folded.contains(item.key()));
    m_filling = false;
    select(m_items.contains(current) ? current : beside);
    if (!currentItem() && topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0));
}

void CategoryTree::setCounts(const QHash<CategoryId, int> &counts, const Format &format)
{
    m_filling = true;
    for (auto item = m_items.begin(); item != m_items.end(); ++item)
        if (const QString text = format.number(counts.value(item.key())); item.value()->text(Products) != text)
            item.value()->setText(Products, text);
    m_filling = false;
}

// The one below it, else the one above it, else where they hang.
CategoryId CategoryTree::besideCurrent() const
{
    const QTreeWidgetItem *item = currentItem();
    if (!item || item == m_new)
        return {};
    const QTreeWidgetItem *siblings = item->parent() ? item->parent() : invisibleRootItem();
    const int at = siblings->indexOfChild(const_cast<QTreeWidgetItem *>(item));
    if (at + 1 < siblings->childCount())
        return idOf(siblings->child(at + 1));
    return at > 0 ? idOf(siblings->child(at - 1)) : idOf(item->parent());
}

void CategoryTree::update(const Category &category)
{
    for (Category &known : m_tree)
        if (known.id == category.id)
            known = category;
    m_filling = true;
    if (QTreeWidgetItem *item = m_items.value(category.id)) {
        item->setText(Name, category.name);
        item->setText(Address, category.slug);
    }
    m_filling = false;
}

const Category *CategoryTree::find(CategoryId id) const
{
    for (const Category &category : m_tree)
        if (category.id == id)
            return &category;
    return nullptr;
}

const Category *CategoryTree::currentCategory() const { return find(idOf(currentItem())); }

void CategoryTree::select(CategoryId id)
{
    if (QTreeWidgetItem *item = m_items.value(id)) {
        for (QTreeWidgetItem *above = item->parent(); above; above = above->parent())
            above->setExpanded(true);
        setCurrentItem(item);
        scrollToItem(item);
    }
}

// Chosen as in the lists: tinted, to the edges.
void CategoryTree::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem tinted = option;
    tinted.palette.setColor(QPalette::Highlight, tokens().select);
    tinted.palette.setColor(QPalette::HighlightedText, tokens().text);
    if (selectionModel()->isSelected(index))
        painter->fillRect(QRect(0, option.rect.top(), viewport()->width(), option.rect.height()), tokens().select);
    QTreeWidget::drawRow(painter, tinted, index);
}

// ---- typing ----

void CategoryTree::begin(bool below)
{
    takeNew(); // typed a moment ago
    QTreeWidgetItem *beside = currentItem();
    QTreeWidgetItem *parent = below || !beside ? beside : beside->parent();
    m_filling = true;
    m_new = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(this);
    m_new->setFlags(m_new->flags() | Qt::ItemIsEditable);
    if (parent)
        parent->setExpanded(true);
    m_filling = false;
    setCurrentItem(m_new);
    scrollToItem(m_new);
    editItem(m_new, Name);
}

void CategoryTree::rename()
{
    if (currentItem())
        editItem(currentItem(), Name);
}

// A number of products cannot be typed: the name is meant.
bool CategoryTree::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    return QTreeWidget::edit(index.column() == Products ? index.siblingAtColumn(Name) : index, trigger, event);
}

void CategoryTree::take(QTreeWidgetItem *item, int column)
{
    const Category *category = find(idOf(item));
    if (m_filling || item == m_new || !category)
        return;
    CategoryChange change;
    if (column == Name && item->text(Name) != category->name)
        change.name = item->text(Name);
    else if (column == Address && item->text(Address) != category->slug)
        change.slug = item->text(Address);
    else
        return;
    Q_EMIT changed(category->id, change);
}

// The view is still inside its editor's end when the delegate says so.
void CategoryTree::endTyping()
{
    QTimer::singleShot(0, this, [this] {
        takeNew();
        Q_EMIT typed();
    });
}

void CategoryTree::takeNew()
{
    if (!m_new)
        return;
    if (state() == EditingState) // what stands in the field is taken first
        setCurrentItem(m_new->parent());
    QTreeWidgetItem *const item = std::exchange(m_new, nullptr);
    const QString name = item->text(Name).trimmed();
    QTreeWidgetItem *const parent = item->parent();
    delete item;
    if (parent)
        setCurrentItem(parent);
    if (!name.isEmpty())
        Q_EMIT named(name, maybeIdOf(parent));
}

// ---- moving ----

std::optional<CategoryTree::Goal> CategoryTree::goalOf(Step step) const
{
    QTreeWidgetItem *const item = currentItem();
    if (!item || item == m_new)
        return {};
    QTreeWidgetItem *const parent = item->parent();
    QTreeWidgetItem *const siblings = parent ? parent : invisibleRootItem();
    const int at = siblings->indexOfChild(item);
    switch (step) {
    case Step::Up: return at > 0 ? std::optional(Goal{maybeIdOf(parent), idOf(siblings->child(at - 1))}) : std::nullopt;
    case Step::Down:
        return at + 1 < siblings->childCount()
            ? std::optional(Goal{maybeIdOf(parent), maybeIdOf(siblings->child(at + 2))})
            : std::nullopt;
    case Step::In: return at > 0 ? std::optional(Goal{idOf(siblings->child(at - 1)), {}}) : std::nullopt;
    case Step::Out: {
        if (!parent)
            return {};
        QTreeWidgetItem *const above = parent->parent() ? parent->parent() : invisibleRootItem();
        return Goal{maybeIdOf(parent->parent()), maybeIdOf(above->child(above->indexOfChild(parent) + 1))};
    }
    }
    return {};
}

bool CategoryTree::canShift(Step step) const { return goalOf(step).has_value(); }

void CategoryTree::shift(Step step)
{
    if (const auto goal = goalOf(step))
        Q_EMIT placed(idOf(currentItem()), goal->parent, goal->before);
}

// The shop moves it, and the tree shows that: nothing is moved here, so that nothing stands where the shop refused it.
void CategoryTree::dropEvent(QDropEvent *event)
{
    QTreeWidgetItem *const moved = currentItem();
    QTreeWidgetItem *const target = itemAt(event->position().toPoint());
    const DropIndicatorPosition where = dropIndicatorPosition();
    event->setDropAction(Qt::CopyAction); // so the view takes nothing away
    event->accept();
    stopAutoScroll();
    setState(NoState);
    viewport()->update();
    if (!moved || moved == target || event->source() != this)
        return;
    Goal goal;
    if (target && where == OnItem) {
        goal.parent = idOf(target);
    } else if (target && where == BelowItem && target->isExpanded() && target->childCount() > 0) {
        goal = {idOf(target), idOf(target->child(0))};
    } else if (target) {
        QTreeWidgetItem *const siblings = target->parent() ? target->parent() : invisibleRootItem();
        const int at = siblings->indexOfChild(target) + (where == BelowItem ? 1 : 0);
        goal = {maybeIdOf(target->parent()), maybeIdOf(siblings->child(at))};
    }
    Q_EMIT placed(idOf(moved), goal.parent, goal.before);
}

}
