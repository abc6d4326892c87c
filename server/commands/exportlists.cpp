#include "server/commands/exportlists.h"

#include "app/base/csv.h"
#include "app/base/money.h"
#include "app/orders/orders.h"
#include "app/products/productexport.h"
#include "app/products/productquery.h"
#include "app/products/productservice.h"
#include "app/settings/settings.h"
#include "app/stock/stocklist.h"
#include "app/users/users.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace backroom::exports {

namespace {
constexpr qsizetype RowsAtOnce = 500;

Result<> put(QIODevice *out, const QByteArray &bytes)
{
    if (out->write(bytes) != bytes.size())
        return fail(ErrorCode::Full,
                    QCoreApplication::translate(
                        "backroom", "The list could not be written to its end. Make room, then export again."));
    return {};
}

// Fetches the rows of `ids` some at a time, and writes each with `csv` or `json`.
template<typename Ids, typename Fetch, typename Csv, typename Json>
Result<> writeRows(QIODevice *out, Format format, const QByteArray &currency, const QStringList &header, const Ids &ids,
                   const Fetch &fetch, const Csv &csv, const Json &json)
{
    if (const auto begun = put(out, format == Format::Csv ? csvRow(header) : QByteArray("{\"items\":[")); !begun)
        return begun;
    for (qsizetype from = 0; from < ids.size(); from += RowsAtOnce) {
        const auto rows = fetch(ids.mid(from, RowsAtOnce));
        if (!rows)
            return fail(rows.error());
        QByteArray bytes;
        for (const auto &row : *rows) {
            if (format == Format::Csv) {
                bytes += csvRow(csv(row));
                continue;
            }
            JsonWriter writer(currency);
            json(writer, row);
            bytes += (from > 0 || &row != &rows->constFirst() ? ",\n" : "\n") + writer.take();
        }
        if (const auto written = put(out, bytes); !written)
            return written;
    }
    return format == Format::Csv ? Result<>() : put(out, "\n]}\n");
}

QString text(const QByteArray &latin) { return QString::fromUtf8(latin); }
}

Result<> products(Reader &reader, const Actor &actor, QIODevice *out, Format format)
{
    if (format == Format::Csv)
        return backroom::products::exportCsv(reader, actor, out);
    const auto ids = backroom::products::ids(reader, actor, {});
    if (!ids)
        return fail(ids.error());
    const auto whole = [&](const QList<ProductId> &some) -> Result<QList<Product>> {
        QList<Product> products;
        for (const ProductId id : some) {
            const auto product = backroom::products::get(reader, actor, id);
            if (!product)
                return fail(product.error());
            products << *product;
        }
        return products;
    };
    return writeRows(
        out, format, settings::load(reader).currency, {}, *ids, whole, [](const Product &) { return QStringList(); },
        [](JsonWriter &json, const Product &product) { backroom::products::writeJson(json, product); });
}

Result<> orders(Reader &reader, const Actor &actor, QIODevice *out, Format format)
{
    const Settings settings = settings::load(reader);
    const QTimeZone zone = settings.zone();
    const int digits = settings.digits();
    OrderQuery query;
    query.oldestFirst = true;
    const auto ids = backroom::orders::ids(reader, actor, query);
    if (!ids)
        return fail(ids.error());
    const auto money = [digits](qint64 amount) { return text(decimalText(amount, digits)); };
    const auto row = [&](const Order &order) -> QStringList {
        const QDateTime placed = QDateTime::fromMSecsSinceEpoch(order.placedAt, zone);
        return {text(order.number),
                placed.toString(u"yyyy-MM-dd HH:mm:ss"_s),
                text(statusText(order.status)),
                text(statusText(order.payment)),
                text(statusText(order.fulfilment)),
                order.email,
                order.customerName,
                text(order.country),
                QString::number(order.itemCount),
                money(order.subtotal),
                money(order.discount),
                money(order.shipping),
                money(order.tax),
                money(order.total),
                money(order.paid),
                money(order.refunded),
                text(settings.currency),
                order.shippingMethod,
                text(order.paymentMethod),
                text(order.source),
                order.note};
    };
    return writeRows(
        out, format, settings.currency, {u"number"_s,
                                         u"placed_at"_s,
                                         u"status"_s,
                                         u"payment_status"_s,
                                         u"fulfilment_status"_s,
                                         u"email"_s,
                                         u"name"_s,
                                         u"country"_s,
                                         u"items"_s,
                                         u"subtotal"_s,
                                         u"discount"_s,
                                         u"shipping"_s,
                                         u"tax"_s,
                                         u"total"_s,
                                         u"paid"_s,
                                         u"refunded"_s,
                                         u"currency"_s,
                                         u"shipping_method"_s,
                                         u"payment_method"_s,
                                         u"source"_s,
                                         u"note"_s},
        *ids, [&](const QList<OrderId> &some) { return backroom::orders::fetch(reader, actor, some); }, row,
        [](JsonWriter &json, const Order &order) { writeRowJson(json, order); });
}

Result<> customers(Reader &reader, const Actor &actor, QIODevice *out, Format format)
{
    const Settings settings = settings::load(reader);
    const QTimeZone zone = settings.zone();
    UserQuery query;
    query.who = UserQuery::Who::Customers;
    const auto ids = users::ids(reader, actor, query);
    if (!ids)
        return fail(ids.error());
    const auto row = [&](const User &user) -> QStringList {
        return {user.id.text(),
                user.email,
                user.name,
                user.phone,
                text(user.country),
                user.externalNumber,
                user.disabled ? u"yes"_s : u"no"_s,
                QDateTime::fromMSecsSinceEpoch(user.createdAt, zone).toString(u"yyyy-MM-dd HH:mm:ss"_s),
                user.note};
    };
    return writeRows(
        out, format, settings.currency,
        {u"id"_s, u"email"_s, u"name"_s, u"phone"_s, u"country"_s, u"number"_s, u"disabled"_s, u"created_at"_s,
         u"note"_s},
        *ids, [&](const QList<UserId> &some) { return users::fetch(reader, actor, some); }, row,
        [](JsonWriter &json, const User &user) { writeJson(json, user); });
}

Result<> stock(Reader &reader, const Actor &actor, QIODevice *out, Format format)
{
    const auto ids = backroom::stock::levelIds(reader, actor, {});
    if (!ids)
        return fail(ids.error());
    const auto row = [](const StockLevel &level) -> QStringList {
        return {level.variant.text(),
                level.sku,
                level.title,
                QString::number(level.level),
                level.lowStockThreshold ? QString::number(*level.lowStockThreshold) : QString(),
                level.trackStock ? u"yes"_s : u"no"_s};
    };
    return writeRows(
        out, format, {},
        {u"variant_id"_s, u"sku"_s, u"title"_s, u"level"_s, u"low_stock_threshold"_s, u"track_stock"_s}, *ids,
        [&](const QList<VariantId> &some) { return backroom::stock::fetchLevels(reader, actor, some); }, row,
        [](JsonWriter &json, const StockLevel &level) { backroom::stock::writeJson(json, level); });
}

}
