#pragma once
// One list of a past shop: searched, narrowed to what differs from now, and the row that is chosen in full beside it.
#include "ui/backups/pastlisting.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;

namespace backroom {

class PagedModel;
class PastDetail;
class PastSource;
class SearchField;
class Segmented;
class TableView;

class PastList final : public QWidget {
    Q_OBJECT
public:
    // `bring` is the action that brings back what is chosen in the list that is shown.
    PastList(PastShop &past, PastKind kind, Thumbnails &thumbnails, QAction *bring, QWidget *parent = nullptr);

    PastKind kind() const { return m_kind; }
    const QString &name() const { return m_listing.name; }
    // "12 of 340 products": what stands in the list and how it differs from now.
    QString fact() const;
    QWidget *searchField() const;
    TableView *table() const { return m_table; }
    QSplitter *splitter() const { return m_splitter; }
    // The row that is chosen; 0: none.
    qint64 chosen() const;
    QByteArray chosenKey() const;
    QString chosenTitle() const;
    // As it comes into view, and after a look at the shop of now.
    void showChosen();

Q_SIGNALS:
    void factChanged();
    void bringAsked(); // with the mouse or a key, in the list

private:
    QWidget *makeHead();
    void narrow(int which);
    void showState();
    void takeLook();
    void showMenu(const QPoint &at);

    PastShop &m_past;
    PastKind m_kind;
    PastListing m_listing;
    std::shared_ptr<PastSource> m_source;
    PagedModel *m_model;
    SearchField *m_search;
    Segmented *m_which;
    TableView *m_table;
    QStackedWidget *m_lists; // the table, or that there is nothing
    QSplitter *m_splitter;
    PastDetail *m_detail;
    QAction *m_bring;
};

}
