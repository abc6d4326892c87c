#include "app/orders/books.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::books {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// One fault a row; %1 and %2 of the sentence are its first two columns. In the book "stock" the third is the product, in
// the others, but where numbers are missing, the first is the order's number.
void collect(Reader &reader, QList<BookFault> &faults, const QByteArray &book, const QByteArray &sql,
             const QString &sentence, int most)
{
    Query rows = reader.query(QByteArray(sql + " LIMIT ?"), most);
    while (rows.next()) {
        BookFault fault{book, sentence.arg(rows.text(0), rows.text(1))};
        if (book == "stock")
            fault.product = rows.id<ProductId>(2);
        else if (book != "numbers")
            fault.order = rows.bytes(0);
        faults << fault;
    }
}
}

QList<BookFault> checkStock(Reader &reader, int most)
{
    QList<BookFault> faults;
    collect(
        reader, faults, "stock",
        "SELECT v.sku, s.level, v.product_id FROM stock_levels s JOIN variants v ON v.id = s.variant_id LEFT JOIN (SELECT variant_id, sum(delta) AS moved "
        "FROM stock_movements GROUP BY variant_id) m ON m.variant_id = s.variant_id WHERE s.level <> coalesce(m.moved, 0) ORDER BY v.sku",
        tr("The stock of %1 is %2, which is not the sum of its movements."), most);
    collect(
        reader, faults, "stock",
        "SELECT v.sku, s.level, v.product_id FROM stock_levels s JOIN variants v ON v.id = s.variant_id WHERE s.level < 0 AND v.track_stock = 1 "
        "AND v.allow_backorder = 0 ORDER BY v.sku",
        tr("The stock of %1 is %2, though it is not sold on back-order."), most);
    return faults;
}

QList<BookFault> checkPayments(Reader &reader, int most)
{
    QList<BookFault> faults;
    collect(
        reader, faults, "payments",
        "SELECT o.number, o.paid - o.refunded FROM orders o LEFT JOIN (SELECT order_id, sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS came, "
        "sum(CASE WHEN amount < 0 THEN -amount ELSE 0 END) AS went FROM payments GROUP BY order_id) p ON p.order_id = o.id "
        "WHERE o.source <> 'import' AND (o.paid <> coalesce(p.came, 0) OR o.refunded <> coalesce(p.went, 0)) ORDER BY o.id",
        tr("Order %1 says that %2 was kept, its payments say otherwise."), most);
    collect(
        reader, faults, "payments",
        "SELECT number, refunded FROM orders WHERE source <> 'import' AND (refunded > paid OR paid > total) ORDER BY id",
        tr("Order %1 was paid or refunded (%2) beyond what it came to."), most);
    collect(
        reader, faults, "payments",
        "SELECT o.number, l.sku FROM order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN (SELECT order_line_id, sum(quantity) AS pieces, "
        "sum(amount) AS amount FROM refund_lines GROUP BY order_line_id) r ON r.order_line_id = l.id WHERE o.source <> 'import' AND "
        "(l.refunded_quantity <> coalesce(r.pieces, 0) OR l.refunded <> coalesce(r.amount, 0) OR l.refunded_quantity > l.quantity) ORDER BY l.id",
        tr("Order %1, line %2: what was refunded is not the sum of its refunds."), most);
    collect(
        reader, faults, "payments",
        "SELECT o.number, l.sku FROM order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN (SELECT order_line_id, sum(quantity) AS pieces "
        "FROM fulfilment_lines GROUP BY order_line_id) f ON f.order_line_id = l.id WHERE o.source <> 'import' AND "
        "(l.fulfilled <> coalesce(f.pieces, 0) OR l.fulfilled > l.quantity) ORDER BY l.id",
        tr("Order %1, line %2: what was shipped is not the sum of its shipments."), most);
    return faults;
}

QList<BookFault> checkSums(Reader &reader, int most)
{
    QList<BookFault> faults;
    collect(
        reader, faults, "lines",
        "SELECT o.number, o.subtotal FROM orders o LEFT JOIN (SELECT order_id, sum(total) AS total, sum(discount) AS discount, sum(tax) AS tax "
        "FROM order_lines GROUP BY order_id) l ON l.order_id = o.id WHERE o.subtotal <> coalesce(l.total, 0) OR "
        "o.discount <> coalesce(l.discount, 0) OR o.tax <> coalesce(l.tax, 0) + o.shipping_tax OR "
        "o.total <> o.subtotal - o.discount + o.shipping + (1 - o.prices_include_tax) * o.tax ORDER BY o.id",
        tr("Order %1 (%2) is not the sum of its lines, shipping and tax."), most);
    collect(
        reader, faults, "taxes",
        "SELECT o.number, o.tax FROM orders o LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM order_taxes GROUP BY order_id) t "
        "ON t.order_id = o.id WHERE o.tax <> coalesce(t.amount, 0) ORDER BY o.id",
        tr("Order %1: its tax, %2, is not the sum of its rates."), most);
    return faults;
}

QList<BookFault> checkNumbers(Reader &reader, int most)
{
    QList<BookFault> faults;
    collect(
        reader, faults, "numbers",
        "SELECT a.sequence + 1, coalesce((SELECT min(b.sequence) FROM orders b WHERE b.sequence > a.sequence), c.value) FROM orders a "
        "JOIN counters c ON c.name = 'order' WHERE a.sequence IS NOT NULL AND a.sequence < c.value AND NOT EXISTS "
        "(SELECT 1 FROM orders b WHERE b.sequence = a.sequence + 1) ORDER BY a.sequence",
        tr("Order numbers have a gap: %1 is missing before %2."), most);
    collect(reader, faults, "numbers", "SELECT id, source FROM orders WHERE number IS NULL ORDER BY id",
            tr("The order with the inner number %1 (%2) has no number."), most);
    return faults;
}

QList<BookFault> check(Reader &reader, int most)
{
    return checkStock(reader, most) + checkPayments(reader, most) + checkSums(reader, most)
        + checkNumbers(reader, most);
}

}
