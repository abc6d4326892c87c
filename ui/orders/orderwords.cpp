#include "ui/orders/orderwords.h"

#include "app/base/money.h"
#include "app/orders/pricing.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backroom::orderwords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

BadgeLook payment(const Order &order, bool filled)
{
    switch (order.payment) {
    case PaymentStatus::Pending:
        if (order.status == OrderStatus::Cancelled)
            return {tr("Not paid"), Glyph::Over, Ink::Muted, filled};
        return {tr("Not paid"), Glyph::Look, Ink::Warn, true};
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
    switch (order.fulfilment) {
    case FulfilmentStatus::Unfulfilled: return {tr("To send"), Glyph::UnderWay, Ink::Accent, true};
    case FulfilmentStatus::PartlyFulfilled: return {tr("Partly sent"), Glyph::UnderWay, Ink::Accent, true};
    case FulfilmentStatus::Fulfilled: return {tr("Sent"), Glyph::Done, Ink::Good, filled};
    case FulfilmentStatus::Returned: return {tr("Taken back"), Glyph::Over, Ink::Muted, filled};
    }
    return {};
}

QString customer(const Order &order)
{
    if (!order.customerName.isEmpty())
        return order.customerName;
    return order.email.isEmpty() ? tr("No name given") : order.email;
}

QString options(const QByteArray &json)
{
    QStringList values;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (const QJsonValue &value : object)
        values << value.toString();
    return values.join(u", "_s);
}

QString unitPrice(const Format &format, qint64 price)
{
    if (price % UnitPriceScale == 0)
        return format.money(price / UnitPriceScale);
    const int digits = currencyDigits(format.currency()).value_or(2) + 4;
    QString text =
        format.locale().toString(double(price) / double(UnitPriceScale) / double(minorPerMajor(format.currency())), 'f',
                                 digits);
    while (text.endsWith(u'0'))
        text.chop(1);
    return text;
}

QString event(const orders::Event &event)
{
    const auto by = [&event](const QString &what) {
        return event.actor.isEmpty() ? what : tr("%1, by %2").arg(what, event.actor);
    };
    if (event.action == "order.placed")
        return by(tr("Order placed"));
    if (event.action == "order.fulfilled")
        return by(tr("Sent"));
    if (event.action == "order.paid")
        return by(tr("Payment noted"));
    if (event.action == "order.refunded")
        return by(tr("Money given back"));
    if (event.action == "order.cancelled")
        return by(tr("Cancelled"));
    if (event.action == "order.updated")
        return by(tr("Changed"));
    return by(QString::fromUtf8(event.action));
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
