#include "app/orders/salesbatch.h"

#include "app/base/json.h"
#include "app/base/text.h"
#include "app/products/productstore.h"
#include "app/store/bulkinsert.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// A stock code in an address, and the next like it that is free.
QString freeSlug(Reader &reader, const QString &title, const QString &code)
{
    QString base = slugify(QString(title + u' ' + code));
    if (base.isEmpty())
        base = u"product"_s;
    QString slug = base;
    for (int i = 2; reader.number("SELECT 1 FROM products WHERE slug = ?", slug); ++i) {
        const QString tail = u'-' + QString::number(i);
        slug = base.left(MaxSlugLength - tail.size()) + tail;
    }
    return slug;
}

bool looksLikeGoods(const QString &title, const QString &code, qint64 price)
{
    return !title.isEmpty() && price > 0 && std::any_of(code.begin(), code.end(), [](QChar c) { return c.isDigit(); });
}
}

Result<> SalesBatch::write(Transaction &transaction, qint64 from, qint64 to, bool last)
{
    m_orders.clear();
    m_customers.clear();
    m_outcome = {};
    if (!claim(transaction, from, to, last))
        return fail(ErrorCode::Conflict,
                    tr("This file is being imported elsewhere at the same time. Wait until that import has ended, "
                       "then import the file again: it goes on where the other one stopped."));
    gatherOrders(transaction);
    findVariants(transaction);
    findCustomers(transaction);
    writeOrders(transaction);
    writeLines(transaction);
    if (m_outcome.lines == 0)
        return {};
    JsonWriter after;
    after.object()
        .field("rows", to)
        .field("lines", m_outcome.lines)
        .field("orders", m_outcome.orders)
        .field("products", m_outcome.products)
        .field("customers", m_outcome.customers)
        .endObject();
    JournalEntry entry{"sales.imported", "import",         QByteArray::number(m_context.import), {},
                       after.take(),     {{Topic::Orders}}};
    if (m_outcome.products > 0)
        entry.changes << Change{Topic::Products};
    if (m_outcome.customers > 0)
        entry.changes << Change{Topic::Customers};
    transaction.journal(std::move(entry));
    return {};
}

bool SalesBatch::claim(Transaction &transaction, qint64 from, qint64 to, bool last)
{
    return transaction.exec(
               "UPDATE imports SET rows_done = ?, finished = ?, updated_at = ? WHERE id = ? AND rows_done = ? "
               "AND finished = 0",
               to, last, transaction.now(), m_context.import, from)
        == 1;
}

void SalesBatch::gatherOrders(Transaction &transaction)
{
    QHash<QString, size_t> places;
    for (const SaleRecord &record : m_records) {
        auto place = places.find(record.invoice);
        if (place == places.end()) {
            place = places.insert(record.invoice, m_orders.size());
            Order &order = m_orders.emplace_back();
            order.number = record.invoice;
            order.day = shopDay(record.at, m_context.zone);
            order.country = salesCountry(record.country);
        }
        m_orders[*place].records.push_back(&record);
    }
    std::erase_if(m_orders, [&](Order &order) { return !findOrder(transaction, order) || order.records.empty(); });
    for (Order &order : m_orders)
        for (const SaleRecord *record : order.records) {
            order.items += std::max<qint64>(record->quantity, 0);
            order.total += record->total();
        }
}

// False when the number belongs to an order that was not imported.
bool SalesBatch::findOrder(Transaction &transaction, Order &order)
{
    bool elsewhere = false;
    {
        Query row =
            transaction.query("SELECT o.id, o.source, o.import_id, o.day, o.country, o.item_count, (SELECT count(*) "
                              "FROM order_lines l WHERE l.order_id = o.id) FROM orders o WHERE o.number = ?",
                              order.number);
        if (!row.next())
            return true;
        if (row.utf8(1) != "import") {
            for (const SaleRecord *record : order.records) {
                ++m_outcome.refused;
                m_outcome.faults.append(
                    {record->line, u"InvoiceNo"_s,
                     tr("The shop itself has an order with the number %1. Give the invoice another one.")
                         .arg(order.number)});
            }
            return false;
        }
        order.existed = true;
        order.id = row.id<OrderId>(0);
        elsewhere = row.int64(2) != m_context.import;
        order.day = row.integer(3);
        order.country = row.text(4);
        order.itemsBefore = row.int64(5);
        order.lines = row.integer(6);
    }
    if (elsewhere)
        leaveOutKnownLines(transaction, order);
    return true;
}

void SalesBatch::leaveOutKnownLines(Transaction &transaction, Order &order)
{
    std::map<std::tuple<QString, qint64, qint64>, int> there;
    Query rows = transaction.query("SELECT sku, quantity, unit_price FROM order_lines WHERE order_id = ?", order.id);
    while (rows.next())
        ++there[{rows.text(0), rows.int64(1), rows.int64(2)}];
    std::erase_if(order.records, [&](const SaleRecord *record) {
        const auto found = there.find({record->stockCode, record->quantity, record->unitPrice});
        if (found == there.end() || found->second == 0)
            return false;
        --found->second;
        ++m_outcome.known;
        return true;
    });
}

void SalesBatch::findVariants(Transaction &transaction)
{
    for (const Order &order : m_orders)
        for (const SaleRecord *record : order.records) {
            const QString &code = record->stockCode;
            if (m_context.variants.contains(code) || m_outcome.variants.contains(code))
                continue;
            Query row =
                transaction.query("SELECT v.id, v.product_id, p.title FROM variants v JOIN products p ON p.id = "
                                  "v.product_id WHERE v.sku = ?",
                                  code);
            if (row.next())
                m_outcome.variants.insert(code, {row.id<VariantId>(0), row.id<ProductId>(1), row.text(2)});
            else
                makeProduct(transaction, code);
        }
}

void SalesBatch::makeProduct(Transaction &transaction, const QString &code)
{
    const SoldArticle article = m_context.survey->articles.value(code);
    Product product;
    product.title = article.title().isEmpty() ? code : article.title();
    product.slug = freeSlug(transaction, article.title(), code);
    product.status =
        looksLikeGoods(article.title(), code, article.price()) ? ProductStatus::Published : ProductStatus::Draft;
    Variant variant;
    variant.sku = code;
    variant.price = article.price();
    product.variants << variant;
    products::insert(transaction, product);
    ++m_outcome.products;
    m_outcome.variants.insert(code, {product.variants.first().id, product.id, product.title});
}

void SalesBatch::findCustomers(Transaction &transaction)
{
    BulkInsert users(transaction,
                     "INSERT INTO users (name, name_key, role, external_number, country, created_at, updated_at)", 7,
                     "RETURNING id, external_number, name", [this](const Query &row) {
                         m_customers.insert(row.text(1), {row.id<UserId>(0), row.text(2)});
                     });
    for (const Order &order : m_orders) {
        const SaleRecord &record = *order.records.front();
        if (record.customer.isEmpty() || m_customers.contains(record.customer))
            continue;
        Query row = transaction.query("SELECT id, name FROM users WHERE external_number = ?", record.customer);
        if (row.next()) {
            m_customers.insert(record.customer, {row.id<UserId>(0), row.text(1)});
            continue;
        }
        const QString name = u"Customer "_s + record.customer;
        m_customers.insert(record.customer, {}); // its id comes with the flush
        users.add(name, foldText(name), roleText(Role::Customer), record.customer, order.country, record.at,
                  transaction.now());
        ++m_outcome.customers;
    }
    users.flush();
}

void SalesBatch::writeOrders(Transaction &transaction)
{
    QHash<QString, OrderId> made;
    BulkInsert orders(
        transaction,
        "INSERT INTO orders (number, source, user_id, email, customer_name, status, payment_status, "
        "fulfilment_status, prices_include_tax, subtotal, discount, shipping, tax, total, paid, refunded, "
        "item_count, country, import_id, day, placed_at, updated_at)",
        22, "RETURNING id, number", [&made](const Query &row) { made.insert(row.text(1), row.id<OrderId>(0)); });
    for (const Order &order : m_orders) {
        if (order.existed) {
            transaction.exec("UPDATE orders SET subtotal = subtotal + ?, total = total + ?, "
                             "paid = CASE WHEN paid - refunded + ? > 0 THEN paid - refunded + ? ELSE 0 END, "
                             "refunded = CASE WHEN paid - refunded + ? < 0 THEN -(paid - refunded + ?) ELSE 0 END, "
                             "item_count = item_count + ?, revision = revision + 1, updated_at = ? WHERE id = ?",
                             order.total, order.total, order.total, order.total, order.total, order.total, order.items,
                             transaction.now(), order.id);
            continue;
        }
        const SaleRecord &first = *order.records.front();
        const auto customer = m_customers.constFind(first.customer);
        const bool known = customer != m_customers.constEnd();
        orders.add(order.number, "import", known ? std::optional(customer->first) : std::nullopt, "",
                   known ? customer->second : QString(), "completed", first.isReturn ? "refunded" : "paid",
                   first.isReturn ? "returned" : "fulfilled", m_context.pricesIncludeTax ? 1 : 0, order.total, 0, 0, 0,
                   order.total, std::max<qint64>(order.total, 0), std::max<qint64>(-order.total, 0), order.items,
                   order.country, m_context.import, order.day, first.at, transaction.now());
    }
    orders.flush();
    for (Order &order : m_orders)
        if (!order.existed)
            order.id = made.value(order.number);
    m_outcome.orders = made.size();
}

void SalesBatch::writeLines(Transaction &transaction)
{
    TotalsDelta delta;
    BulkInsert lines(
        transaction,
        "INSERT INTO order_lines (order_id, position, variant_id, product_id, sku, title, quantity, unit_price, "
        "total, fulfilled)",
        10);
    for (const Order &order : m_orders) {
        int position = order.lines;
        for (const SaleRecord *record : order.records) {
            const SalesContext::Known &of = variant(record->stockCode);
            const qint64 total = record->total();
            lines.add(order.id, position++, of.variant, of.product, record->stockCode,
                      record->description.isEmpty() ? of.title : record->description, record->quantity,
                      record->unitPrice, total, std::max<qint64>(record->quantity, 0));
            delta.addLine(order.day, of.variant, order.country, record->quantity, total);
            ++m_outcome.lines;
        }
        if (order.itemsBefore == 0 && order.items > 0)
            delta.addOrder(order.day, order.country);
    }
    lines.flush();
    totals::apply(transaction, delta);
}

const SalesContext::Known &SalesBatch::variant(const QString &code) const
{
    const auto found = m_context.variants.constFind(code);
    return found != m_context.variants.constEnd() ? *found : *m_outcome.variants.constFind(code);
}

}
