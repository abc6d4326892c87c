#include "app/journal/undorules.h"
#include "ui/history/historywords.h"
#include "ui/shell/format.h"
#include "ui/users/peoplewords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backroom::historywords {

namespace {
QString tr(const char *text, const char *which = nullptr, int n = -1)
{
    return QCoreApplication::translate("backroom", text, which, n);
}

// What follows from the rest, or is of no use to a person.
bool isNoise(const QString &key)
{
    static const QSet<QString> noise{u"id"_s,           u"revision"_s,     u"created_at"_s, u"updated_at"_s,
                                     u"invited"_s,      u"image"_s,        u"available"_s,  u"thumbnail_url"_s,
                                     u"category_ids"_s, u"last_used_at"_s, u"variant_id"_s, u"actor"_s,
                                     u"at"_s,           u"siblings"_s,     u"origin"_s};
    return noise.contains(key);
}

// Amounts that the journal keeps as bare minor units; of a line of an order it counts pieces by the same name.
bool isMoney(const QString &key)
{
    static const QSet<QString> money{u"total"_s, u"paid"_s, u"refunded"_s};
    return money.contains(key);
}

// What is needed to say a value, and what is found.
struct Look
{
    const Format &format;
    const Names &categories;
    QList<FieldChange> found;
};

QString number(const QString &key, qint64 value, const Look &look, bool pieces)
{
    const Format &format = look.format;
    if (isMoney(key) && !pieces)
        return format.money(value);
    if (key == "minute"_L1) // of the day
        return format.locale().toString(QTime(0, 0).addSecs(int(value) * 60), QLocale::ShortFormat);
    if (key == "bytes"_L1)
        return format.locale().formattedDataSize(value);
    const QString word = historywords::word(key, QString::number(value), look.categories);
    return word.isEmpty() ? format.number(value) : word;
}

bool isTime(const QString &key) { return key == "since"_L1 || key.endsWith("_at"_L1); }

QString text(const QString &key, const QJsonValue &value, const Look &look, bool pieces = false)
{
    const Format &format = look.format;
    if (value.isBool())
        return value.toBool() ? tr("yes") : tr("no");
    if (value.isDouble())
        return number(key, value.toInteger(), look, pieces);
    if (const auto at = QDateTime::fromString(value.toString(), Qt::ISODateWithMs); isTime(key) && at.isValid())
        return format.full(at.toMSecsSinceEpoch());
    if (value.isObject() && value.toObject().contains("amount"_L1))
        return format.money(value["amount"_L1].toInteger());
    if (value.isObject()) {
        QStringList parts;
        const QJsonObject object = value.toObject();
        for (const QJsonValue part : object)
            if (const QString word = text({}, part, look); !word.isEmpty())
                parts << word;
        return parts.join(", "_L1);
    }
    if (key == "scopes"_L1 && value.isArray())
        return peoplewords::scopes(value.toVariant().toStringList());
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray array = value.toArray();
        for (const QJsonValue part : array) {
            const QString name = part["name"_L1].toString();
            parts << (name.isEmpty() ? text({}, part, look) : name);
        }
        return parts.join(", "_L1);
    }
    const QString word = historywords::word(key, value.toString(), look.categories);
    return word.isEmpty() ? value.toString() : word;
}

// What the parts of a list are known by.
QString labelOf(const QJsonObject &part)
{
    for (const QLatin1StringView key : {"sku"_L1, "title"_L1, "name"_L1, "url"_L1})
        if (QString label = part.value(key).toString(); !label.isEmpty())
            return label;
    return part.value("id"_L1).toString();
}

bool isListOfThings(const QJsonValue &value)
{
    return value.isArray() && !value.toArray().isEmpty() && value.toArray().first().isObject()
        && value.toArray().first().toObject().contains("id"_L1);
}

void compare(const QString &of, const QJsonObject &before, const QJsonObject &after, Look &look, bool line = false);

void compareLists(const QString &key, const QJsonArray &before, const QJsonArray &after, Look &look)
{
    const bool lines = key == "lines"_L1;
    QHash<QString, QJsonObject> known;
    for (const QJsonValue part : before)
        known.insert(part["id"_L1].toString(), part.toObject());
    for (const QJsonValue part : after) {
        const QJsonObject now = part.toObject();
        const auto was = known.constFind(now.value("id"_L1).toString());
        if (was == known.constEnd())
            look.found << FieldChange{undo::fieldName(key), {}, labelOf(now)};
        else
            compare(lines || before.size() + after.size() > 2 ? labelOf(now) : QString(), *was, now, look, lines);
        known.remove(now.value("id"_L1).toString());
    }
    for (const QJsonObject &gone : std::as_const(known))
        look.found << FieldChange{undo::fieldName(key), labelOf(gone), {}};
}

void compare(const QString &of, const QJsonObject &before, const QJsonObject &after, Look &look, bool line)
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
            compareLists(key, was.toArray(), is.toArray(), look);
            continue;
        }
        const QString name = undo::fieldName(key);
        const FieldChange change{of.isEmpty() ? name : tr("%1, %2").arg(name, of), text(key, was, look, line),
                                 text(key, is, look, line)};
        if (change.before != change.after)
            look.found << change;
    }
}

// Where the images of a product lie.
QString tellPlaces(const QJsonValue &product)
{
    int here = 0, elsewhere = 0;
    const QJsonArray images = product["images"_L1].toArray();
    for (const QJsonValue image : images)
        ++(image["width"_L1].isDouble() ? here : elsewhere);
    QStringList places;
    if (here > 0)
        places << tr("%n in the shop", nullptr, here);
    if (elsewhere > 0)
        places << tr("%n on the web", nullptr, elsewhere);
    return places.join(u" · "_s);
}

// Each piece with how many there were and how many there are.
void tellPieces(const QJsonArray &lines, Look &look)
{
    for (const QJsonValue line : lines) {
        const qint64 level = line["level"_L1].toInteger();
        const bool counted = line["counted"_L1].isDouble();
        const qint64 was = counted ? line["expected"_L1].toInteger() : level - line["delta"_L1].toInteger();
        const qint64 is = counted ? line["counted"_L1].toInteger() : level;
        look.found << FieldChange{labelOf(line.toObject()), look.format.number(was), look.format.number(is)};
    }
}
}

bool namesPieces(const JournalRow &row) { return row.entity == "count" || row.entity == "delivery"; }

QList<FieldChange> changes(const JournalRow &row, const Format &format, const Names &categories)
{
    Look look{format, categories, {}};
    if (row.action == "products.imported" || row.action == "products.changed") {
        const QJsonObject before = undo::object(row.before), after = undo::object(row.after);
        const QJsonArray made = after.value("created"_L1).toArray(), gone = before.value("deleted"_L1).toArray();
        for (const QJsonValue product : made)
            look.found << FieldChange{product["title"_L1].toString(), {}, tr("added")};
        for (const QJsonValue product : gone)
            look.found << FieldChange{product["title"_L1].toString(), tr("removed"), {}};
        const QJsonArray was = before.value("updated"_L1).toArray(), is = after.value("updated"_L1).toArray();
        for (qsizetype i = 0; i < std::min(was.size(), is.size()); ++i)
            compare(is[i]["title"_L1].toString(), was[i].toObject(), is[i].toObject(), look);
        return look.found;
    }
    if (row.action == "products.images_brought") {
        const QJsonArray was = undo::object(row.before)["updated"_L1].toArray(),
                         is = undo::object(row.after)["updated"_L1].toArray();
        for (qsizetype i = 0; i < std::min(was.size(), is.size()); ++i)
            look.found << FieldChange{is[i]["title"_L1].toString(), tellPlaces(was[i]), tellPlaces(is[i])};
        return look.found;
    }
    QJsonObject after = undo::object(row.after);
    if (namesPieces(row)) {
        const QJsonArray lines = after.take("lines"_L1).toArray();
        tellPieces(lines, look);
    }
    compare({}, undo::object(row.before), after, look);
    return look.found;
}

}
