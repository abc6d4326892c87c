#include "server/http/bodyfit.h"

#include <QJsonArray>
#include <optional>

using namespace Qt::StringLiterals;

namespace backroom {

namespace {

class Fitter {
public:
    explicit Fitter(const QByteArray &currency) : m_currency(currency) {}

    QJsonObject object(const Shape &shape, const QJsonObject &given) const
    {
        QJsonObject fitting;
        for (const Member &member : shape.members) {
            const QString name = QString::fromLatin1(member.name);
            const auto found = given.constFind(name);
            const auto value = found == given.constEnd() ? std::nullopt : fitted(*member.shape, *found);
            if (value)
                fitting.insert(name, *value);
            else if (member.required)
                fitting.insert(name, sample(*member.shape));
        }
        return fitting;
    }

private:
    std::optional<QJsonValue> fitted(const Shape &shape, const QJsonValue &value) const
    {
        if (shape.kind == Shape::Kind::Object && value.isObject())
            return object(shape, value.toObject());
        if (shape.kind == Shape::Kind::Array && value.isArray() && holds(shape, value.toArray().size())) {
            QJsonArray items;
            for (const QJsonValue &item : value.toArray())
                items << fitted(*shape.items, item).value_or(sample(*shape.items));
            return items;
        }
        if (shape.kind == Shape::Kind::Map && value.isObject() && holds(shape, value.toObject().size())) {
            QJsonObject values = value.toObject();
            for (auto entry = values.begin(); entry != values.end(); ++entry)
                entry.value() = fitted(*shape.items, entry.value()).value_or(sample(*shape.items));
            return values;
        }
        return checkShape(shape, value, m_currency).isEmpty() ? std::optional(value) : std::nullopt;
    }

    static bool holds(const Shape &shape, qsizetype size) { return size >= shape.least && size <= shape.most; }

    // Something of that shape. It goes no further than a transaction that is taken back.
    QJsonValue sample(const Shape &shape) const
    {
        if (shape.nullable)
            return QJsonValue();
        switch (shape.kind) {
        case Shape::Kind::Object: return object(shape, {});
        case Shape::Kind::Array: {
            QJsonArray items;
            for (qint64 i = 0; i < shape.least; ++i)
                items << sample(*shape.items);
            return items;
        }
        case Shape::Kind::Map: return QJsonObject();
        case Shape::Kind::Text:
            return shape.format == "country" ? u"DE"_s
                : shape.words.isEmpty()      ? QString(qMax<qsizetype>(1, qsizetype(shape.least)), u'x')
                                             : shape.words.constFirst();
        case Shape::Kind::Integer: return qBound<qint64>(shape.least, 1, shape.most);
        case Shape::Kind::Boolean: return false;
        case Shape::Kind::Number: return 1;
        case Shape::Kind::Money: return QJsonObject{{u"amount"_s, 1}, {u"currency"_s, QString::fromLatin1(m_currency)}};
        case Shape::Kind::Time: return u"2026-11-20T09:30:00.000Z"_s;
        case Shape::Kind::Id: return u"1"_s;
        case Shape::Kind::Any: break;
        }
        return QJsonValue();
    }

    QByteArray m_currency;
};

// "variants" and "variants[0].price".
bool isWithin(const QString &field, const QString &whole)
{
    return field.startsWith(whole)
        && (field.size() == whole.size() || field.at(whole.size()) == u'.' || field.at(whole.size()) == u'[');
}

}

QJsonObject fittedBody(const Shape &shape, const QJsonObject &body, const QByteArray &currency)
{
    return Fitter(currency).object(shape, body);
}

QList<FieldError> allFaults(const QList<FieldError> &shapes, const QList<FieldError> &services)
{
    QList<FieldError> all = shapes;
    for (const FieldError &fault : services)
        if (std::none_of(shapes.begin(), shapes.end(), [&fault](const FieldError &known) {
                return isWithin(fault.field, known.field) || isWithin(known.field, fault.field);
            }))
            all << fault;
    return all;
}

}
