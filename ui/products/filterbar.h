#pragma once
// Above the list of products: search as you type, and the filters as chips that are edited, taken away and added.
#include "app/products/category.h"
#include "ui/products/productsource.h"

#include <QWidget>

class QMenu;
class QPushButton;

namespace backroom {

class Chip;
class SearchField;

class FilterBar final : public QWidget {
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    const ProductFilter &filter() const { return m_filter; }
    void setFilter(const ProductFilter &filter);
    // What the menus offer, with their paths; a category that is gone is taken out of the filter.
    void setCategories(const QList<Category> &tree);
    SearchField *search() const { return m_search; }
    // A button of icons alone at the end of the row.
    QPushButton *addButton(QAction *action);

Q_SIGNALS:
    void changed();
    void categoriesWanted(); // to be arranged

private:
    void show();
    void apply(const ProductFilter &filter);
    void offerStatus(QMenu &menu);
    void offerCategories(QMenu &menu);
    void popUp(const QWidget &under, const std::function<void(QMenu &)> &fill);

    ProductFilter m_filter;
    QList<Category> m_tree;
    SearchField *m_search;
    Chip *m_status, *m_inStock, *m_category, *m_add;
};

}
