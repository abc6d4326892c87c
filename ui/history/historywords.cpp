#include "ui/history/historywords.h"

#include "app/journal/undorules.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace backroom::historywords {

namespace {
QString tr(const char *text, const char *which = nullptr, int n = -1)
{
    return QCoreApplication::translate("backroom", text, which, n);
}

// %1 is the thing's name; without one the second form is taken.
struct Words
{
    const char *named;
    const char *bare;
};

const QHash<QByteArray, Words> &words()
{
    static const QHash<QByteArray, Words> all{
        {"product.created",
         {QT_TRANSLATE_NOOP("backroom", "Product “%1” was added"),
          QT_TRANSLATE_NOOP("backroom", "A product was added")}},
        {"product.updated",
         {QT_TRANSLATE_NOOP("backroom", "Product “%1” was changed"),
          QT_TRANSLATE_NOOP("backroom", "A product was changed")}},
        {"product.deleted",
         {QT_TRANSLATE_NOOP("backroom", "Product “%1” was removed"),
          QT_TRANSLATE_NOOP("backroom", "A product was removed")}},
        {"product.brought_back",
         {QT_TRANSLATE_NOOP("backroom", "Product “%1” was brought back from a backup"),
          QT_TRANSLATE_NOOP("backroom", "A product was brought back from a backup")}},
        {"product.image_added", {nullptr, QT_TRANSLATE_NOOP("backroom", "A picture was added to a product")}},
        {"product.image_changed", {nullptr, QT_TRANSLATE_NOOP("backroom", "A picture of a product was changed")}},
        {"product.image_replaced", {nullptr, QT_TRANSLATE_NOOP("backroom", "A picture of a product was replaced")}},
        {"product.image_removed", {nullptr, QT_TRANSLATE_NOOP("backroom", "A picture was taken off a product")}},
        {"products.imported", {nullptr, QT_TRANSLATE_NOOP("backroom", "Products were imported")}},
        {"products.changed", {nullptr, QT_TRANSLATE_NOOP("backroom", "Several products were changed")}},
        {"products.images_brought",
         {nullptr, QT_TRANSLATE_NOOP("backroom", "Images from the web were brought into the shop")}},
        {"category.created",
         {QT_TRANSLATE_NOOP("backroom", "Category “%1” was added"),
          QT_TRANSLATE_NOOP("backroom", "A category was added")}},
        {"category.updated",
         {QT_TRANSLATE_NOOP("backroom", "Category “%1” was changed"),
          QT_TRANSLATE_NOOP("backroom", "A category was changed")}},
        {"category.deleted",
         {QT_TRANSLATE_NOOP("backroom", "Category “%1” was removed"),
          QT_TRANSLATE_NOOP("backroom", "A category was removed")}},
        {"stock.moved",
         {QT_TRANSLATE_NOOP("backroom", "Stock of “%1” was moved"), QT_TRANSLATE_NOOP("backroom", "Stock was moved")}},
        {"stock.received", {nullptr, QT_TRANSLATE_NOOP("backroom", "Goods were received")}},
        {"stock.counted", {nullptr, QT_TRANSLATE_NOOP("backroom", "Stock was counted")}},
        {"stock.corrected", {nullptr, QT_TRANSLATE_NOOP("backroom", "A delivery or a count was taken back")}},
        {"order.placed",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 was placed"), QT_TRANSLATE_NOOP("backroom", "An order was placed")}},
        {"order.paid",
         {QT_TRANSLATE_NOOP("backroom", "A payment for order #%1 was noted"),
          QT_TRANSLATE_NOOP("backroom", "A payment was noted")}},
        {"order.fulfilled",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 was sent"), QT_TRANSLATE_NOOP("backroom", "An order was sent")}},
        {"order.refunded",
         {QT_TRANSLATE_NOOP("backroom", "Money of order #%1 was given back"),
          QT_TRANSLATE_NOOP("backroom", "Money was given back")}},
        {"order.cancelled",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 was cancelled"),
          QT_TRANSLATE_NOOP("backroom", "An order was cancelled")}},
        {"order.updated",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 was changed"),
          QT_TRANSLATE_NOOP("backroom", "An order was changed")}},
        {"order.payment_undone",
         {QT_TRANSLATE_NOOP("backroom", "A payment for order #%1 was taken back"),
          QT_TRANSLATE_NOOP("backroom", "A payment was taken back")}},
        {"order.fulfilment_undone",
         {QT_TRANSLATE_NOOP("backroom", "The sending of order #%1 was taken back"),
          QT_TRANSLATE_NOOP("backroom", "A sending was taken back")}},
        {"order.refund_undone",
         {QT_TRANSLATE_NOOP("backroom", "A refund of order #%1 was taken back"),
          QT_TRANSLATE_NOOP("backroom", "A refund was taken back")}},
        {"order.cancellation_undone",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 is open again"),
          QT_TRANSLATE_NOOP("backroom", "An order is open again")}},
        {"order.noted",
         {QT_TRANSLATE_NOOP("backroom", "A note was written on order #%1"),
          QT_TRANSLATE_NOOP("backroom", "A note was written on an order")}},
        {"order.note_withdrawn",
         {QT_TRANSLATE_NOOP("backroom", "A note on order #%1 was taken back"),
          QT_TRANSLATE_NOOP("backroom", "A note on an order was taken back")}},
        {"order.brought_back",
         {QT_TRANSLATE_NOOP("backroom", "Order #%1 was brought back from a backup"),
          QT_TRANSLATE_NOOP("backroom", "An order was brought back from a backup")}},
        {"sales.imported", {nullptr, QT_TRANSLATE_NOOP("backroom", "Sales of before were imported")}},
        {"settings.updated", {nullptr, QT_TRANSLATE_NOOP("backroom", "The settings were changed")}},
        {"shop.created", {nullptr, QT_TRANSLATE_NOOP("backroom", "The shop was made")}},
        {"shipping_method.created",
         {QT_TRANSLATE_NOOP("backroom", "Delivery “%1” was added"),
          QT_TRANSLATE_NOOP("backroom", "A way of delivery was added")}},
        {"shipping_method.updated",
         {QT_TRANSLATE_NOOP("backroom", "Delivery “%1” was changed"),
          QT_TRANSLATE_NOOP("backroom", "A way of delivery was changed")}},
        {"shipping_method.removed",
         {QT_TRANSLATE_NOOP("backroom", "Delivery “%1” was removed"),
          QT_TRANSLATE_NOOP("backroom", "A way of delivery was removed")}},
        {"tax_rate.created",
         {QT_TRANSLATE_NOOP("backroom", "Tax “%1” was added"), QT_TRANSLATE_NOOP("backroom", "A tax was added")}},
        {"tax_rate.updated",
         {QT_TRANSLATE_NOOP("backroom", "Tax “%1” was changed"), QT_TRANSLATE_NOOP("backroom", "A tax was changed")}},
        {"tax_rate.removed",
         {QT_TRANSLATE_NOOP("backroom", "Tax “%1” was removed"), QT_TRANSLATE_NOOP("backroom", "A tax was removed")}},
        {"api_key.created",
         {QT_TRANSLATE_NOOP("backroom", "Key “%1” was made"), QT_TRANSLATE_NOOP("backroom", "A key was made")}},
        {"api_key.updated",
         {QT_TRANSLATE_NOOP("backroom", "Key “%1” was changed"), QT_TRANSLATE_NOOP("backroom", "A key was changed")}},
        {"api_key.removed",
         {QT_TRANSLATE_NOOP("backroom", "Key “%1” was taken away"),
          QT_TRANSLATE_NOOP("backroom", "A key was taken away")}},
        {"backup.made", {nullptr, QT_TRANSLATE_NOOP("backroom", "A backup was made")}},
        {"backup.failed", {nullptr, QT_TRANSLATE_NOOP("backroom", "A backup failed")}},
        {"backup.overdue", {nullptr, QT_TRANSLATE_NOOP("backroom", "A backup is overdue")}},
        {"backup.removed", {nullptr, QT_TRANSLATE_NOOP("backroom", "An old backup was removed")}},
        {"backups.key_made", {nullptr, QT_TRANSLATE_NOOP("backroom", "The key of the backups was made")}},
        {"backups.key_replaced", {nullptr, QT_TRANSLATE_NOOP("backroom", "The backups have another key")}},
        {"backups.key_moved", {nullptr, QT_TRANSLATE_NOOP("backroom", "The key of the backups is kept elsewhere")}},
        {"shop.restored", {nullptr, QT_TRANSLATE_NOOP("backroom", "The shop was restored from a backup")}},
        {"report.created",
         {QT_TRANSLATE_NOOP("backroom", "Report “%1” was saved"), QT_TRANSLATE_NOOP("backroom", "A report was saved")}},
        {"report.changed",
         {QT_TRANSLATE_NOOP("backroom", "Report “%1” was changed"),
          QT_TRANSLATE_NOOP("backroom", "A report was changed")}},
        {"report.removed",
         {QT_TRANSLATE_NOOP("backroom", "Report “%1” was removed"),
          QT_TRANSLATE_NOOP("backroom", "A report was removed")}},
        {"backups.changed", {nullptr, QT_TRANSLATE_NOOP("backroom", "The plan of backups was changed")}},
        // Of people; the second half of the action.
        {".created",
         {QT_TRANSLATE_NOOP("backroom", "%1 was added"), QT_TRANSLATE_NOOP("backroom", "Somebody was added")}},
        {".updated",
         {QT_TRANSLATE_NOOP("backroom", "%1 was changed"), QT_TRANSLATE_NOOP("backroom", "Somebody was changed")}},
        {".removed",
         {QT_TRANSLATE_NOOP("backroom", "%1 was removed"), QT_TRANSLATE_NOOP("backroom", "Somebody was removed")}},
        {".erased", {nullptr, QT_TRANSLATE_NOOP("backroom", "Somebody was erased at their wish")}},
        {".invited",
         {QT_TRANSLATE_NOOP("backroom", "%1 was invited"), QT_TRANSLATE_NOOP("backroom", "Somebody was invited")}},
        {".accepted",
         {QT_TRANSLATE_NOOP("backroom", "%1 accepted the invitation"),
          QT_TRANSLATE_NOOP("backroom", "Somebody accepted an invitation")}},
        {".signed_up",
         {QT_TRANSLATE_NOOP("backroom", "%1 signed up"), QT_TRANSLATE_NOOP("backroom", "Somebody signed up")}},
        {".password_set", {nullptr, QT_TRANSLATE_NOOP("backroom", "A password was set")}},
        {".password_changed", {nullptr, QT_TRANSLATE_NOOP("backroom", "A password was changed")}},
        {".password_reset", {nullptr, QT_TRANSLATE_NOOP("backroom", "A password was reset")}},
        {".two_steps_on", {nullptr, QT_TRANSLATE_NOOP("backroom", "Signing in in two steps was set up for somebody")}},
        {".two_steps_off",
         {nullptr, QT_TRANSLATE_NOOP("backroom", "The second step to sign in was taken off somebody")}},
        {".sessions_ended", {nullptr, QT_TRANSLATE_NOOP("backroom", "Somebody’s sessions were ended")}},
        {".address_added", {nullptr, QT_TRANSLATE_NOOP("backroom", "An address was added to somebody")}},
        {".address_removed", {nullptr, QT_TRANSLATE_NOOP("backroom", "An address of somebody was removed")}},
        {".brought_back",
         {QT_TRANSLATE_NOOP("backroom", "%1 was brought back from a backup"),
          QT_TRANSLATE_NOOP("backroom", "Somebody was brought back from a backup")}},
    };
    return all;
}

QString nameOf(const JournalRow &row)
{
    if (row.entity == "order")
        return QString::fromUtf8(row.entityId);
    for (const QByteArray &json : {row.after, row.before}) {
        const QJsonObject object = undo::object(json);
        for (const QLatin1StringView key : {"title"_L1, "name"_L1, "sku"_L1, "email"_L1})
            if (QString name = object.value(key).toString(); !name.isEmpty())
                return name;
    }
    return {};
}
}

QString headline(const JournalRow &row)
{
    auto found = words().constFind(row.action);
    if (found == words().constEnd() && (row.entity == "user" || row.entity == "customer"))
        found = words().constFind(row.action.mid(row.action.indexOf('.')));
    if (found == words().constEnd())
        return QString::fromUtf8(row.action);
    const QString name = nameOf(row);
    return name.isEmpty() || !found->named ? tr(found->bare) : tr(found->named).arg(name);
}

QString summary(const JournalRow &row, const Format &format, const Names &categories)
{
    if (row.action == "products.imported" || row.action == "products.changed") {
        const QJsonObject after = undo::object(row.after), before = undo::object(row.before);
        const auto size = [](const QJsonObject &object, QLatin1StringView key) {
            return int(object.value(key).toArray().size());
        };
        QStringList parts;
        if (const int made = size(after, "created"_L1))
            parts << tr("%n added", nullptr, made);
        if (const int changed = size(after, "updated"_L1))
            parts << tr("%n changed", nullptr, changed);
        if (const int removed = size(before, "deleted"_L1))
            parts << tr("%n removed", nullptr, removed);
        return parts.join(u" · "_s);
    }
    if (row.action == "products.images_brought")
        return tr("%n products", nullptr, int(undo::object(row.after).value("updated"_L1).toArray().size()));
    if ((row.before.isEmpty() && !namesPieces(row)) || row.after.isEmpty())
        return {};
    const QList<FieldChange> all = changes(row, format, categories);
    if (all.isEmpty())
        return {};
    const FieldChange &first = all.constFirst();
    const auto shown = [](const QString &text) { return text.isEmpty() ? u"–"_s : text.simplified().left(60); };
    const QString one = tr("%1: %2 → %3").arg(first.name, shown(first.before), shown(first.after));
    return all.size() == 1 ? one : one + u" · "_s + tr("and %n more", nullptr, int(all.size()) - 1);
}

QString who(const JournalRow &row)
{
    // The program's own parts stand in English in the journal.
    static const QHash<QString, const char *> parts{{u"Backroom"_s, QT_TRANSLATE_NOOP("backroom", "The program")},
                                                    {u"Command line"_s, QT_TRANSLATE_NOOP("backroom", "Command line")},
                                                    {u"Restore"_s, QT_TRANSLATE_NOOP("backroom", "Restoring")},
                                                    {u"Sample"_s, QT_TRANSLATE_NOOP("backroom", "Sample shop")},
                                                    {u"backups"_s, QT_TRANSLATE_NOOP("backroom", "Backups")},
                                                    {u"time machine"_s, QT_TRANSLATE_NOOP("backroom", "Backups")},
                                                    {u"housekeeping"_s, QT_TRANSLATE_NOOP("backroom", "Housekeeping")}};
    if (const char *part = row.actor == "system" ? parts.value(row.actorName) : nullptr)
        return tr(part);
    if (!row.actorName.isEmpty())
        return row.actorName;
    if (row.actor == "guest")
        return tr("A customer");
    if (row.actor == "system")
        return tr("The program");
    return QString::fromUtf8(row.actor);
}

HistoryRow rowOf(const JournalRow &row, const Format &format, const Names &categories)
{
    HistoryRow line{row, headline(row), summary(row, format, categories)};
    line.entry.before.clear();
    line.entry.after.clear();
    return line;
}

}
