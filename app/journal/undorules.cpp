#include "app/journal/undorules.h"

#include "app/orders/counterundo.h"
#include "app/orders/orderundo.h"
#include "app/orders/ratesundo.h"
#include "app/products/categoryundo.h"
#include "app/products/imagesbrought.h"
#include "app/products/imageundo.h"
#include "app/products/productundo.h"
#include "app/reports/ownreportsundo.h"
#include "app/settings/settingsundo.h"
#include "app/stock/stockundo.h"
#include "app/users/usersundo.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::undo {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

const QSet<QString> &bookkeeping()
{
    static const QSet<QString> keys{u"id"_s,         u"revision"_s, u"created_at"_s,
                                    u"updated_at"_s, u"invited"_s,  u"last_used_at"_s};
    return keys;
}
}

Rule ruleOf(const QByteArray &action)
{
    static const QHash<QByteArray, Rule> rules{
        {"product.created", products::undoCreated},
        {"product.updated", products::undoUpdated},
        {"product.deleted", products::undoDeleted},
        {"product.brought_back", products::undoBroughtBack},
        {"products.imported", products::undoMany},
        {"products.changed", products::undoMany},
        {"products.images_brought", images::undoBrought},
        {"product.image_added", images::undoAdded},
        {"product.image_changed", images::undoChanged},
        {"product.image_replaced", images::undoReplaced},
        {"product.image_removed", images::undoRemoved},
        {"category.created", categories::undoCreated},
        {"category.updated", categories::undoUpdated},
        {"category.deleted", categories::undoDeleted},
        {"stock.moved", stock::undoMoved},
        {"stock.received", stock::undoLines},
        {"stock.counted", stock::undoLines},
        {"stock.corrected", stock::undoLines},
        {"order.placed", counter::undoPlaced},
        {"order.noted", ordernotes::undoNoted},
        {"order.note_withdrawn", ordernotes::undoWithdrawn},
        {"order.paid", orderwork::undoPaid},
        {"order.fulfilled", orderwork::undoFulfilled},
        {"order.refunded", orderwork::undoRefunded},
        {"order.cancelled", orderwork::undoCancelled},
        {"order.updated", orderwork::undoUpdated},
        // Takings back of the above: doing it again is taking back the taking back.
        {"order.payment_undone", orderwork::redoPaid},
        {"order.fulfilment_undone", orderwork::redoFulfilled},
        {"order.refund_undone", orderwork::redoRefunded},
        {"order.cancellation_undone", orderwork::redoCancelled},
        {"settings.updated", settings::undoUpdated},
        {"user.created", users::undoCreated},
        {"user.updated", users::undoUpdated},
        {"customer.created", users::undoCreated},
        {"customer.updated", users::undoUpdated},
        {"customer.brought_back", users::undoUpdated},
        {"api_key.created", users::undoKeyCreated},
        {"api_key.updated", users::undoKeyUpdated},
        {"shipping_method.created", shipping::undoCreated},
        {"shipping_method.updated", shipping::undoUpdated},
        {"shipping_method.removed", shipping::undoRemoved},
        {"tax_rate.created", taxes::undoCreated},
        {"tax_rate.updated", taxes::undoUpdated},
        {"tax_rate.removed", taxes::undoRemoved},
        {"report.created", ownreports::undoCreated},
        {"report.changed", ownreports::undoChanged},
        {"report.removed", ownreports::undoRemoved},
    };
    return rules.value(action, nullptr);
}

QJsonObject object(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

Result<QJsonObject> fieldsBack(const JournalRow &entry, const QJsonObject &now)
{
    const QJsonObject before = object(entry.before), after = object(entry.after);
    QJsonObject back;
    QStringList changed;
    for (auto member = after.begin(); member != after.end(); ++member) {
        const QString key = member.key();
        if (bookkeeping().contains(key) || before.value(key) == member.value())
            continue;
        if (now.value(key) == member.value())
            back.insert(key, before.value(key));
        else if (now.value(key) != before.value(key))
            changed << fieldName(key);
    }
    if (!changed.isEmpty())
        return changedSince(changed);
    if (back.isEmpty())
        return fail(ErrorCode::Conflict, tr("Everything is as it was before this already."));
    return back;
}

tl::unexpected<Error> goneSince()
{
    return fail(ErrorCode::Conflict, tr("It was removed since: there is nothing left to take this back on."));
}

tl::unexpected<Error> changedSince(const QStringList &fields)
{
    return fail(ErrorCode::Conflict,
                tr("This was changed again since: %1. Take the later change back first.").arg(fields.join(", "_L1)));
}

}
