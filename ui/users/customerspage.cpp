#include "ui/users/customerspage.h"

#include "ui/models/pagedmodel.h"
#include "ui/orders/orderspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/type.h"
#include "ui/users/customerview.h"
#include "ui/users/peoplewords.h"
#include "ui/users/persondeeds.h"
#include "ui/users/persondialog.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fillingstack.h"
#include "ui/widgets/flowrow.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"

#include <QAction>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
enum Kind { All, MaySignIn, ShutOut };

QList<Column> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<CustomerRow>(u"name"_s, CustomersPage::tr("Customer"), ColumnKind::Name, 0,
                            [](const CustomerRow &row) {
                                return Cell{.text = peoplewords::name(row.user), .second = row.user.email};
                            }),
        column<CustomerRow>(u"orders"_s, CustomersPage::tr("Orders"), ColumnKind::Figure, 9,
                            [&format](const CustomerRow &row) { return Cell{.text = format.number(row.orders)}; }),
        column<CustomerRow>(u"spent"_s, CustomersPage::tr("Bought in all"), ColumnKind::Figure, 15,
                            [&format](const CustomerRow &row) {
                                return Cell{.text = row.orders ? format.money(row.spent) : QString()};
                            }),
        column<CustomerRow>(u"last"_s, CustomersPage::tr("Last order"), ColumnKind::Quiet, 13,
                            [&desk, &format](const CustomerRow &row) {
                                return row.lastOrder ? Cell{.text = format.near(*row.lastOrder, desk.now()),
                                                            .tip = format.full(*row.lastOrder)}
                                                     : Cell{};
                            }),
        column<CustomerRow>(u"since"_s, CustomersPage::tr("Since"), ColumnKind::Quiet, 13,
                            [&desk, &format](const CustomerRow &row) {
                                return Cell{.text = format.near(row.user.createdAt, desk.now()),
                                            .tip = format.full(row.user.createdAt)};
                            }),
    };
}

void arrange(CustomerQuery &query, const ListOrder &order)
{
    using By = CustomerQuery::By;
    query.by = order.key == "orders"_L1 ? By::Orders
        : order.key == "spent"_L1       ? By::Spent
        : order.key == "last"_L1        ? By::LastOrder
        : order.key == "since"_L1       ? By::Since
                                        : By::Name;
    query.down = order.direction == Qt::DescendingOrder;
}
}

CustomersPage::CustomersPage(MainWindow &window, Desk &desk, const ApiHost &host)
    : ConsolePage(u"customers"_s, tr("Customers"), u"customers"_s, PageGroup::Work),
      m_desk(desk),
      m_deeds(new PersonDeeds(desk, host, this))
{
    makeCommands();
    m_source = std::make_shared<Source>(desk, &customers::ids, &customers::fetch, &arrange);
    m_model = new PagedModel(columnsOf(desk), m_source, this);
    m_view = new CustomerView(desk, {m_erase, m_save, m_shutOut, m_wayIn, m_edit});
    m_pages = new FillingStack;
    m_pages->addWidget(makeList(window));
    m_pages->addWidget(m_view);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pages);
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(&m_soon, &QTimer::timeout, m_model, &PagedModel::refresh);
    connect(m_view, &CustomerView::back, this, &CustomersPage::goBack);
    connect(m_view, &CustomerView::shown, this, &CustomersPage::showCommands);
    connect(m_view, &CustomerView::orderOpened, this, &CustomersPage::orderOpened);
    connect(m_table, &TableView::opened, this, [this](qint64 id) { open(UserId{id}); });
    connect(m_table, &TableView::selectionChangedIds, this, &CustomersPage::showCommands);
    connect(m_model, &PagedModel::stateChanged, this, &CustomersPage::showState);
    connect(m_model, &PagedModel::dataChanged, this, &CustomersPage::showCommands);
    connect(&m_desk, &Desk::changed, this, &CustomersPage::take);
    connect(m_deeds, &PersonDeeds::refused, this, [this](const QString &sentence) {
        if (m_pages->currentWidget() == m_view)
            m_view->showFault(sentence);
        else
            Q_EMIT m_desk.told(sentence);
    });
    connect(m_deeds, &PersonDeeds::gone, this, [this](UserId id) {
        if (m_view->customer().id == id)
            goBack();
    });
    showCommands();
}

void CustomersPage::makeCommands()
{
    m_add = addCommand(MenuPlace::Edit, u"addCustomer"_s, tr("Add customer…"), u"plus"_s, QKeySequence::New);
    m_edit = addCommand(MenuPlace::Edit, u"editCustomer"_s, tr("Edit…"), u"edit"_s, Qt::Key_F2);
    m_wayIn = addCommand(MenuPlace::Edit, u"customerPassword"_s, tr("New password…"), u"key"_s);
    m_shutOut = addCommand(MenuPlace::Edit, u"shutOutCustomer"_s, tr("Shut them out"), u"stop"_s);
    m_save = addCommand(MenuPlace::Shop, u"saveCustomerData"_s, tr("Save their data…"), u"export"_s);
    m_erase = addCommand(MenuPlace::Edit, u"eraseCustomer"_s, tr("Erase…"), u"trash"_s);
    connect(m_add, &QAction::triggered, this, &CustomersPage::add);
    connect(m_edit, &QAction::triggered, this, &CustomersPage::edit);
    const auto with = [this](QAction *action, auto deed) {
        connect(action, &QAction::triggered, this, [this, deed] {
            if (const auto user = subject())
                deed(*user);
        });
    };
    with(m_wayIn, [this](const User &user) { m_deeds->wayIn(user); });
    with(m_shutOut, [this](const User &user) { m_deeds->setDisabled(user, !user.disabled); });
    with(m_save, [this](const User &user) { m_deeds->saveData(user); });
    with(m_erase, [this](const User &user) { m_deeds->erase(user); });
}

QWidget *CustomersPage::makeList(MainWindow &window)
{
    auto *list = new QWidget;
    auto *all = new QVBoxLayout(list);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    m_head = new PageHead(tr("Customers"));
    m_head->addAction(m_add, true);
    all->addWidget(m_head);
    auto *filters = new FlowRow;
    filters->setContentsMargins(PageEdge, 0, PageEdge, 12);
    filters->setSpacing(8);
    m_search = new SearchField(tr("Search name, e-mail or telephone"));
    m_search->setObjectName(u"searchCustomers"_s);
    m_kind = new Segmented({tr("All"), tr("May sign in"), tr("Shut out")});
    m_kind->setObjectName(u"customerKind"_s);
    m_kind->setAccessibleName(tr("Which customers are shown"));
    filters->addWidget(m_search, 1);
    filters->addWidget(m_kind);
    filters->addStretch(1);
    all->addLayout(filters);
    m_table = new TableView(RowHeight::TwoLines);
    m_table->setObjectName(u"customers"_s);
    m_table->setAccessibleName(tr("Customers"));
    m_table->setPagedModel(m_model);
    window.memory().keep(*m_table, u"customers/table"_s);
    m_kind->setCurrent(window.memory().value(u"customers/kind"_s, All).toInt());
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_table);
    makeEmptyStates();
    all->addWidget(m_lists, 1);
    connect(m_search, &SearchField::searched, this, &CustomersPage::search);
    connect(m_kind, &Segmented::currentChanged, this, [this, &window](int kind) {
        window.memory().setValue(u"customers/kind"_s, kind);
        search();
    });
    return list;
}

void CustomersPage::makeEmptyStates()
{
    m_none = new EmptyState(tr("No customers yet"),
                            tr("Whoever signs up or orders with an account stands here, with all they bought."),
                            {m_add}, tr("Coming from another system? Importing its orders brings its customers, too."));
    auto *clear = new QAction(tr("Show all customers"), this);
    connect(clear, &QAction::triggered, this, [this] {
        m_search->clear();
        m_kind->setCurrent(All);
        search();
    });
    m_nothingFound =
        new EmptyState(tr("No such customers"), tr("None of the customers fits what is asked for above."), {clear});
    m_lists->addWidget(m_none);
    m_lists->addWidget(m_nothingFound);
}

void CustomersPage::search()
{
    m_source->query.search = m_search->text();
    m_source->query.disabled = m_kind->current() == All ? std::nullopt : std::optional(m_kind->current() == ShutOut);
    m_model->refresh();
}

void CustomersPage::activated() { refresh(); }

void CustomersPage::refresh()
{
    search();
    if (m_pages->currentWidget() == m_view)
        m_view->reload();
}

QWidget *CustomersPage::searchField() { return m_pages->currentIndex() == 0 ? m_search : nullptr; }

bool CustomersPage::goBack()
{
    if (m_pages->currentIndex() == 0)
        return false;
    m_pages->setCurrentIndex(0);
    m_table->setFocus();
    showCommands();
    return true;
}

void CustomersPage::open(UserId id)
{
    m_view->open(id);
    m_pages->setCurrentWidget(m_view);
    showCommands();
}

void CustomersPage::take(const Commit &commit)
{
    if (!commit.touches(Topic::Customers) && !commit.touches(Topic::Orders))
        return;
    QList<qint64> ids;
    for (const Change &change : commit.changes)
        if (change.topic == Topic::Customers && change.id > 0)
            ids << change.id;
    m_model->invalidate(ids);
    m_table->flash(ids);
    // Under a stream of orders once in a while, not at its end.
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
    if (m_pages->currentWidget() == m_view)
        m_view->reload();
}

std::optional<User> CustomersPage::subject() const
{
    if (m_pages->currentWidget() == m_view)
        return m_view->customer().id.value ? std::optional(m_view->customer().user) : std::nullopt;
    const QList<qint64> ids = m_table->selectedIds();
    const QVariant row = ids.size() == 1 ? m_model->valueAt(m_model->rowOf(ids.first())) : QVariant();
    return row.isValid() ? std::optional(row.value<CustomerRow>().user) : std::nullopt;
}

void CustomersPage::showCommands()
{
    if (!m_pages)
        return;
    const auto user = subject();
    for (QAction *action : {m_edit, m_wayIn, m_shutOut, m_save, m_erase})
        action->setEnabled(user.has_value());
    m_wayIn->setEnabled(user && !user->disabled && !user->email.isEmpty());
    m_wayIn->setText(user && !user->hasPassword ? tr("Invite…") : tr("New password…"));
    m_shutOut->setText(user && user->disabled ? tr("Let in again") : tr("Shut them out"));
}

void CustomersPage::add()
{
    auto *dialog = new PersonDialog(m_desk, User{}, this);
    connect(dialog, &PersonDialog::added, this, [this](const users::Created &created) { open(created.user.id); });
    dialog->open();
}

void CustomersPage::edit()
{
    if (const auto user = subject())
        (new PersonDialog(m_desk, *user, this))->open(); // deletes itself when closed
}

void CustomersPage::showState()
{
    if (m_model->state() == PagedModel::State::Loading)
        return;
    if (m_model->state() == PagedModel::State::Failed)
        return setStatusText(m_model->error().message);
    const int count = m_model->rowCount();
    const bool filtered = m_kind->current() != All || !m_source->query.search.isEmpty();
    m_head->setFact(tr("%n customers", nullptr, count));
    m_lists->setCurrentWidget(count > 0 ? static_cast<QWidget *>(m_table) : filtered ? m_nothingFound : m_none);
    setStatusText(tr("Figures count what was not cancelled, less what went back"));
    showCommands();
}

void addCustomersPages(MainWindow &window, Desk &desk, const ApiHost &host)
{
    auto *page = new CustomersPage(window, desk, host);
    QObject::connect(page, &CustomersPage::orderOpened, &window, [&window](const QByteArray &number) {
        window.goTo(u"orders"_s);
        if (auto *orders = qobject_cast<OrdersPage *>(window.page(u"orders"_s)))
            orders->open(number);
    });
    window.addPage(page);
}

}
