#include "ui/orders/orderview.h"

#include "app/orders/address.h"
#include "app/orders/orderwork.h"
#include "ui/orders/orderdialogs.h"
#include "ui/orders/orderwords.h"
#include "ui/shell/desk.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int SideWidth = 320;

QAction *makeAction(QObject *parent, const QString &objectName, const QString &text, const QString &iconName)
{
    auto *action = new QAction(icon(iconName), text, parent);
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

OrderView::OrderView(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_head(new PageHead({})),
      m_payment(new Badge),
      m_fulfilment(new Badge),
      m_send(makeAction(this, u"sendOrder"_s, tr("Send…"), u"send"_s)),
      m_pay(makeAction(this, u"payOrder"_s, tr("Mark paid…"), u"pay"_s)),
      m_refund(makeAction(this, u"refundOrder"_s, tr("Refund…"), u"return"_s)),
      m_cancel(makeAction(this, u"cancelOrder"_s, tr("Cancel order…"), u"cancel"_s)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad))
{
    m_head->showBack();
    m_head->addMark(m_payment);
    m_head->addMark(m_fulfilment);
    setKind(*m_head->addAction(m_cancel), ButtonKind::Destructive);
    m_head->addAction(m_refund);
    m_head->addAction(m_pay);
    m_head->addAction(m_send, true);
    m_fault->setObjectName(u"orderFault"_s);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setWordWrap(true);
    m_fault->hide();

    auto *canvas = new QWidget;
    auto *columns = new QHBoxLayout(canvas);
    columns->setContentsMargins(PageEdge, 0, PageEdge, PageEdge);
    columns->setSpacing(PanelGap);
    columns->addWidget(makeMain(), 1);
    columns->addWidget(makeSide());
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

    connect(m_head, &PageHead::back, this, &OrderView::back);
    connect(m_send, &QAction::triggered, this, [this] { (new SendDialog(m_desk, m_order, this))->open(); });
    connect(m_pay, &QAction::triggered, this, [this] { (new PayDialog(m_desk, m_order, this))->open(); });
    connect(m_refund, &QAction::triggered, this, [this] { (new RefundDialog(m_desk, m_order, this))->open(); });
    connect(m_cancel, &QAction::triggered, this, &OrderView::cancel);
}

QWidget *OrderView::makeMain()
{
    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    auto *items = new Panel(tr("Items"));
    m_lines = new RowList;
    m_lines->setObjectName(u"orderLines"_s);
    items->body()->addWidget(m_lines);
    column->addWidget(items);
    auto *totals = new Panel(tr("What it came to"));
    m_totals = new FactList;
    m_totals->setObjectName(u"orderTotals"_s);
    totals->body()->addWidget(m_totals);
    column->addWidget(totals);
    auto *happened = new Panel(tr("What happened"));
    m_events = new RowList(false);
    m_events->setObjectName(u"orderEvents"_s);
    happened->body()->addWidget(m_events);
    column->addWidget(happened);
    column->addStretch(1);
    return main;
}

QWidget *OrderView::makeSide()
{
    auto *side = new QWidget;
    side->setFixedWidth(SideWidth);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(PanelGap);
    auto *customer = new Panel(tr("Customer"));
    m_customer = makeParagraph(u"orderCustomer"_s);
    customer->body()->addWidget(m_customer);
    column->addWidget(customer);
    auto *address = new Panel(tr("Send to"));
    m_address = makeParagraph(u"orderAddress"_s);
    address->body()->addWidget(m_address);
    column->addWidget(address);
    auto *wish = new Panel(tr("Customer’s wish"));
    m_wish = makeParagraph(u"orderWish"_s);
    wish->body()->addWidget(m_wish);
    column->addWidget(wish);
    m_wishPanel = wish;
    column->addStretch(1);
    return side;
}

void OrderView::open(const QByteArray &number)
{
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
            return Shown{*std::move(order), *std::move(events)};
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
    m_head->setFact(m_desk.format().full(m_order.placedAt));
    const bool open = m_order.status == OrderStatus::Open;
    const bool left =
        std::any_of(m_order.lines.begin(), m_order.lines.end(), [](const OrderLine &line) { return line.left() > 0; });
    m_send->setVisible(open && left);
    m_send->setText(m_order.anythingShipped() ? tr("Send the rest…") : tr("Send…"));
    m_pay->setVisible(open && m_order.due() > 0);
    m_refund->setVisible(m_order.refundable() > 0);
    m_cancel->setVisible(open && !m_order.anythingShipped());
    showLines();
    showTotals();
    showPeople();
    showEvents(shown.events);
}

void OrderView::showLines()
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    for (const OrderLine &line : std::as_const(m_order.lines)) {
        QStringList quiet;
        if (const QString options = orderwords::options(line.options); !options.isEmpty())
            quiet << options;
        quiet << QString::fromUtf8(line.sku)
              << tr("%1 × %2").arg(format.number(line.quantity), orderwords::unitPrice(format, line.unitPrice));
        if (line.fulfilled > 0)
            quiet << tr("%1 of %2 sent").arg(format.number(line.fulfilled), format.number(line.quantity));
        if (line.refundedQuantity > 0)
            quiet << tr("%1 taken back").arg(format.number(line.refundedQuantity));
        rows << ListRow{.text = QString::fromUtf8(line.title),
                        .second = quiet.join(u" · "_s),
                        .figure = format.money(line.total),
                        .sign = u"products"_s,
                        .tile = true};
    }
    m_lines->setRows(rows);
}

void OrderView::showTotals()
{
    const Format &format = m_desk.format();
    QList<Fact> facts{{tr("%n pieces", nullptr, int(m_order.itemCount)), format.money(m_order.subtotal)}};
    if (m_order.discount != 0)
        facts << Fact{tr("Discount"), format.money(-m_order.discount)};
    if (!m_order.shippingMethod.isEmpty() || m_order.shipping != 0)
        facts << Fact{m_order.shippingMethod.isEmpty() ? tr("Delivery") : m_order.shippingMethod,
                      format.money(m_order.shipping)};
    for (const TaxLine &tax : std::as_const(m_order.taxLines)) {
        // Most rates carry their per cent in their name.
        const QString given = QString::fromUtf8(tax.name);
        const QString name =
            given.contains(u'%') ? given : tr("%1, %2").arg(given, format.percent(double(tax.rate) / 1e6));
        facts << Fact{m_order.pricesIncludeTax ? tr("%1 (contained)").arg(name) : name, format.money(tax.amount)};
    }
    facts << Fact{tr("Total"), format.money(m_order.total), true};
    if (m_order.paid > 0)
        facts << Fact{tr("Paid, %1").arg(orderwords::paymentMethod(m_order.paymentMethod)), format.money(m_order.paid)};
    if (m_order.refunded > 0)
        facts << Fact{tr("Given back"), format.money(-m_order.refunded)};
    if (m_order.status != OrderStatus::Cancelled && m_order.due() > 0)
        facts << Fact{tr("Still to pay, %1").arg(orderwords::paymentMethod(m_order.paymentMethod)),
                      format.money(m_order.due())};
    m_totals->setFacts(facts);
}

void OrderView::showPeople()
{
    QStringList customer{orderwords::customer(m_order)};
    if (!m_order.email.isEmpty() && !customer.contains(m_order.email))
        customer << m_order.email;
    if (m_order.imported())
        customer << tr("Brought over from another system");
    m_customer->setText(customer.join(u'\n'));
    const auto address = addresses::fromJson(m_order.shippingAddress);
    QStringList lines;
    if (address) {
        lines << address->name << address->line1 << address->line2 << (address->postalCode + u' ' + address->city)
              << address->region
              << QLocale::territoryToString(QLocale::codeToTerritory(QString::fromLatin1(address->country)))
              << address->phone;
        lines.removeAll(QString());
    }
    m_address->setText(lines.isEmpty() ? tr("Nothing to send, or no address was kept.") : lines.join(u'\n'));
    m_wish->setText(m_order.note);
    m_wishPanel->setVisible(!m_order.note.isEmpty());
}

void OrderView::showEvents(const QList<orders::Event> &events)
{
    const Format &format = m_desk.format();
    QList<ListRow> rows;
    for (auto event = events.crbegin(); event != events.crend(); ++event)
        rows << ListRow{.text = orderwords::event(*event),
                        .figure = format.near(event->at, m_desk.now()),
                        .sign = u"done"_s,
                        .ink = rows.isEmpty() ? Ink::Accent : Ink::Muted};
    m_events->setRows(rows);
}

void OrderView::cancel()
{
    const QString effect = m_order.paid > 0
        ? tr("What was not sent goes back on the shelf, and %1 is noted as given back: hand it back yourself.")
              .arg(m_desk.format().money(m_order.refundable()))
        : tr("What was ordered goes back on the shelf. This cannot be taken back.");
    m_desk.ask().question(
        this,
        {.name = u"cancelOrder"_s,
         .title = tr("Cancel order #%1 of %2?").arg(QString::fromUtf8(m_order.number), orderwords::customer(m_order)),
         .effect = effect,
         .yes = tr("Cancel order"),
         .no = tr("Keep")},
        [this](bool yes) {
            if (!yes)
                return;
            m_desk.write(
                this,
                [number = m_number, actor = m_desk.actor()](Transaction &transaction) {
                    return orderwork::cancel(transaction, actor, number);
                },
                [this](const Result<Order> &cancelled) {
                    m_fault->setVisible(!cancelled);
                    if (!cancelled)
                        m_fault->setText(cancelled.error().message);
                    else
                        Q_EMIT m_desk.told(tr("Order #%1 was cancelled").arg(QString::fromUtf8(cancelled->number)));
                });
        });
}

}
