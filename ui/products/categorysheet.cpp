#include "ui/products/categorysheet.h"

#include "app/products/categoryplace.h"
#include "ui/products/categorytree.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
struct Look
{
    QList<Category> tree;
    QHash<CategoryId, int> counts;
};
}

CategorySheet::CategorySheet(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_head(new PageHead(tr("Categories"))),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_content(new QStackedWidget),
      m_tree(new CategoryTree),
      m_menu(new QMenu(this))
{
    setObjectName(u"categorySheet"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    makeCommands();
    m_head->showBack();
    m_head->addAction(m_remove);
    m_head->addAction(m_below);
    m_head->addAction(m_add, true);
    m_fault->setObjectName(u"categoryFault"_s);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->hide();
    auto *around = new QWidget;
    auto *inside = new QVBoxLayout(around);
    inside->setContentsMargins(PageEdge - 8, 0, PageEdge - 8, 8);
    inside->addWidget(m_tree);
    m_content->addWidget(around);
    auto *none = new EmptyState(tr("No categories yet"),
                                tr("Categories sort the catalogue as shelves do: Clothing, and below it Hoodies. A "
                                   "product can stand in several."),
                                {m_add});
    none->setObjectName(u"noCategories"_s);
    m_content->addWidget(none);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_fault);
    all->addWidget(makeRule());
    all->addWidget(m_content, 1);

    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &CategorySheet::refresh);
    connect(m_head, &PageHead::back, this, &CategorySheet::closed);
    connect(m_tree, &CategoryTree::named, this, &CategorySheet::add);
    connect(m_tree, &CategoryTree::changed, this, &CategorySheet::change);
    connect(m_tree, &CategoryTree::placed, this, &CategorySheet::place);
    connect(m_tree, &CategoryTree::opened, this, &CategorySheet::productsWanted);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &CategorySheet::showCommands);
    connect(m_tree, &CategoryTree::typed, this, [this] {
        if (std::exchange(m_stale, false))
            refresh();
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { m_menu->popup(m_tree->viewport()->mapToGlobal(at)); });
    showCommands();
}

QAction *CategorySheet::addCommand(const QString &name, const QString &text, const QString &iconName,
                                   const QKeySequence &keys)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    // The tree's own: in a menu of the window the keys would be heard wherever the focus is.
    action->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(action);
    m_menu->addAction(action);
    return action;
}

void CategorySheet::makeCommands()
{
    const auto keys = [](const char *text) { return QKeySequence(QString::fromLatin1(text)); };
    m_products = addCommand(u"showCategoryProducts"_s, tr("Show its products"), u"products"_s, {});
    m_menu->addSeparator();
    m_add = addCommand(u"addCategory"_s, tr("Add category"), u"plus"_s, keys("Ins"));
    m_below = addCommand(u"addCategoryBelow"_s, tr("Add one below"), u"arrow-right"_s, keys("Shift+Ins"));
    m_rename = addCommand(u"renameCategory"_s, tr("Rename"), u"edit"_s, keys("F2"));
    m_remove = addCommand(u"removeCategory"_s, tr("Remove category"), u"trash"_s, QKeySequence::Delete);
    m_menu->addSeparator();
    m_up = addCommand(u"categoryUp"_s, tr("Move up"), u"arrow-up"_s, keys("Ctrl+Shift+Up"));
    m_down = addCommand(u"categoryDown"_s, tr("Move down"), u"arrow-down"_s, keys("Ctrl+Shift+Down"));
    m_in = addCommand(u"categoryIn"_s, tr("Move below the one above"), u"chevron-right"_s, keys("Ctrl+Shift+Right"));
    m_out = addCommand(u"categoryOut"_s, tr("Move out of the one above"), u"chevron-left"_s, keys("Ctrl+Shift+Left"));
    connect(m_products, &QAction::triggered, this, [this] {
        if (const Category *category = m_tree->currentCategory())
            Q_EMIT productsWanted(category->id);
    });
    const auto begin = [this](bool below) {
        m_content->setCurrentIndex(0);
        m_fault->hide();
        m_tree->begin(below);
    };
    connect(m_add, &QAction::triggered, this, [begin] { begin(false); });
    connect(m_below, &QAction::triggered, this, [begin] { begin(true); });
    connect(m_rename, &QAction::triggered, m_tree, &CategoryTree::rename);
    connect(m_remove, &QAction::triggered, this, &CategorySheet::remove);
    const QHash<QAction *, CategoryTree::Step> steps{{m_up, CategoryTree::Step::Up},
                                                     {m_down, CategoryTree::Step::Down},
                                                     {m_in, CategoryTree::Step::In},
                                                     {m_out, CategoryTree::Step::Out}};
    for (auto step = steps.begin(); step != steps.end(); ++step)
        connect(step.key(), &QAction::triggered, this, [this, step = step.value()] { m_tree->shift(step); });
}

void CategorySheet::showCommands()
{
    const bool any = m_enabled && m_tree->currentCategory();
    m_add->setEnabled(m_enabled);
    for (QAction *action : {m_products, m_below, m_rename, m_remove})
        action->setEnabled(any);
    m_up->setEnabled(any && m_tree->canShift(CategoryTree::Step::Up));
    m_down->setEnabled(any && m_tree->canShift(CategoryTree::Step::Down));
    m_in->setEnabled(any && m_tree->canShift(CategoryTree::Step::In));
    m_out->setEnabled(any && m_tree->canShift(CategoryTree::Step::Out));
}

void CategorySheet::setCommandsEnabled(bool enabled)
{
    m_enabled = enabled;
    showCommands();
}

void CategorySheet::open()
{
    m_fault->hide();
    m_tree->setFocus(Qt::OtherFocusReason);
    refresh();
}

bool CategorySheet::isHalfTyped() const { return m_tree->isTyping(); }

void CategorySheet::refresh()
{
    m_desk.read(
        this,
        [](Reader &reader) -> Result<Look> {
            return Look{categories::tree(reader), categories::productCounts(reader)};
        },
        [this, asked = ++m_asked](const Result<Look> &look) {
            if (asked != m_asked)
                return;
            if (!look)
                showFault(look.error());
            else if (m_tree->isTyping())
                m_stale = true;
            else
                show(look->tree, look->counts);
        });
}

void CategorySheet::show(const QList<Category> &tree, const QHash<CategoryId, int> &counts)
{
    if (m_tree->categories() != tree)
        m_tree->setCategories(tree);
    m_tree->setCounts(counts, m_desk.format());
    if (m_made)
        m_tree->select(std::exchange(m_made, {}));
    m_head->setFact(tree.isEmpty() ? QString() : tr("%Ln categories", nullptr, int(tree.size())));
    m_content->setCurrentIndex(tree.isEmpty() ? 1 : 0);
    showCommands();
}

void CategorySheet::take(const Commit &commit)
{
    if (isVisible() && (commit.touches(Topic::Categories) || commit.touches(Topic::Products)) && !m_soon.isActive())
        m_soon.start();
}

void CategorySheet::showFault(const Error &error)
{
    QStringList sentences;
    for (const FieldError &fault : error.fields)
        sentences << fault.message;
    m_fault->setText(sentences.isEmpty() ? error.message : sentences.join(u' '));
    m_fault->show();
    m_tree->setCategories(m_tree->categories()); // what was typed and refused is not what there is
    refresh();
}

void CategorySheet::add(const QString &name, std::optional<CategoryId> parent)
{
    CategoryChange change;
    change.name = name;
    change.parent.emplace(parent);
    m_desk.write(
        this,
        [change, actor = m_desk.actor()](Transaction &transaction) -> Result<Category> {
            CategoryChange last = change;
            last.position = categories::positionAfterLast(transaction, *change.parent); // where it was typed
            return categories::create(transaction, actor, last);
        },
        [this](const Result<Category> &made) {
            if (!made)
                return showFault(made.error());
            m_made = made->id;
            Q_EMIT m_desk.told(tr("“%1” was added").arg(made->name));
            refresh();
        });
}

void CategorySheet::change(CategoryId id, const CategoryChange &change)
{
    m_fault->hide();
    const Category *category = m_tree->find(id);
    const auto revision = category ? std::optional(category->revision) : std::nullopt;
    m_desk.write(
        this,
        [id, change, revision, actor = m_desk.actor()](Transaction &transaction) {
            return categories::update(transaction, actor, id, change, revision);
        },
        [this](const Result<Category> &changed) {
            if (!changed)
                return showFault(changed.error());
            m_tree->update(*changed);
            Q_EMIT m_desk.told(tr("“%1” was saved").arg(changed->name));
            refresh();
        });
}

void CategorySheet::place(CategoryId id, std::optional<CategoryId> parent, std::optional<CategoryId> before)
{
    m_fault->hide();
    m_desk.write(
        this,
        [id, parent, before, revision = m_tree->find(id) ? std::optional(m_tree->find(id)->revision) : std::nullopt,
         actor = m_desk.actor()](Transaction &transaction) {
            return categories::place(transaction, actor, id, parent, before, revision);
        },
        [this](const Result<Category> &placed) {
            if (!placed)
                return showFault(placed.error());
            m_made = placed->id;
            Q_EMIT m_desk.told(tr("“%1” was moved").arg(placed->name));
            refresh();
        });
}

void CategorySheet::remove()
{
    const Category *category = m_tree->currentCategory();
    if (!category)
        return;
    m_fault->hide();
    m_desk.write(
        this,
        [id = category->id, revision = category->revision, actor = m_desk.actor()](Transaction &transaction) {
            return categories::remove(transaction, actor, id, revision);
        },
        [this, name = category->name](const Result<> &removed) {
            if (!removed)
                return showFault(removed.error());
            Q_EMIT m_desk.told(tr("“%1” was removed; its products stay").arg(name));
            refresh();
        });
}

}
