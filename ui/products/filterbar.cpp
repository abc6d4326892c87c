#include "ui/products/filterbar.h"

#include "ui/theme/icons.h"
#include "ui/theme/type.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/text.h"

#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace backroom {

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent),
      m_search(new SearchField(tr("Search name, SKU, barcode"))),
      m_status(new Chip(tr("Status"), {})),
      m_inStock(new Chip(tr("Stock"), tr("to be had"))),
      m_category(new Chip(tr("Category"), {})),
      m_add(Chip::adder(tr("Filter")))
{
    auto *all = new FlowRow(this);
    all->setContentsMargins(PageEdge, 0, PageEdge, 12);
    all->setSpacing(8);
    const int letter = QFontMetrics(typeFont(Type::Body)).averageCharWidth();
    m_search->setMaximumWidth(letter * 42);
    all->addWidget(m_search, 1);
    m_status->setObjectName(u"statusFilter"_s);
    m_inStock->setObjectName(u"stockFilter"_s);
    m_category->setObjectName(u"categoryFilter"_s);
    m_add->setObjectName(u"addFilter"_s);
    for (Chip *chip : {m_status, m_inStock, m_category, m_add})
        all->addWidget(chip);
    all->addStretch(1);

    connect(m_search, &SearchField::searched, this, [this](const QString &text) {
        ProductFilter next = m_filter;
        next.text = text;
        apply(next);
    });
    const auto without = [this](Chip *chip, auto take) {
        connect(chip, &Chip::removed, this, [this, take] {
            ProductFilter next = m_filter;
            take(next);
            apply(next);
        });
    };
    without(m_status, [](ProductFilter &filter) { filter.status = ShownStatus::All; });
    without(m_inStock, [](ProductFilter &filter) { filter.inStock = false; });
    without(m_category, [](ProductFilter &filter) { filter.category = {}; });
    connect(m_status, &Chip::clicked, this, [this] { popUp(*m_status, [this](QMenu &menu) { offerStatus(menu); }); });
    connect(m_category, &Chip::clicked, this,
            [this] { popUp(*m_category, [this](QMenu &menu) { offerCategories(menu); }); });
    connect(m_add, &Chip::clicked, this, [this] {
        popUp(*m_add, [this](QMenu &menu) {
            offerStatus(*menu.addMenu(tr("Status")));
            menu.addAction(tr("In stock"), this, [this] {
                ProductFilter next = m_filter;
                next.inStock = true;
                apply(next);
            });
            offerCategories(*menu.addMenu(tr("Category")));
        });
    });
    show();
}

void FilterBar::popUp(const QWidget &under, const std::function<void(QMenu &)> &fill)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"filterMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(*menu);
    menu->popup(under.mapToGlobal(QPoint(0, under.height() + 2)));
}

static QString shownWord(ShownStatus status)
{
    switch (status) {
    case ShownStatus::Current: return FilterBar::tr("Active, draft");
    case ShownStatus::Published: return FilterBar::tr("Active");
    case ShownStatus::Draft: return FilterBar::tr("Draft");
    case ShownStatus::Archived: return FilterBar::tr("Archived");
    case ShownStatus::All: break;
    }
    return FilterBar::tr("All");
}

void FilterBar::offerStatus(QMenu &menu)
{
    for (const ShownStatus status :
         {ShownStatus::Current, ShownStatus::Published, ShownStatus::Draft, ShownStatus::Archived, ShownStatus::All}) {
        QAction *action = menu.addAction(shownWord(status), this, [this, status] {
            ProductFilter next = m_filter;
            next.status = status;
            apply(next);
        });
        action->setCheckable(true);
        action->setChecked(m_filter.status == status);
    }
}

void FilterBar::offerCategories(QMenu &menu)
{
    for (const Category &category : std::as_const(m_tree)) {
        const QString path = categories::pathOf(m_tree, category.id).join(u" › "_s);
        QAction *action = menu.addAction(escaped(path), this, [this, id = category.id] {
            ProductFilter next = m_filter;
            next.category = id;
            apply(next);
        });
        action->setCheckable(true);
        action->setChecked(m_filter.category == category.id);
    }
    if (m_tree.isEmpty())
        menu.addAction(tr("There are no categories yet"))->setEnabled(false);
    menu.addSeparator();
    menu.addAction(icon(u"category"_s), tr("Arrange categories…"), this, &FilterBar::categoriesWanted);
}

void FilterBar::setCategories(const QList<Category> &tree)
{
    m_tree = tree;
    const bool there = std::any_of(tree.begin(), tree.end(),
                                   [this](const Category &category) { return category.id == m_filter.category; });
    if (m_filter.category && !there) {
        ProductFilter next = m_filter;
        next.category = {};
        apply(next);
        return;
    }
    show();
}

QPushButton *FilterBar::addButton(QAction *action)
{
    QPushButton *button = makeButton(action, nullptr, ButtonWords::InTip);
    layout()->addWidget(button);
    return button;
}

void FilterBar::setFilter(const ProductFilter &filter)
{
    m_filter = filter;
    if (m_search->text() != filter.text)
        m_search->setText(filter.text); // says so itself a moment later, and nothing has changed by then
    show();
}

void FilterBar::apply(const ProductFilter &filter)
{
    if (filter == m_filter)
        return;
    setFilter(filter);
    Q_EMIT changed();
}

void FilterBar::show()
{
    m_status->setVisible(m_filter.status != ShownStatus::All);
    m_status->setValue(shownWord(m_filter.status));
    m_inStock->setVisible(m_filter.inStock);
    m_category->setVisible(bool(m_filter.category));
    if (m_filter.category)
        m_category->setValue(categories::pathOf(m_tree, m_filter.category).value(0).isEmpty()
                                 ? QString()
                                 : categories::pathOf(m_tree, m_filter.category).constLast());
}

}
