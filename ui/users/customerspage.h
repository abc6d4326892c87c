#pragma once
// Customers: the list with what each of them bought, and one of them opened over it.
#include "app/users/customers.h"
#include "ui/shell/page.h"
#include "ui/shell/servicesource.h"

#include <QTimer>

class QStackedWidget;

namespace backroom {

class ApiHost;
class CustomerView;
class MainWindow;
class PagedModel;
class PageHead;
class PersonDeeds;
class SearchField;
class Segmented;
class TableView;

class CustomersPage final : public ConsolePage {
    Q_OBJECT
public:
    // All outlive the page.
    CustomersPage(MainWindow &window, Desk &desk, const ApiHost &host);

    void activated() override;
    void refresh() override;
    QWidget *searchField() override;
    // From the customer back to the list.
    bool goBack() override;
    void open(UserId id);

Q_SIGNALS:
    void orderOpened(const QByteArray &number);

private:
    using Source = ServiceSource<CustomerQuery, UserId, CustomerRow>;
    void makeCommands();
    QWidget *makeList(MainWindow &window);
    void makeEmptyStates();
    void search();
    void showState();
    void showCommands();
    void take(const Commit &commit);
    void add();
    void edit();
    // Whom the commands are about: who is opened, or the one row that is chosen.
    std::optional<User> subject() const;

    Desk &m_desk;
    PersonDeeds *m_deeds;
    std::shared_ptr<Source> m_source;
    PagedModel *m_model = nullptr;
    PageHead *m_head = nullptr;
    SearchField *m_search = nullptr;
    Segmented *m_kind = nullptr;
    TableView *m_table = nullptr;
    QStackedWidget *m_pages = nullptr; // the list, the customer
    QStackedWidget *m_lists = nullptr; // the table, the empty states
    QWidget *m_none = nullptr;
    QWidget *m_nothingFound = nullptr;
    CustomerView *m_view = nullptr;
    QAction *m_add, *m_edit, *m_wayIn, *m_shutOut, *m_save, *m_erase;
    QTimer m_soon; // many changes at once are one look
};

void addCustomersPages(MainWindow &window, Desk &desk, const ApiHost &host);

}
