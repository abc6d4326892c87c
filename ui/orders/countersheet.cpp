#include "ui/orders/countersheet.h"

#include "app/orders/orders.h"
#include "app/users/token.h"
#include "ui/orders/counterform.h"
#include "ui/shell/desk.h"
#include "ui/stock/goodssheet.h"
#include "ui/stock/linetable.h"
#include "ui/stock/piecefield.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pagehead.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int TextWidth = 60; // of lines and form beside each other, in heights of a line

qint64 priceOf(const PieceLine &line) { return line.price.value_or(line.piece.price); }

QList<LineColumn> columnsOf(Desk &desk)
{
    const Format &format = desk.format();
    const auto typeCount = [&desk](PieceLine &line, const QString &text) {
        const auto count = typedCount(desk, text);
        if (!count || *count < 1)
            return false;
        line.quantity = *count;
        return true;
    };
    const auto typePrice = [&format](PieceLine &line, const QString &text) {
        const auto price = format.parseMoney(text);
        if (!price || *price < 0)
            return false;
        line.price = *price == line.piece.price ? std::nullopt : price;
        return true;
    };
    LineColumn price{u"price"_s, CounterSheet::tr("Each"), ColumnKind::Figure, [&format](const PieceLine &line) {
                         return Cell{.text = format.money(priceOf(line)),
                                     .ink = line.price ? std::optional(Ink::Accent) : std::nullopt};
                     }};
    if (counter::mayPrice(desk.actor())) {
        price.type = typePrice;
        price.typed = [&format](const PieceLine &line) { return format.moneyPlain(priceOf(line)); };
    }
    return {pieceColumn(),
            {u"there"_s, CounterSheet::tr("There"), ColumnKind::Figure,
             [&format](const PieceLine &line) {
                 const auto left = line.piece.left();
                 return Cell{.text = left ? format.number(*left) : QString(),
                             .ink = left && *left < line.quantity ? Ink::Bad : Ink::Muted};
             }},
            {u"quantity"_s, CounterSheet::tr("Pieces"), ColumnKind::Figure,
             [&format](const PieceLine &line) { return Cell{.text = format.number(line.quantity)}; }, typeCount,
             [](const PieceLine &line) { return QString::number(line.quantity); }},
            price,
            {u"total"_s, CounterSheet::tr("Total"), ColumnKind::Figure,
             [&format](const PieceLine &line) { return Cell{.text = format.money(line.quantity * priceOf(line))}; }}};
}
}

CounterSheet::CounterSheet(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_lines(new PieceLines(this)),
      m_head(new PageHead(tr("New order"))),
      m_piece(new PieceField(desk)),
      m_form(new CounterForm(desk)),
      m_fault(makeLabel({}, Type::Body, Ink::Bad)),
      m_content(new QStackedWidget),
      m_done(makeDone()),
      m_key(newToken()),
      m_place(new QAction(icon(u"check"_s), tr("Place order"), this)),
      m_empty(new QAction(icon(u"trash"_s), tr("Start over"), this)),
      m_short(new QAction(this))
{
    setObjectName(u"counterSheet"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_lines->setColumns(columnsOf(desk));
    m_table = new LineTable(*m_lines, {0, 8, 8, 12, 12});
    m_place->setObjectName(u"placeOrder"_s);
    m_place->setShortcuts({QKeySequence(u"F9"_s), QKeySequence(u"Ctrl+Return"_s), QKeySequence(u"Ctrl+Enter"_s)});
    m_place->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_short->setObjectName(u"notPaidYet"_s);
    m_short->setShortcuts(m_place->shortcuts());
    m_short->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_place);
    addAction(m_short);
    m_empty->setObjectName(u"startOver"_s);
    m_head->showBack();
    m_head->addAction(m_empty);
    m_head->addAction(m_place, true);
    m_fault->setObjectName(u"counterFault"_s);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(PageEdge, 0, PageEdge, 8);
    m_fault->setMinimumHeight(metrics().unit + 8);
    QSizePolicy kept = m_fault->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_fault->setSizePolicy(kept);
    m_fault->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_head);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(PageEdge, 0, PageEdge, 4);
    row->addWidget(m_piece, 3);
    row->addStretch(1);
    all->addLayout(row);
    all->addWidget(m_fault);
    all->addWidget(makeRule());
    // The table's words stand under the field's, and its lines go a little further.
    auto *framed = new QWidget;
    m_frame = new QVBoxLayout(framed);
    m_frame->setContentsMargins(PageEdge - 12, 0, 0, 0);
    m_frame->addWidget(m_table);
    m_content->addWidget(framed);
    m_content->addWidget(new EmptyState(tr("What is bought?"), tr("Scan each piece, or look for it above."), {},
                                        tr("A barcode scanner works at once, wherever the cursor is.")));
    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    left->addWidget(m_done);
    left->addWidget(m_content, 1);
    m_columns = new QHBoxLayout;
    m_columns->setSpacing(0);
    m_columns->addLayout(left, 1);
    m_rule = makeRule();
    m_rule->hide();
    m_columns->addWidget(m_rule);
    m_columns->addWidget(m_form);
    all->addLayout(m_columns, 1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &CounterSheet::reckon);
    connect(m_head, &PageHead::back, this, &CounterSheet::closed);
    connect(m_piece, &PieceField::picked, this, &CounterSheet::add);
    connect(m_piece, &PieceField::unknown, this, &CounterSheet::showFault);
    connect(m_piece, &QLineEdit::textEdited, this, &CounterSheet::dropFault);
    connect(m_lines, &PieceLines::edited, this, &CounterSheet::changed);
    connect(m_form, &CounterForm::edited, this, &CounterSheet::changed);
    connect(m_form, &CounterForm::cashEdited, this, &CounterSheet::showPlace);
    connect(m_form, &CounterForm::faultsGone, this, &CounterSheet::dropFault);
    connect(m_place, &QAction::triggered, this, &CounterSheet::place);
    connect(m_short, &QAction::triggered, m_form, &CounterForm::goToCash);
    connect(m_empty, &QAction::triggered, this, &CounterSheet::startOver);
    changed();
}

// What it comes to stands under the lines where there is no room beside them.
void CounterSheet::arrange()
{
    const bool beside = width() >= TextWidth * metrics().unit;
    const auto wanted = beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    if (m_columns->direction() == wanted)
        return;
    m_columns->setDirection(wanted);
    m_columns->setStretchFactor(m_form, beside ? 0 : 1);
    m_form->setBeside(beside);
    m_rule->setVisible(!beside);
    m_frame->setContentsMargins(PageEdge - 12, 0, beside ? 0 : PageEdge - 12, 0);
}

void CounterSheet::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QWidget *CounterSheet::makeDone()
{
    auto *done = new QWidget;
    done->setObjectName(u"saleDone"_s);
    done->setAutoFillBackground(true);
    done->setBackgroundRole(QPalette::AlternateBase);
    auto *row = new QHBoxLayout(done);
    row->setContentsMargins(PageEdge, 10, PanelEdge, 10);
    row->setSpacing(8);
    m_doneText = makeLabel({}, Type::Heading, QFont::DemiBold);
    m_doneText->setObjectName(u"saleDoneText"_s);
    m_doneText->setWordWrap(true);
    row->addWidget(m_doneText, 1);
    auto *receipt = new QPushButton(icon(u"print"_s), tr("Receipt…"));
    receipt->setObjectName(u"saleReceipt"_s);
    auto *open = new QPushButton(tr("Open order"));
    open->setObjectName(u"saleOpen"_s);
    row->addWidget(receipt);
    row->addWidget(open);
    connect(receipt, &QPushButton::clicked, this, [this] { Q_EMIT receiptAsked(m_doneNumber); });
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT openAsked(m_doneNumber); });
    done->hide();
    return done;
}

bool CounterSheet::takeScan(const QString &code)
{
    m_piece->look(code);
    return true;
}

void CounterSheet::begin(CounterOrder::Delivery delivery)
{
    if (m_lines->lines().isEmpty())
        m_form->setDelivery(delivery);
    if (delivery != CounterOrder::Delivery::TakenAlong)
        m_done->hide();
    m_head->setTitle(delivery == CounterOrder::Delivery::TakenAlong ? tr("Counter") : tr("New order"));
    m_piece->setFocus(Qt::OtherFocusReason);
}

// What was scanned is in no journal: undo could not bring it back.
void CounterSheet::startOver()
{
    const qsizetype pieces = m_lines->lines().size();
    m_desk.ask().question(this,
                          {.name = u"startOver"_s,
                           .title = tr("Start over?"),
                           .effect = tr("%n lines of this sale are taken away, and what was typed beside them.",
                                        nullptr, int(pieces)),
                           .yes = tr("Start over"),
                           .no = tr("Keep the sale")},
                          [this](bool yes) {
                              if (yes) {
                                  m_lines->clear();
                                  m_piece->clear();
                                  m_form->next();
                                  m_key = newToken();
                                  dropFault();
                              }
                              m_piece->setFocus(Qt::OtherFocusReason);
                          });
}

void CounterSheet::add(const Piece &piece)
{
    dropFault();
    if (m_placing) {
        QApplication::beep();
        return showFault(tr("“%1” came while the order was placed. Scan it again.").arg(piece.title));
    }
    if (!piece.onSale) {
        showFault(tr("“%1” is not for sale. Publish it first.").arg(piece.title));
        return;
    }
    m_done->hide();
    m_table->point(m_lines->add(piece, m_desk.now()));
}

void CounterSheet::checkDone()
{
    m_desk.read(
        this,
        [number = m_doneNumber, actor = m_desk.actor()](Reader &reader) { return orders::find(reader, actor, number); },
        [this, number = m_doneNumber](const Result<Order> &order) {
            if (number == m_doneNumber && (!order || order->status == OrderStatus::Cancelled))
                m_done->hide();
        });
}

void CounterSheet::take(const Commit &commit)
{
    if (!m_done->isHidden() && commit.touches(Topic::Orders))
        checkDone();
    if (m_lines->lines().isEmpty() || !(commit.touches(Topic::Stock) || commit.touches(Topic::Products)))
        return;
    m_desk.read(
        this,
        [ids = m_lines->variants(), actor = m_desk.actor()](Reader &reader) {
            return pieces::fetch(reader, actor, ids);
        },
        [this](const Result<QList<Piece>> &found) {
            if (found)
                m_lines->update(*found);
            changed();
        });
}

void CounterSheet::changed()
{
    m_content->setCurrentIndex(m_lines->lines().isEmpty() ? 1 : 0);
    showPlace();
    m_soon.start();
}

void CounterSheet::showPlace()
{
    const bool now = m_form->pay() != CounterForm::Pay::Later;
    const bool ready = !m_placing && !m_lines->lines().isEmpty();
    const bool paid = m_form->whyNotPaid().isEmpty();
    m_place->setText(m_placing ? tr("Saving…") : now ? tr("Paid, done") : tr("Place order"));
    m_place->setEnabled(ready && paid);
    m_short->setEnabled(ready && !paid);
    m_empty->setEnabled(ready);
}

std::optional<CounterOrder> CounterSheet::order()
{
    CounterOrder order;
    qint64 goods = 0;
    for (const PieceLine &line : m_lines->lines()) {
        order.lines << CounterLine{line.piece.variant, line.quantity, line.price};
        goods += line.quantity * priceOf(line);
    }
    return m_form->fill(order, goods) ? std::optional(order) : std::nullopt;
}

void CounterSheet::reckon()
{
    const auto wanted = order();
    if (!wanted)
        return;
    struct Reckoned
    {
        Cart cart;
        QList<ShippingOption> options;
    };
    m_desk.read(
        this,
        [order = *wanted, actor = m_desk.actor()](Reader &reader) -> Result<Reckoned> {
            CounterOrder asked = order;
            const auto options = counter::shippingOptions(reader, actor, order);
            if (!options)
                return fail(options.error());
            const auto chosen = std::find_if(options->begin(), options->end(), [&](const ShippingOption &option) {
                return option.id == order.shippingMethod;
            });
            if (!options->isEmpty() && chosen == options->end())
                asked.shippingMethod = options->constFirst().id;
            auto cart = counter::reckon(reader, actor, asked);
            return cart ? Result<Reckoned>(Reckoned{*cart, *options}) : fail(cart.error());
        },
        [this, asked = ++m_asked](const Result<Reckoned> &reckoned) {
            if (asked != m_asked)
                return;
            if (!reckoned)
                return showFault(reckoned.error().message);
            m_form->setOptions(reckoned->options);
            m_form->setPrice(reckoned->cart);
            showPlace();
        });
}

void CounterSheet::showFault(const QString &sentence)
{
    m_fault->setText(sentence);
    m_fault->setVisible(!sentence.isEmpty());
}

}
