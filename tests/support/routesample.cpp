#include "tests/support/routesample.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace backroom::test {

namespace {
QString textOf(const Shape &shape)
{
    if (!shape.words.isEmpty())
        return shape.words.constFirst();
    if (shape.format == "email")
        return u"ann@example.com"_s;
    if (shape.format == "country")
        return u"DE"_s;
    if (shape.format == "date")
        return u"2026-11-20"_s;
    if (shape.format == "date-time")
        return u"2026-11-20T09:30:00.000Z"_s;
    if (shape.format == "decimal")
        return u"0.19"_s;
    if (shape.format == "password")
        return u"correct horse battery staple"_s;
    return QString(qMax<qint64>(1, shape.least), u'a');
}
}

QByteArray pathOf(const Route &route, const QByteArray &parameter)
{
    static const QRegularExpression braces(u"\\{[^}]*\\}"_s);
    return QString::fromLatin1(route.path).replace(braces, QString::fromUtf8(parameter)).toUtf8();
}

QByteArray nameOf(const Route &route) { return methodText(route.method) + ' ' + route.path; }

QJsonValue sampleOf(const Shape &shape, Fields fields)
{
    switch (shape.kind) {
    case Shape::Kind::Object: {
        QJsonObject object;
        for (const Member &member : shape.members)
            if (member.required || fields == Fields::All)
                object.insert(QString::fromLatin1(member.name), sampleOf(*member.shape, fields));
        return object;
    }
    case Shape::Kind::Array: {
        QJsonArray array;
        for (qint64 i = fields == Fields::All ? qMax<qint64>(1, shape.least) : shape.least; i > 0; --i)
            array.append(sampleOf(*shape.items, fields));
        return array;
    }
    case Shape::Kind::Map:
        return fields == Fields::All ? QJsonObject{{u"a"_s, sampleOf(*shape.items, fields)}} : QJsonObject();
    case Shape::Kind::Text: return textOf(shape);
    case Shape::Kind::Integer: return qMax(shape.least, qMin<qint64>(shape.most, 1));
    case Shape::Kind::Boolean: return true;
    case Shape::Kind::Number: return 1.5;
    case Shape::Kind::Money: return QJsonObject{{u"amount"_s, 100}, {u"currency"_s, u"EUR"_s}};
    case Shape::Kind::Time: return u"2026-11-20T09:30:00.000Z"_s;
    case Shape::Kind::Id: return u"1"_s;
    case Shape::Kind::Any: return u"anything"_s;
    }
    return {};
}

QByteArray bodyOf(const Route &route, Fields fields)
{
    if (!hasBody(route))
        return {};
    if (!route.uploadTypes.isEmpty())
        return "nothing that could be read"_ba;
    return route.body ? QJsonDocument(sampleOf(*route.body, fields).toObject()).toJson(QJsonDocument::Compact)
                      : "{}"_ba;
}

QByteArray typeOf(const Route &route)
{
    return route.uploadTypes.isEmpty() ? "application/json"_ba : route.uploadTypes.constFirst();
}

bool hasBody(const Route &route)
{
    return route.method == Method::Post || route.method == Method::Put || route.method == Method::Patch;
}

}
