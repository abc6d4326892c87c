#include "app/orders/orderworkparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::orderwork {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

Result<Order> fulfil(Transaction &transaction, const Actor &actor, const QByteArray &number,
                     const FulfilRequest &request)
{
    auto taken = take(transaction, actor, number);
    if (!taken)
        return taken;
    Order order = *std::move(taken);
    QList<LineQuantity> lines;
    if (request.lines) {
        lines = *request.lines;
    } else {
        for (const OrderLine &line : std::as_const(order.lines))
            if (line.left() > 0)
                lines << LineQuantity{line.id, line.left()};
    }
    QList<FieldError> faults;
    if (request.lines)
        faults = checkLines(order, lines, [](const OrderLine &line) { return line.left(); });
    if (request.tracking.size() > 500)
        faults << FieldError{u"tracking"_s, tr("Use at most 500 characters.")};
    const bool nothingLeft =
        std::all_of(order.lines.begin(), order.lines.end(), [](const OrderLine &line) { return line.left() == 0; });
    if (order.status != OrderStatus::Open || nothingLeft) // says more than that 0 are left of each
        return fail(ErrorCode::Conflict,
                    order.status == OrderStatus::Cancelled ? tr("The order is cancelled: nothing of it is shipped.")
                                                           : tr("Everything in the order was shipped already."));
    if (!faults.isEmpty())
        return invalid(faults);

    const QByteArray before = journalJson(order);
    Fulfilment fulfilment{0, transaction.now(), request.tracking, {}};
    {
        Query row = transaction.query("INSERT INTO fulfilments (order_id, at, tracking) VALUES (?, ?, ?) RETURNING id",
                                      order.id, fulfilment.at, fulfilment.tracking);
        while (row.next())
            fulfilment.id = row.int64(0);
    }
    for (const LineQuantity &part : std::as_const(lines)) {
        OrderLine &line = *lineOf(order, part.line);
        line.fulfilled += part.quantity;
        saveLine(transaction, line);
        transaction.exec("INSERT INTO fulfilment_lines (fulfilment_id, order_line_id, quantity) VALUES (?, ?, ?)",
                         fulfilment.id, part.line, part.quantity);
        fulfilment.lines << FulfilmentLine{part.line, part.quantity};
    }
    order.fulfilments << fulfilment;
    return finish(transaction, std::move(order), "order.fulfilled", before);
}

}
