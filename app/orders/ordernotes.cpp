#include "app/orders/ordernotes.h"

#include "app/base/crypto.h"
#include "app/orders/orderstore.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::ordernotes {

namespace {
constexpr qsizetype MaxNote = 2000; // characters

QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

QByteArray toJson(const OrderNote &note)
{
    JsonWriter json;
    json.object().field("id", note.id).field("note", note.text).endObject();
    return json.take();
}

// The order's row id, when the actor may work on it.
Result<OrderId> orderOf(Transaction &transaction, const Actor &actor, const QByteArray &number)
{
    if (const auto allowed = actor.require({Area::Orders, Verb::Write}); !allowed)
        return fail(allowed.error());
    const auto id = transaction.number("SELECT id FROM orders WHERE number = ?", number);
    return id ? Result<OrderId>(OrderId{*id}) : fail(orderstore::notFound());
}
}

Result<OrderNote> add(Transaction &transaction, const Actor &actor, const QByteArray &number, const QString &text)
{
    const auto order = orderOf(transaction, actor, number);
    if (!order)
        return fail(order.error());
    const OrderNote note{randomBase62(12), text.trimmed()};
    if (note.text.isEmpty())
        return invalid(u"note"_s, tr("Write what the others should know."));
    if (note.text.size() > MaxNote)
        return invalid(u"note"_s, tr("Use at most 2,000 characters."));
    transaction.journal({"order.noted", "order", number, {}, toJson(note), {{Topic::Orders, order->value}}});
    return note;
}

Result<> withdraw(Transaction &transaction, const Actor &actor, const QByteArray &number, const QByteArray &note)
{
    const auto order = orderOf(transaction, actor, number);
    if (!order)
        return fail(order.error());
    const auto events = orders::timeline(transaction, actor, number);
    if (!events)
        return fail(events.error());
    for (const orders::Event &event : *events)
        if (event.action == "order.noted" && fromJson(event.after).id == note) {
            transaction.journal(
                {"order.note_withdrawn", "order", number, event.after, {}, {{Topic::Orders, order->value}}});
            return {};
        }
    return fail(ErrorCode::NotFound, tr("This note is not there any more."));
}

OrderNote fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    return {object.value("id"_L1).toString().toUtf8(), object.value("note"_L1).toString()};
}

QList<orders::Event> withoutWithdrawn(const QList<orders::Event> &events)
{
    QSet<QByteArray> gone;
    for (const orders::Event &event : events)
        if (event.action == "order.note_withdrawn")
            gone << fromJson(event.before).id;
    QList<orders::Event> left;
    for (const orders::Event &event : events)
        if (event.action != "order.note_withdrawn"
            && !(event.action == "order.noted" && gone.contains(fromJson(event.after).id)))
            left << event;
    return left;
}

}
