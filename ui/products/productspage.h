#pragma once
// Everything the shop sells: the list with its filters and, inside the same page, one product to work on. What others
// change, over the API or in another window, appears in the list without a click.
#include "ui/products/productsource.h"
#include "ui/shell/desk.h"
#include "ui/shell/page.h"

#include <QTimer>

class QStackedWidget;

namespace backroom {

class FilterBar;
class MainWindow;
class PagedModel;
class PageHead;
class ProductEditor;
class TableView;
class Thumbnails;

class ProductsPage final : public ConsolePage {
    Q_OBJECT
public:
    // Both outlive the page.
    ProductsPage(MainWindow &window, Desk &desk);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    bool goBack() override;

    // Shows one product, as Enter on its row does.
    void open(ProductId id);

private:
    struct Place; // what is selected and looked at
    void makeCommands();
    void makeList();
    void makeEditor();
    void reload();
    void restore();
    void filterChanged();
    void showState();
    void showCount();
    void showList();
    void loadCategories();
    void take(const Commit &commit);
    void add();
    void archive();
    void unarchive();
    void setStatus(const QList<QPair<ProductId, ProductStatus>> &wanted, const QString &told, bool undoable);
    void showMenu(const QPoint &at);

    MainWindow &m_window;
    Desk &m_desk;
    Thumbnails *m_thumbnails;
    std::shared_ptr<ProductSource> m_source;
    PagedModel *m_model;
    QStackedWidget *m_pages; // the list, one product
    PageHead *m_head;
    FilterBar *m_filters;
    QStackedWidget *m_content; // the table, or what stands there instead
    TableView *m_table;
    ProductEditor *m_editor;
    QWidget *m_instead = nullptr;
    QAction *m_add, *m_open, *m_archive, *m_undo, *m_save, *m_move, *m_clear, *m_again;
    QList<QPair<ProductId, ProductStatus>> m_before; // what archiving took away
    std::unique_ptr<Place> m_place; // to go back to once the order is here again
    QTimer m_soon; // many changes at once are one look
    QSet<qint64> m_changed;
    bool m_loaded = false, m_stale = false, m_ranked = false;
    qint64 m_select = 0; // a new product, to be selected when it is in the list

public:
    ~ProductsPage() override;
};

}
