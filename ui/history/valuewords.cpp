#include "ui/history/valuewords.h"

#include "app/products/category.h"
#include "app/stock/ledger.h"
#include "ui/settings/settingswords.h"
#include "ui/stock/stockwords.h"
#include "ui/users/peoplewords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace backroom::historywords {

namespace {
struct Word
{
    const char *text;
    const char *which = nullptr;
};

// A value has one word whichever field holds it, but where the fields differ.
const QHash<QString, Word> &words()
{
    static const QHash<QString, Word> all{
        {u"status open"_s, {QT_TRANSLATE_NOOP("backroom", "Open")}},
        {u"status completed"_s, {QT_TRANSLATE_NOOP("backroom", "Completed")}},
        {u"status cancelled"_s, {QT_TRANSLATE_NOOP("backroom", "Cancelled")}},
        {u"status published"_s, {QT_TRANSLATE_NOOP("backroom", "Active")}},
        {u"status draft"_s, {QT_TRANSLATE_NOOP("backroom", "Draft")}},
        {u"status archived"_s, {QT_TRANSLATE_NOOP("backroom", "Archived")}},
        {u"payment_status pending"_s, {QT_TRANSLATE_NOOP("backroom", "Not paid")}},
        {u"payment_status paid"_s, {QT_TRANSLATE_NOOP("backroom", "Paid")}},
        {u"payment_status partly_refunded"_s, {QT_TRANSLATE_NOOP("backroom", "Partly refunded")}},
        {u"payment_status refunded"_s, {QT_TRANSLATE_NOOP("backroom", "Refunded")}},
        {u"payment_status failed"_s, {QT_TRANSLATE_NOOP("backroom", "Payment failed")}},
        {u"fulfilment_status unfulfilled"_s, {QT_TRANSLATE_NOOP("backroom", "To send")}},
        {u"fulfilment_status partly_fulfilled"_s, {QT_TRANSLATE_NOOP("backroom", "Partly sent")}},
        {u"fulfilment_status fulfilled"_s, {QT_TRANSLATE_NOOP("backroom", "Sent")}},
        {u"fulfilment_status returned"_s, {"Taken back", "pieces"}},
        {u"source api"_s, {QT_TRANSLATE_NOOP("backroom", "Web shop")}},
        {u"source counter"_s, {QT_TRANSLATE_NOOP("backroom", "Counter")}},
        {u"source manual"_s, {QT_TRANSLATE_NOOP("backroom", "By hand")}},
        {u"source import"_s, {QT_TRANSLATE_NOOP("backroom", "Brought over")}},
        {u"reason manual"_s, {QT_TRANSLATE_NOOP("backroom", "By hand")}},
        {u"reason hourly"_s, {QT_TRANSLATE_NOOP("backroom", "Hourly")}},
        {u"reason daily"_s, {QT_TRANSLATE_NOOP("backroom", "Daily")}},
        {u"reason weekly"_s, {QT_TRANSLATE_NOOP("backroom", "Weekly")}},
        {u"reason close"_s, {QT_TRANSLATE_NOOP("backroom", "At closing")}},
        {u"reason upgrade"_s, {QT_TRANSLATE_NOOP("backroom", "Before an upgrade")}},
        {u"reason restore"_s, {QT_TRANSLATE_NOOP("backroom", "Before a restore")}},
        {u"every 0"_s, {QT_TRANSLATE_NOOP("backroom", "Only when I ask")}},
        {u"every 1"_s, {QT_TRANSLATE_NOOP("backroom", "Every hour")}},
        {u"every 2"_s, {QT_TRANSLATE_NOOP("backroom", "Every day")}},
        {u"every 3"_s, {QT_TRANSLATE_NOOP("backroom", "Every week")}},
        {u"kept_in file"_s, {QT_TRANSLATE_NOOP("backroom", "a file")}},
        {u"kept_in keyring"_s, {QT_TRANSLATE_NOOP("backroom", "this computer’s keyring")}},
    };
    return all;
}
}

Names categoryNames(Reader &reader)
{
    Names names;
    const QList<Category> tree = categories::tree(reader);
    for (const Category &category : tree)
        names.insert(category.id.text(), category.name);
    return names;
}

QString word(const QString &key, const QString &value, const Names &categories)
{
    if (value.isEmpty())
        return {};
    if (key == "parent_id"_L1)
        return categories.value(value, QCoreApplication::translate("backroom", "a category that is gone"));
    if (key == "role"_L1) {
        const auto role = parseRole(value);
        return role ? peoplewords::role(*role) : QString();
    }
    if (key == "tax_class"_L1)
        return settingswords::taxClass(value);
    // Of stock and of backups; those of refunds and the like are people's own words.
    if (key == "reason"_L1 && stock::reasons().contains(value.toUtf8()))
        return stockwords::reason(value.toUtf8());
    const auto found = words().constFind(key + u' ' + value);
    return found == words().constEnd() ? QString() : QCoreApplication::translate("backroom", found->text, found->which);
}

}
