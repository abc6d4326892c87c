#pragma once
// Everything the shop sells: the list with its filters and, inside the same page, one product to work on. What others
// change, over the API or in another window, appears in the list without a click.
#include "ui/products/bulkdialog.h"
#include "ui/products/productsource.h"
#include "ui/shell/desk.h"
#include "ui/shell/page.h"

#include <QTimer>

class QStackedWidget;

namespace backroom {

class BulkBar;
class CategorySheet;
class FilterBar;
class ImageBringing;
class ImportResult;
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
    bool isHalfTyped() const override;

    // Shows one product, as Enter on its row does.
    void open(ProductId id);
    // The import wizard, on a file where there is one already.
    void importProducts(const QString &file = {});

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
    // The products that a deed is done to: those selected, or the one under the cursor.
    QList<ProductId> chosen() const;
    void makeDeeds();
    void changeMany(BulkDialog::Kind kind);
    void exportList();
    void printLabels();
    void makeCategories();
    void arrangeCategories();
    void showHistory();
    // Filters and order under a name, to be shown again.
    void offerViews(const QPoint &at);
    void saveView();
    void showMenu(const QPoint &at);

    MainWindow &m_window;
    Desk &m_desk;
    Thumbnails *m_thumbnails;
    std::shared_ptr<ProductSource> m_source;
    PagedModel *m_model;
    QStackedWidget *m_pages; // the list, one product, the categories
    PageHead *m_head;
    FilterBar *m_filters;
    QStackedWidget *m_content; // the table, or what stands there instead
    TableView *m_table;
    ProductEditor *m_editor;
    CategorySheet *m_arranged;
    ImageBringing *m_images;
    ImportResult *m_imported;
    QWidget *m_instead = nullptr;
    BulkBar *m_bulk;
    QAction *m_add, *m_open, *m_archive, *m_save, *m_move, *m_crop, *m_clear, *m_again;
    QAction *m_import, *m_export, *m_price, *m_status, *m_categories, *m_tags, *m_labels, *m_history;
    QAction *m_views, *m_columns, *m_arrange;
    std::unique_ptr<Place> m_place; // to go back to once the order is here again
    QTimer m_soon; // many changes at once are one look
    QSet<qint64> m_changed;
    bool m_loaded = false, m_stale = false, m_ranked = false;
    qint64 m_select = 0; // a new product, to be selected when it is in the list

public:
    ~ProductsPage() override;
};

}
