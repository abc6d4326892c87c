#pragma once
// Stock: what is there, what moved, what runs low; and inside the same page goods that come in and counts. A scan opens
// the piece, or goes into the sheet that is open.
#include "app/stock/shelflist.h"
#include "app/stock/stocklist.h"
#include "ui/shell/page.h"
#include "ui/shell/scanner.h"
#include "ui/shell/servicesource.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QSpinBox;
class QSplitter;
class QStackedWidget;

namespace backroom {

class Chip;
class CountSheet;
class MainWindow;
class PageHead;
class PagedModel;
class PiecePanel;
class ReceiveSheet;
class SearchField;
class Segmented;
class TableView;

class StockPage final : public ConsolePage, public ScanTaker {
    Q_OBJECT
public:
    enum class Tab { Levels, Movements, Low };

    StockPage(MainWindow &window, Desk &desk);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    bool goBack() override;
    bool isHalfTyped() const override;
    bool takeScan(const QString &code) override;

    void showTab(Tab tab);
    // Its history, beside the levels.
    void openPiece(VariantId variant);

Q_SIGNALS:
    // Somebody wants to see its product.
    void productAsked(backroom::ProductId product);

private:
    using ShelfSource = ServiceSource<ShelfQuery, VariantId, ShelfRow>;
    using MovementSource = ServiceSource<MovementQuery, MovementId, MovementRow>;
    void makeCommands();
    QWidget *makeLists();
    QWidget *makeFilters();
    TableView *makeTable(const QString &name, const QString &says, PagedModel *model);
    void makeEmptyStates();
    void ask();
    void showState();
    void showSheet(QWidget *sheet);
    void closePiece();
    void showAllMovements();
    void moveStock();
    void saveOrderList();
    void take(const Commit &commit);
    void reload();
    void countLow();
    TableView *table() const { return m_tables.at(int(m_tab)); }
    VariantId chosen() const;

    MainWindow &m_window;
    Desk &m_desk;
    std::shared_ptr<ShelfSource> m_levels, m_low;
    std::shared_ptr<MovementSource> m_movements;
    std::shared_ptr<int> m_days = std::make_shared<int>(30);
    Tab m_tab = Tab::Levels;
    QList<TableView *> m_tables; // one a tab
    QList<QWidget *> m_empty; // what stands in their place
    QStackedWidget *m_pages = nullptr, *m_lists = nullptr;
    PageHead *m_head = nullptr;
    Segmented *m_tabs = nullptr;
    SearchField *m_search = nullptr;
    QComboBox *m_show = nullptr, *m_reason = nullptr;
    Chip *m_piece = nullptr;
    QWidget *m_daysBox = nullptr;
    QSplitter *m_splitter = nullptr;
    PiecePanel *m_panel = nullptr;
    ReceiveSheet *m_receive = nullptr;
    CountSheet *m_count = nullptr;
    QWidget *m_nothingFound = nullptr;
    QAction *m_receiveGoods = nullptr, *m_countStock = nullptr, *m_move = nullptr, *m_open = nullptr,
            *m_saveList = nullptr, *m_clear = nullptr;
    QTimer m_soon; // many changes at once are one look
    bool m_loaded = false, m_stale = false;
};

void addStockPages(MainWindow &window, Desk &desk);

}
