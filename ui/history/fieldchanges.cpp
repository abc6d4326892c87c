#include "app/journal/undorules.h"
#include "ui/history/historywords.h"
#include "ui/shell/format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::historywords {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

// What follows from the rest, or is of no use to a person.
bool isNoise(const QString &key)
{
    static const QSet<QString> noise{
        u"id"_s,        u"revision"_s,      u"created_at"_s,   u"updated_at"_s,   u"invited"_s,    u"image"_s,
        u"available"_s, u"thumbnail_url"_s, u"category_ids"_s, u"last_used_at"_s, u"variant_id"_s, u"actor"_s,
        u"at"_s};
    return noise.contains(key);
}

// Amounts that the journal keeps as bare minor units.
bool isMoney(const QString &key)
{
    static const QSet<QString> money{u"total"_s, u"paid"_s, u"refunded"_s};
    return money.contains(key);
}

QString text(const QString &key, const QJsonValue &value, const Format &format)
{
    if (value.isBool())
        return value.toBool() ? tr("yes") : tr("no");
    if (value.isDouble())
        return isMoney(key) ? format.money(value.toInteger()) : format.number(value.toInteger());
    if (value.isObject() && value.toObject().contains("amount"_L1))
        return format.money(value["amount"_L1].toInteger());
    if (value.isObject()) {
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (const QJsonValue part : object)
            if (const QString word = text({}, part, format); !word.isEmpty())
                parts << word;
        return parts.join(", "_L1);
    }
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &part : array) {
            const QString name = part["name"_L1].toString();
            parts << (name.isEmpty() ? text({}, part, format) : name);
        }
        return parts.join(", "_L1);
    }
    return value.toString();
}

// What the parts of a list are known by.
QString labelOf(const QJsonObject &part)
{
    for (const QLatin1StringView key : {"sku"_L1, "title"_L1, "name"_L1, "url"_L1})
        if (const QString label = part.value(key).toString(); !label.isEmpty())
            return label;
    return part.value("id"_L1).toString();
}

bool isListOfThings(const QJsonValue &value)
{
    return value.isArray() && !value.toArray().isEmpty() && value.toArray().first().isObject()
        && value.toArray().first().toObject().contains("id"_L1);
}

void compare(const QString &of, const QJsonObject &before, const QJsonObject &after, const Format &format,
             QList<FieldChange> &found);

void compareLists(const QString &key, const QJsonArray &before, const QJsonArray &after, const Format &format,
                  QList<FieldChange> &found)
{
    QHash<QString, QJsonObject> known;
    for (const QJsonValue &part : before)
        known.insert(part["id"_L1].toString(), part.toObject());
    for (const QJsonValue &part : after) {
        const QJsonObject now = part.toObject();
        const auto was = known.constFind(now.value("id"_L1).toString());
        if (was == known.constEnd())
            found << FieldChange{undo::fieldName(key), {}, labelOf(now)};
        else
            compare(before.size() + after.size() > 2 ? labelOf(now) : QString(), *was, now, format, found);
        known.remove(now.value("id"_L1).toString());
    }
    for (const QJsonObject &gone : std::as_const(known))
        found << FieldChange{undo::fieldName(key), labelOf(gone), {}};
}

void compare(const QString &of, const QJsonObject &before, const QJsonObject &after, const Format &format,
             QList<FieldChange> &found)
{
    QStringList keys = after.keys();
    const QStringList others = before.keys();
    for (const QString &key : others)
        if (!keys.contains(key))
            keys << key;
    const bool variants = isListOfThings(after.value("variants"_L1)) || isListOfThings(before.value("variants"_L1));
    for (const QString &key : std::as_const(keys)) {
        const QJsonValue was = before.value(key), is = after.value(key);
        // A product's own price is the least of its variants'.
        const bool follows = variants && (key == "price"_L1 || key == "compare_at_price"_L1);
        if (was == is || isNoise(key) || follows)
            continue;
        if (isListOfThings(was) || isListOfThings(is)) {
            compareLists(key, was.toArray(), is.toArray(), format, found);
            continue;
        }
        const QString name = undo::fieldName(key);
        const FieldChange change{of.isEmpty() ? name : tr("%1, %2").arg(name, of), text(key, was, format),
                                 text(key, is, format)};
        if (change.before != change.after)
            found << change;
    }
}
}

QList<FieldChange> changes(const JournalRow &row, const Format &format)
{
    QList<FieldChange> found;
    if (row.action == "products.imported" || row.action == "products.changed") {
        const QJsonObject before = undo::object(row.before), after = undo::object(row.after);
        const QJsonArray made = after.value("created"_L1).toArray(), gone = before.value("deleted"_L1).toArray();
        for (const QJsonValue &product : made)
            found << FieldChange{product["title"_L1].toString(), {}, tr("added")};
        for (const QJsonValue &product : gone)
            found << FieldChange{product["title"_L1].toString(), tr("removed"), {}};
        const QJsonArray was = before.value("updated"_L1).toArray(), is = after.value("updated"_L1).toArray();
        for (qsizetype i = 0; i < std::min(was.size(), is.size()); ++i)
            compare(is[i]["title"_L1].toString(), was[i].toObject(), is[i].toObject(), format, found);
        return found;
    }
    compare({}, undo::object(row.before), undo::object(row.after), format, found);
    return found;
}

}
