#pragma once
// The request log: what shop sites and apps asked of the server and what they got, newest first and as it comes in.
#include "app/reports/requestlog.h"
#include "ui/shell/page.h"
#include "ui/shell/servicesource.h"

#include <QTimer>

class QStackedLayout;

namespace backroom {

class MainWindow;
class PageHead;
class PagedModel;
class SearchField;
class Segmented;
class TableView;

class RequestsPage final : public ConsolePage {
    Q_OBJECT
public:
    explicit RequestsPage(Desk &desk, QWidget *parent = nullptr);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    TableView *table() const { return m_table; }

protected:
    void hideEvent(QHideEvent *event) override;

private:
    using Source = ServiceSource<RequestQuery, RequestId, RequestRow>;
    void makeEmptyStates();
    void look();
    void showState();

    Desk &m_desk;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model = nullptr;
    PageHead *m_head = nullptr;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    TableView *m_table = nullptr;
    QStackedLayout *m_stack = nullptr;
    QWidget *m_none = nullptr;
    QWidget *m_nothingFound = nullptr;
    QAction *m_clear = nullptr;
    QTimer m_tick;
    qint64 m_newest = 0;
};

void addLogPages(MainWindow &window, Desk &desk);

}
