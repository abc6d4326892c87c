#include "ui/users/customerview.h"

#include "ui/models/pagedmodel.h"
#include "ui/orders/orderwords.h"
#include "ui/settings/countrybox.h"
#include "ui/theme/style.h"
#include "ui/users/peoplewords.h"
#include "ui/users/sessionspanel.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QDateTime>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int RowsShown = 9; // of orders, before the list scrolls
constexpr int SideLines = 19; // width of the side column, in heights of a line
constexpr int NarrowLines = 56; // below this width it goes beneath

QLabel *makeParagraph(const QString &objectName)
{
    QLabel *label = makeLabel({});
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QList<Column> orderColumns(Desk &desk)
{
    const Format &format = desk.format();
    return {
        column<Order>(
            u"number"_s, CustomerView::tr("Order"), ColumnKind::Name, 0,
            [](const Order &order) { return Cell{.text = u'#' + QString::fromUtf8(order.number)}; }, false),
        column<Order>(u"placed"_s, CustomerView::tr("Placed"), ColumnKind::Quiet, 13,
                      [&desk, &format](const Order &order) {
                          return Cell{.text = format.near(order.placedAt, desk.now()),
                                      .tip = format.full(order.placedAt)};
                      }),
        column<Order>(
            u"fulfilment"_s, CustomerView::tr("Delivery"), ColumnKind::State, 15,
            [](const Order &order) {
                const BadgeLook badge = orderwords::fulfilment(order);
                return Cell{.text = badge.text, .badge = badge};
            },
            false),
        column<Order>(
            u"total"_s, CustomerView::tr("Total"), ColumnKind::Figure, 12,
            [&format](const Order &order) { return Cell{.text = format.money(order.total)}; }, false),
    };
}

void arrangeOrders(OrderQuery &query, const ListOrder &order)
{
    query.oldestFirst = order.key == "placed"_L1 && order.direction == Qt::AscendingOrder;
}

QString addressText(const Address &address)
{
    QStringList lines{address.name,   address.line1,
                      address.line2,  QString(address.postalCode + u' ' + address.city).trimmed(),
                      address.region, countryName(address.country),
                      address.phone};
    lines.removeAll(QString());
    return lines.join(u'\n');
}
}

CustomerView::CustomerView(Desk &desk, const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_head(new PageHead({})),
      m_state(new Badge),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_columns(new QGridLayout)
{
    m_head->showBack();
    m_head->addMark(m_state);
    for (QAction *action : actions) {
        QPushButton *button = m_head->addAction(action, action == actions.last());
        if (action == actions.first())
            setKind(*button, ButtonKind::Destructive);
    }
    m_fault->setObjectName(u"customerFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();
    m_main = makeMain();
    m_side = makeSide();
    auto *canvas = new QWidget;
    auto *rows = new QVBoxLayout(canvas);
    rows->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    m_columns->setSpacing(PanelGap);
    rows->addLayout(m_columns);
    rows->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(canvas);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_fault);
    all->addWidget(scroll, 1);
    arrange();
    connect(m_head, &PageHead::back, this, &CustomerView::back);
    connect(m_orders, &TableView::opened, this, [this](qint64 id) {
        const QVariant row = m_model->valueAt(m_model->rowOf(id));
        if (row.isValid())
            Q_EMIT orderOpened(row.value<Order>().number);
    });
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        if (m_model->state() == PagedModel::State::Loading)
            return;
        const int count = m_model->rowCount();
        m_orders->setVisible(count > 0);
        m_noOrders->setVisible(count == 0);
        m_orders->setFixedHeight(m_orders->rowHeight() * qBound(1, count, RowsShown) + metrics().control + 4);
    });
}

QWidget *CustomerView::makeMain()
{
    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    auto *figures = new Panel(tr("What they bought"));
    m_figures = new FactList;
    m_figures->setObjectName(u"customerFigures"_s);
    figures->body()->addWidget(m_figures);
    column->addWidget(figures);
    auto *list = new Panel(tr("Orders"));
    m_source = std::make_shared<OrderSource>(m_desk, &orders::ids, &orders::fetch, &arrangeOrders);
    m_source->query.user = UserId{-1}; // nobody's until somebody is shown
    m_model = new PagedModel(orderColumns(m_desk), m_source, this);
    m_orders = new TableView(RowHeight::Text);
    m_orders->setObjectName(u"customerOrders"_s);
    m_orders->setAccessibleName(tr("Orders of this customer"));
    m_orders->setEdge(0);
    m_orders->setPagedModel(m_model);
    m_noOrders = makeLabel(tr("No orders yet."), Type::Body, Ink::Muted);
    list->body()->addWidget(m_orders);
    list->body()->addWidget(m_noOrders);
    column->addWidget(list);
    column->addStretch(1);
    return main;
}

QWidget *CustomerView::makeSide()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    const auto add = [column](const QString &title, QLabel *&label, const QString &objectName) {
        auto *panel = new Panel(title);
        label = makeParagraph(objectName);
        panel->body()->addWidget(label);
        column->addWidget(panel);
        return panel;
    };
    add(tr("Contact"), m_contact, u"customerContact"_s);
    add(tr("Addresses"), m_addresses, u"customerAddresses"_s);
    m_notePanel = add(tr("Note"), m_note, u"customerNote"_s);
    m_sessions = new SessionsPanel(m_desk);
    column->addWidget(m_sessions);
    column->addStretch(1);
    return side;
}

// The side column stands beside the main one where there is room, else beneath.
void CustomerView::arrange()
{
    const int unit = metrics().unit;
    const bool narrow = width() < unit * NarrowLines;
    m_columns->removeWidget(m_main);
    m_columns->removeWidget(m_side);
    m_columns->addWidget(m_main, 0, 0, Qt::Alignment());
    m_columns->addWidget(m_side, narrow ? 1 : 0, narrow ? 0 : 1);
    m_columns->setColumnStretch(0, 1);
    m_side->setFixedWidth(narrow ? QWIDGETSIZE_MAX : unit * SideLines);
    if (narrow) {
        m_side->setMinimumWidth(0);
        m_side->setMaximumWidth(QWIDGETSIZE_MAX);
    }
}

void CustomerView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void CustomerView::open(UserId id)
{
    if (id != m_id) {
        m_customer = {};
        m_head->setTitle({});
        m_head->setFact({});
        m_state->hide();
        m_source->query.user = id;
        m_model->refresh();
    }
    m_id = id;
    showFault({});
    reload();
}

void CustomerView::reload()
{
    m_desk.read(
        this,
        [id = m_id, actor = m_desk.actor()](Reader &reader) -> Result<Shown> {
            auto customer = customers::get(reader, actor, id);
            if (!customer)
                return fail(customer.error());
            return Shown{*std::move(customer), addressbook::ofUser(reader, id)};
        },
        [this, id = m_id](const Result<Shown> &shown) {
            if (id != m_id)
                return;
            if (!shown)
                return showFault(shown.error().message);
            show(*shown);
        });
}

void CustomerView::showFault(const QString &sentence)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
}

void CustomerView::show(const Shown &shown)
{
    const Format &format = m_desk.format();
    const bool same = m_customer.id == shown.customer.id;
    m_customer = shown.customer;
    const User &user = m_customer.user;
    m_head->setTitle(peoplewords::name(user));
    const auto dayOf = [&format](Millis at) { return QDateTime::fromMSecsSinceEpoch(at, format.zone()).date(); };
    const bool today = dayOf(user.createdAt) == dayOf(m_desk.now());
    m_head->setFact((today ? tr("Customer since today, %1") : tr("Customer since %1"))
                        .arg(format.near(user.createdAt, m_desk.now())));
    const BadgeLook state = peoplewords::state(user);
    m_state->setLook(state);
    m_state->setVisible(state.filled);
    m_figures->setFacts(
        {{tr("Orders"), format.number(m_customer.orders)},
         {tr("All they bought, less what went back"), format.money(m_customer.spent)},
         {tr("An order on average"), m_customer.average() ? format.money(*m_customer.average()) : u"–"_s},
         {tr("Last order"), m_customer.lastOrder ? format.full(*m_customer.lastOrder) : u"–"_s}});
    QStringList contact{user.email, user.phone, countryName(user.country)};
    if (!user.externalNumber.isEmpty())
        contact << tr("Number %1").arg(user.externalNumber);
    contact.removeAll(QString());
    m_contact->setText(contact.isEmpty() ? tr("Nothing is known.") : contact.join(u'\n'));
    QStringList addresses;
    for (const SavedAddress &saved : shown.addresses)
        addresses << addressText(saved.address);
    m_addresses->setText(addresses.isEmpty() ? tr("None kept. Each order has its own.") : addresses.join(u"\n\n"_s));
    m_note->setText(user.note);
    m_notePanel->setVisible(!user.note.isEmpty());
    m_sessions->open(user.id, peoplewords::name(user));
    if (same)
        m_model->refresh();
    Q_EMIT this->shown();
}

}
