#include "ui/orders/orderwords.h"

#include "app/base/money.h"
#include "app/orders/ordernotes.h"
#include "app/orders/pricing.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::orderwords {

namespace {
// `which` tells apart what English has one word for.
QString tr(const char *text, const char *which = nullptr)
{
    return QCoreApplication::translate("backroom", text, which);
}

}

bool isHandedOver(const Order &order)
{
    return order.shippingAddress.isEmpty() && (order.source == "counter" || order.source == "manual");
}

BadgeLook payment(const Order &order, bool filled)
{
    switch (order.payment) {
    case PaymentStatus::Pending:
        if (order.status == OrderStatus::Cancelled)
            return {tr("Not paid"), Glyph::Over, Ink::Muted, filled};
        return {order.refundable() > 0 ? tr("Partly paid") : tr("Not paid"), Glyph::Look, Ink::Warn, true};
    case PaymentStatus::Paid: return {tr("Paid"), Glyph::Done, Ink::Good, filled};
    case PaymentStatus::PartlyRefunded: return {tr("Partly refunded"), Glyph::UnderWay, Ink::Muted, filled};
    case PaymentStatus::Refunded: return {tr("Refunded"), Glyph::Over, Ink::Muted, filled};
    case PaymentStatus::Failed: return {tr("Payment failed"), Glyph::Look, Ink::Bad, true};
    }
    return {};
}

BadgeLook fulfilment(const Order &order, bool filled)
{
    if (order.status == OrderStatus::Cancelled)
        return {tr("Cancelled"), Glyph::Over, Ink::Muted, filled};
    const bool here = isHandedOver(order);
    switch (order.fulfilment) {
    case FulfilmentStatus::Unfulfilled:
        return {here ? tr("To hand over") : tr("To send"), Glyph::UnderWay, Ink::Accent, true};
    case FulfilmentStatus::PartlyFulfilled:
        return {here ? tr("Partly handed over") : tr("Partly sent"), Glyph::UnderWay, Ink::Accent, true};
    case FulfilmentStatus::Fulfilled: return {here ? tr("Handed over") : tr("Sent"), Glyph::Done, Ink::Good, filled};
    case FulfilmentStatus::Returned: return {tr("Taken back", "pieces"), Glyph::Over, Ink::Muted, filled};
    }
    return {};
}

QString customer(const Order &order)
{
    if (!order.customerName.isEmpty())
        return order.customerName;
    return order.email.isEmpty() ? tr("No name given") : order.email;
}

namespace {
// How the lines' counts of that name moved: "3 × Olive oil soap bar, 1 × Mug".
QString piecesOf(const QJsonObject &before, const QJsonObject &after, const Order &order, const QString &count)
{
    QHash<QString, qint64> was;
    const QJsonArray old = before.value("lines"_L1).toArray();
    for (const QJsonValue line : old)
        was.insert(line["id"_L1].toString(), line[count].toInteger());
    QStringList parts;
    const QJsonArray lines = after.value("lines"_L1).toArray();
    for (const QJsonValue line : lines) {
        const qint64 moved = line[count].toInteger() - was.value(line["id"_L1].toString());
        const auto known = std::find_if(order.lines.begin(), order.lines.end(), [&](const OrderLine &one) {
            return one.id.text() == line["id"_L1].toString();
        });
        if (moved > 0)
            parts << tr("%1 × %2").arg(moved).arg(known == order.lines.end() ? line["sku"_L1].toString()
                                                                             : QString::fromUtf8(known->title));
    }
    return parts.join(u", "_s);
}

QString join(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u"  ·  "_s);
}

QString placed(const QByteArray &source, const QString &who)
{
    if (source == "counter")
        return tr("%1 sold it at the counter").arg(who);
    if (source == "manual")
        return tr("%1 made the order by hand").arg(who);
    return source == "import" ? tr("Brought over from another system") : tr("Order placed in the web shop");
}
}

TimeLineEntry event(const orders::Event &event, const Order &order, const Format &format, Millis now)
{
    const QJsonObject before = QJsonDocument::fromJson(event.before).object();
    const QJsonObject after = QJsonDocument::fromJson(event.after).object();
    const QString who = event.actor == "guest"_L1 || event.actor.isEmpty() ? tr("A customer") : event.actor;
    TimeLineEntry entry{.text = {}, .second = {}, .when = format.near(event.at, now), .tip = format.full(event.at)};
    const auto moved = [&](const QString &member) {
        return format.money(after.value(member).toInteger() - before.value(member).toInteger());
    };
    const auto payment = std::find_if(order.payments.begin(), order.payments.end(),
                                      [&](const Payment &one) { return one.at == event.at; });
    const bool booked = payment != order.payments.end();
    if (event.action == "order.placed") {
        const QByteArray source =
            after.contains("source"_L1) ? after.value("source"_L1).toString().toUtf8() : order.source;
        entry.text = placed(source, who);
        const bool here = source == "counter" || source == "manual";
        entry.second =
            join({here ? QString() : who, event.address.isEmpty() ? QString() : tr("from %1").arg(event.address)});
    } else if (event.action == "order.fulfilled") {
        const QString pieces = piecesOf(before, after, order, u"fulfilled"_s);
        if (isHandedOver(order))
            entry.text =
                pieces.isEmpty() ? tr("%1 handed something over").arg(who) : tr("%1 handed over %2").arg(who, pieces);
        else
            entry.text = pieces.isEmpty() ? tr("%1 sent something").arg(who) : tr("%1 sent %2").arg(who, pieces);
        for (const Fulfilment &parcel : order.fulfilments)
            if (parcel.at == event.at && !parcel.tracking.isEmpty())
                entry.second = tr("Parcel %1").arg(parcel.tracking);
    } else if (event.action == "order.paid") {
        entry.text = tr("%1 noted a payment of %2").arg(who, moved(u"paid"_s));
        if (booked)
            entry.second = join({paymentMethod(payment->method), payment->reference});
    } else if (event.action == "order.refunded") {
        entry.text = tr("%1 gave back %2").arg(who, moved(u"refunded"_s));
        entry.second = join({piecesOf(before, after, order, u"refunded"_s), booked ? payment->reason : QString()});
    } else if (event.action == "order.cancelled") {
        entry.text = tr("%1 cancelled the order").arg(who);
    } else if (event.action == "order.noted") {
        entry.text = tr("%1 noted").arg(who);
        entry.second = ordernotes::fromJson(event.after).text;
        entry.said = true;
    } else if (event.action == "order.payment_undone") {
        entry.text = tr("%1 took the payment back").arg(who);
    } else if (event.action == "order.fulfilment_undone") {
        entry.text = tr("%1 took the parcel back").arg(who);
    } else if (event.action == "order.refund_undone") {
        entry.text = tr("%1 took the refund back").arg(who);
    } else if (event.action == "order.cancellation_undone") {
        entry.text = tr("%1 opened the order again").arg(who);
    } else {
        entry.text = tr("%1 changed the order").arg(who);
    }
    return entry;
}

QString paymentMethod(const QByteArray &method)
{
    if (method == "cash")
        return tr("Cash");
    if (method == "bank_transfer")
        return tr("Bank transfer");
    if (method == "card")
        return tr("Card");
    if (method == "cheque")
        return tr("Cheque");
    if (method == "voucher")
        return tr("Voucher");
    return method.isEmpty() ? tr("Not chosen") : tr("Other");
}

}
