#include "ui/orders/orderview.h"

#include "app/orders/ordernotes.h"
#include "app/orders/orderwork.h"
#include "ui/orders/addressdialog.h"
#include "ui/orders/orderdialogs.h"
#include "ui/orders/orderitems.h"
#include "ui/orders/orderwords.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"
#include "ui/widgets/timeline.h"

#include <QAction>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SideWidth = 320;

QAction *makeAction(QObject *parent, const QString &objectName, const QString &text, const QString &iconName)
{
    auto *action = new QAction(iconName.isEmpty() ? QIcon() : icon(iconName), text, parent);
    action->setObjectName(objectName);
    return action;
}

QLabel *makeParagraph(const QString &objectName)
{
    QLabel *label = makeLabel({});
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}
}

OrderView::OrderView(Desk &desk, QAction *print, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_head(new PageHead({})),
      m_payment(new Badge),
      m_fulfilment(new Badge),
      m_send(makeAction(this, u"sendOrder"_s, tr("Send…"), u"send"_s)),
      m_pay(makeAction(this, u"payOrder"_s, tr("Mark paid…"), u"pay"_s)),
      m_refund(makeAction(this, u"refundOrder"_s, tr("Refund…"), u"return"_s)),
      m_cancel(makeAction(this, u"cancelOrder"_s, tr("Cancel order"), u"cancel"_s)),
      m_change(makeAction(this, u"changeAddress"_s, tr("Change", "an address"), {})),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    m_head->showBack();
    m_head->addMark(m_payment);
    m_head->addMark(m_fulfilment);
    m_head->addAction(print);
    m_head->addAction(m_refund);
    m_head->addAction(m_pay);
    m_head->addAction(m_send, true);
    m_fault->setObjectName(u"orderFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();

    auto *canvas = new QWidget;
    m_columns = new QGridLayout(canvas);
    m_columns->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    m_columns->setSpacing(PanelGap);
    m_columns->setColumnStretch(0, 1);
    m_main = makeMain();
    m_side = makeSide();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(canvas);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    all->addWidget(m_fault);
    all->addWidget(scroll, 1);

    arrange();
    connect(m_head, &PageHead::back, this, &OrderView::back);
    connect(m_send, &QAction::triggered, this, [this] { (new SendDialog(m_desk, m_order, this))->open(); });
    connect(m_pay, &QAction::triggered, this, [this] { (new PayDialog(m_desk, m_order, this))->open(); });
    connect(m_refund, &QAction::triggered, this, [this] { (new RefundDialog(m_desk, m_order, this))->open(); });
    connect(m_cancel, &QAction::triggered, this, &OrderView::cancel);
    connect(m_changeAddress, &QPushButton::clicked, m_change, &QAction::trigger);
    connect(m_change, &QAction::triggered, this, [this] { (new AddressDialog(m_desk, m_order, this))->open(); });
}

void OrderView::arrange()
{
    const bool wide = width() >= 60 * metrics().unit;
    if (m_columns->count() > 0 && wide == m_wide)
        return;
    m_wide = wide;
    m_columns->addWidget(m_main, 0, 0);
    m_columns->addWidget(m_side, wide ? 0 : 1, wide ? 1 : 0);
    m_side->setMinimumWidth(wide ? SideWidth : 0);
    m_side->setMaximumWidth(wide ? SideWidth : QWIDGETSIZE_MAX);
    m_columns->setRowStretch(1, 1);
}

void OrderView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool OrderView::isHalfTyped() const { return !m_note->text().trimmed().isEmpty(); }

QWidget *OrderView::makeMain()
{
    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    auto *items = new Panel(tr("Items"));
    m_lines = new OrderItems(m_desk.format());
    m_lines->setObjectName(u"orderLines"_s);
    items->body()->addWidget(m_lines);
    column->addWidget(items);

    auto *money = new Panel(tr("Payment"));
    auto *sides = new QHBoxLayout;
    sides->setSpacing(32);
    m_payments = new RowList(false);
    m_payments->setObjectName(u"orderPayments"_s);
    m_totals = new FactList;
    m_totals->setObjectName(u"orderTotals"_s);
    sides->addWidget(m_payments, 1, Qt::AlignTop);
    sides->addWidget(m_totals, 1);
    money->body()->addLayout(sides);
    column->addWidget(money);

    auto *happened = new Panel(tr("What happened"));
    auto *note = new QHBoxLayout;
    note->setSpacing(8);
    m_note = new QLineEdit;
    m_note->setObjectName(u"orderNote"_s);
    m_note->setPlaceholderText(tr("Write a note, seen by staff only"));
    m_note->setAccessibleName(tr("Note, seen by staff only"));
    m_note->setMaxLength(2000);
    m_addNote = new QPushButton(tr("Add note"));
    m_addNote->setObjectName(u"addNote"_s);
    m_addNote->setEnabled(false);
    note->addWidget(m_note, 1);
    note->addWidget(m_addNote);
    happened->body()->addLayout(note);
    happened->body()->addSpacing(4);
    m_events = new TimeLine;
    m_events->setObjectName(u"orderEvents"_s);
    happened->body()->addWidget(m_events);
    column->addWidget(happened);
    connect(m_note, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_addNote->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_note, &QLineEdit::returnPressed, this, &OrderView::addNote);
    connect(m_addNote, &QPushButton::clicked, this, &OrderView::addNote);
    column->addStretch(1);
    return main;
}

QWidget *OrderView::makeSide()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    auto *customer = new Panel(tr("Customer"));
    m_openCustomer = customer->addLink(tr("Open", "a customer"), u"openCustomer"_s);
    connect(m_openCustomer, &QPushButton::clicked, this, [this] { Q_EMIT customerAsked(m_order.user); });
    m_customer = makeParagraph(u"orderCustomer"_s);
    customer->body()->addWidget(m_customer);
    m_facts = new FactList;
    m_facts->setObjectName(u"customerFacts"_s);
    customer->body()->addWidget(m_facts);
    column->addWidget(customer);
    m_addressPanel = new Panel(tr("Send to"));
    m_changeAddress = m_addressPanel->addLink(m_change->text(), u"changeAddressLink"_s);
    m_address = makeParagraph(u"orderAddress"_s);
    m_addressPanel->body()->addWidget(m_address);
    column->addWidget(m_addressPanel);
    auto *wish = new Panel(tr("Customer’s wish"));
    m_wish = makeParagraph(u"orderWish"_s);
    wish->body()->addWidget(m_wish);
    column->addWidget(wish);
    m_wishPanel = wish;
    // Not among what is done every day.
    QPushButton *cancel = makeButton(m_cancel);
    setKind(*cancel, ButtonKind::Destructive);
    column->addWidget(cancel, 0, Qt::AlignLeading);
    column->addStretch(1);
    return side;
}

void OrderView::open(const QByteArray &number)
{
    if (number
        != m_number) { // nothing of the order before stays: neither a note begun on it nor what its links lead to
        m_order = {};
        m_note->clear();
        m_openCustomer->hide();
        m_changeAddress->hide();
    }
    m_number = number;
    m_head->setTitle(tr("Order #%1").arg(QString::fromUtf8(number)));
    // Nothing can be done to an order before it is here.
    const QList<QAction *> all = findChildren<QAction *>(Qt::FindDirectChildrenOnly);
    for (QAction *action : all)
        action->setVisible(false);
    reload();
}

void OrderView::reload()
{
    m_desk.read(
        this,
        [number = m_number, actor = m_desk.actor()](Reader &reader) -> Result<Shown> {
            auto order = orders::find(reader, actor, number);
            if (!order)
                return fail(order.error());
            auto events = orders::timeline(reader, actor, number);
            if (!events)
                return fail(events.error());
            orders::Bought bought;
            if (order->user) {
                const auto found = orders::bought(reader, actor, order->user, order->id);
                if (!found)
                    return fail(found.error());
                bought = *found;
            }
            return Shown{*std::move(order), *std::move(events), bought};
        },
        [this](const Result<Shown> &shown) {
            m_fault->setVisible(!shown);
            if (!shown)
                m_fault->setText(shown.error().message);
            else if (shown->order.number == m_number)
                show(*shown);
        });
}

void OrderView::show(const Shown &shown)
{
    m_order = shown.order;
    m_payment->setLook(orderwords::payment(m_order, true));
    m_fulfilment->setLook(orderwords::fulfilment(m_order, true));
    m_head->setFact(m_desk.format().full(m_order.placedAt), m_desk.format().near(m_order.placedAt, m_desk.now()));
    const bool open = m_order.status == OrderStatus::Open;
    const bool left =
        std::any_of(m_order.lines.begin(), m_order.lines.end(), [](const OrderLine &line) { return line.left() > 0; });
    m_send->setVisible(open && left);
    const bool here = orderwords::isHandedOver(m_order);
    m_send->setText(m_order.anythingShipped() ? (here ? tr("Hand over the rest…") : tr("Send the rest…"))
                                              : (here ? tr("Hand over…") : tr("Send…")));
    m_send->setIcon(icon(here ? u"check"_s : u"send"_s));
    m_pay->setVisible(open && m_order.due() > 0);
    m_refund->setVisible(m_order.refundable() > 0);
    m_cancel->setVisible(open && !m_order.anythingShipped());
    m_bought = shown.bought;
    m_lines->setOrder(m_order);
    showTotals();
    showPayments();
    showPeople();
    showEvents(shown.events);
}

void OrderView::addNote()
{
    const QString text = m_note->text().trimmed();
    if (text.isEmpty())
        return;
    m_addNote->setEnabled(false);
    m_desk.write(
        this,
        [number = m_number, text, actor = m_desk.actor()](Transaction &transaction) {
            return ordernotes::add(transaction, actor, number, text);
        },
        [this, text](const Result<OrderNote> &note) {
            m_fault->setVisible(!note);
            if (!note)
                m_fault->setText(note.error().message);
            else if (m_note->text().trimmed() == text)
                m_note->clear();
            m_addNote->setEnabled(!m_note->text().trimmed().isEmpty());
            if (note)
                Q_EMIT m_desk.told(tr("The note was added"));
        });
}

// Done at once: it can be taken back.
void OrderView::cancel()
{
    const qint64 back = m_order.refundable();
    m_desk.write(
        this,
        [number = m_number, actor = m_desk.actor()](Transaction &transaction) {
            return orderwork::cancel(transaction, actor, number);
        },
        [this, back](const Result<Order> &cancelled) {
            m_fault->setVisible(!cancelled);
            if (!cancelled) {
                m_fault->setText(cancelled.error().message);
                return;
            }
            const QString number = QString::fromUtf8(cancelled->number);
            Q_EMIT m_desk.told(
                back > 0 ? tr("Order #%1 was cancelled; hand back %2 yourself").arg(number, m_desk.format().money(back))
                         : tr("Order #%1 was cancelled").arg(number));
        });
}

}
