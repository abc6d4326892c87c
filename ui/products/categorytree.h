#pragma once
// The tree of categories to work in: names and addresses are typed in place, a category is moved by dragging it or with
// Ctrl, Shift and the arrows. It asks for changes and shows them when the shop has them.
#include "app/products/category.h"
#include "ui/widgets/ringed.h"

#include <QHash>
#include <QTreeWidget>

namespace backroom {

class Format;

class CategoryTree final : public Ringed<QTreeWidget> {
    Q_OBJECT
public:
    enum class Step { Up, Down, In, Out };

    explicit CategoryTree(QWidget *parent = nullptr);

    // What was current and what was folded away stays so; where the current one is gone, the one beside it is current.
    void setCategories(const QList<Category> &tree);
    void setCounts(const QHash<CategoryId, int> &counts, const Format &format);
    // One of them was saved: it has another revision from now on.
    void update(const Category &category);
    using QTreeWidget::update;
    const QList<Category> &categories() const { return m_tree; }
    const Category *currentCategory() const;
    const Category *find(CategoryId id) const;
    void select(CategoryId id);
    // A line to type a new category's name into: below the current one, or beside it.
    void begin(bool below);
    void rename();
    // Whether something is being typed or dragged; setCategories() waits for that.
    bool isTyping() const { return state() == EditingState || state() == DraggingState || m_new; }
    bool canShift(Step step) const;
    void shift(Step step);

Q_SIGNALS:
    void named(const QString &name, std::optional<backroom::CategoryId> parent); // a new one
    void changed(backroom::CategoryId id, const backroom::CategoryChange &change);
    void placed(backroom::CategoryId id, std::optional<backroom::CategoryId> parent,
                std::optional<backroom::CategoryId> before);
    void opened(backroom::CategoryId id); // Enter or a double click
    void typed(); // typing ended, whatever became of it

protected:
    using QTreeWidget::edit;
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Goal
    {
        std::optional<CategoryId> parent, before;
    };
    std::optional<Goal> goalOf(Step step) const;
    void take(QTreeWidgetItem *item, int column);
    void endTyping();
    void takeNew();
    CategoryId besideCurrent() const;

    QList<Category> m_tree;
    QHash<CategoryId, QTreeWidgetItem *> m_items;
    QSet<CategoryId> m_folded;
    QTreeWidgetItem *m_new = nullptr;
    bool m_filling = false;
};

}
