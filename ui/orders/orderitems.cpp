#include "ui/orders/orderitems.h"

#include "app/orders/unitprice.h"
#include "app/products/optionstext.h"
#include "ui/orders/orderwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/widgets/text.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
constexpr int Gap = 16, TileSide = 32;

BadgeLook stateOf(const Order &order, const OrderLine &line)
{
    if (line.quantity < 0)
        return {OrderItems::tr("Came back"), Glyph::Over, Ink::Muted};
    if (line.refundedQuantity > 0 && line.left() == 0 && line.fulfilled < line.quantity)
        return {OrderItems::tr("Taken back", "pieces"), Glyph::Over, Ink::Muted};
    const bool here = orderwords::isHandedOver(order);
    if (line.left() == 0) {
        if (line.refundedQuantity == 0)
            return {here ? OrderItems::tr("Handed over") : OrderItems::tr("Sent"), Glyph::Done, Ink::Good};
        const QString both =
            here ? OrderItems::tr("Handed over, %1 taken back") : OrderItems::tr("Sent, %1 taken back");
        return {both.arg(line.refundedQuantity), Glyph::Done, Ink::Good};
    }
    if (order.status == OrderStatus::Cancelled)
        return {OrderItems::tr("Cancelled"), Glyph::Over, Ink::Muted};
    if (line.fulfilled > 0)
        return {(here ? OrderItems::tr("%1 of %2 handed over") : OrderItems::tr("%1 of %2 sent"))
                    .arg(line.fulfilled)
                    .arg(line.quantity),
                Glyph::UnderWay, Ink::Accent, true};
    return {here ? OrderItems::tr("To hand over") : OrderItems::tr("To send"), Glyph::UnderWay, Ink::Accent, true};
}

int headHeight() { return metrics().small + 12; }
}

OrderItems::OrderItems(const Format &format, QWidget *parent) : QWidget(parent), m_format(format)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OrderItems::setOrder(const Order &order)
{
    m_rows.clear();
    QStringList spoken;
    for (const OrderLine &line : order.lines) {
        QStringList quiet{optionsText(line.options), QString::fromUtf8(line.sku)};
        quiet.removeAll(QString());
        m_rows << Row{QString::fromUtf8(line.title),
                      quiet.join(u"  ·  "_s),
                      stateOf(order, line),
                      m_format.number(line.quantity),
                      unitPriceText(m_format, line.unitPrice),
                      m_format.money(line.total)};
        const Row &row = m_rows.constLast();
        spoken << QStringList{row.title, row.quiet, row.state.text, row.pieces, row.each, row.total}.join(u", "_s);
    }
    setAccessibleDescription(spoken.join(u"; "_s));
    updateGeometry();
    update();
}

QSize OrderItems::sizeHint() const { return {420, headHeight() + int(m_rows.size()) * metrics().twoLineRow}; }

void OrderItems::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = tokens();
    const QFont caption = typeFont(Type::Caption), body = typeFont(Type::Body);
    const QFontMetrics figures(body), heads(caption);
    // Each as wide as its widest; the name takes what is left.
    const auto head = [&heads](const QString &word) { return heads.horizontalAdvance(word) + 4; };
    int state = head(tr("State")), pieces = head(tr("Pieces")), each = head(tr("Each")), total = head(tr("Total"));
    for (const Row &row : std::as_const(m_rows)) {
        state = qMax(state, badgeSize(row.state).width());
        pieces = qMax(pieces, figuresWidth(figures, row.pieces));
        each = qMax(each, figuresWidth(figures, row.each));
        total = qMax(total, figuresWidth(figures, row.total));
    }
    const int totalX = width() - total, eachX = totalX - Gap - each, piecesX = eachX - Gap - pieces,
              stateX = piecesX - Gap - state;
    const int name = stateX - Gap;
    const auto seen = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    painter.setFont(caption);
    painter.setPen(t.muted);
    const int line = metrics().small;
    drawText(painter, seen({0, 2, name, line}), Qt::AlignLeading | Qt::AlignVCenter, tr("Item"));
    drawText(painter, seen({stateX, 2, state, line}), Qt::AlignLeading | Qt::AlignVCenter, tr("State"));
    drawText(painter, seen({piecesX, 2, pieces, line}), Qt::AlignTrailing | Qt::AlignVCenter, tr("Pieces"));
    drawText(painter, seen({eachX, 2, each, line}), Qt::AlignTrailing | Qt::AlignVCenter, tr("Each"));
    drawText(painter, seen({totalX, 2, total, line}), Qt::AlignTrailing | Qt::AlignVCenter, tr("Total"));
    const int high = metrics().twoLineRow, unit = metrics().unit;
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        const int top = headHeight() + i * high;
        hairline(painter, QRect(0, top, width(), 1), t.border);
        const QRect tile = seen({0, top + (high - TileSide) / 2, TileSide, TileSide});
        roundedBox(painter, tile, ControlRadius, t.neutralSoft);
        paintIcon(painter, tile.adjusted(8, 8, -8, -8), u"products"_s, t.muted);
        const int x = TileSide + 12, y = top + (high - unit - line - 2) / 2;
        painter.setFont(typeFont(Type::Body, QFont::Medium));
        painter.setPen(t.text);
        drawText(painter, seen({x, y, name - x, unit}), Qt::AlignLeading | Qt::AlignVCenter, row.title);
        painter.setFont(caption);
        painter.setPen(t.muted);
        drawText(painter, seen({x, y + unit + 2, name - x, line}), Qt::AlignLeading | Qt::AlignVCenter, row.quiet);
        paintBadge(painter, seen({stateX, top, state, high}), row.state);
        painter.setFont(body);
        painter.setPen(t.text);
        drawFigures(painter, seen({piecesX, top, pieces, high}), Qt::AlignTrailing | Qt::AlignVCenter, row.pieces);
        drawFigures(painter, seen({eachX, top, each, high}), Qt::AlignTrailing | Qt::AlignVCenter, row.each);
        drawFigures(painter, seen({totalX, top, total, high}), Qt::AlignTrailing | Qt::AlignVCenter, row.total);
    }
}

}
