#pragma once
// What a JSON value must look like: one description that checks bodies and makes the OpenAPI document, so that the two
// cannot drift apart.
#include "app/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QStringList>
#include <memory>

namespace backroom {

struct Shape;
using ShapePtr = std::shared_ptr<const Shape>;

struct Member
{
    QByteArray name;
    ShapePtr shape;
    bool required = true;
};

struct Shape
{
    enum class Kind { Object, Array, Map, Text, Integer, Boolean, Number, Money, Time, Id, Any };
    Kind kind = Kind::Any;
    QByteArray name = {}; // of the component in the document; objects have one
    QList<Member> members = {}; // Object
    ShapePtr items = {}; // Array, Map
    qint64 least = 0; // characters, items, or the value
    qint64 most = 0;
    QStringList words = {}; // Text: one of these
    QByteArray format = {}; // Text: "email", "uri", "date", …, for the document
    bool nullable = false;
};

// Builders; the results are shared and never change.
namespace shape {
ShapePtr text(qint64 least = 0, qint64 most = 10'000); // characters
ShapePtr email();
ShapePtr formatted(const QByteArray &format, qint64 most = 400);
ShapePtr oneOf(const QStringList &words);
ShapePtr integer(qint64 least, qint64 most);
ShapePtr boolean();
ShapePtr number();
ShapePtr money(); // {"amount": minor units, "currency": "EUR"}, in the shop's currency, 0 … MaxAmount
ShapePtr time();
ShapePtr id();
ShapePtr any();
ShapePtr list(const ShapePtr &items, qint64 most = 1000);
ShapePtr map(const ShapePtr &values, qint64 most = 100); // any names
ShapePtr nullable(const ShapePtr &shape);
ShapePtr object(const QByteArray &name, const QList<Member> &members);
Member required(const QByteArray &name, const ShapePtr &shape);
Member optional(const QByteArray &name, const ShapePtr &shape);
// The same members, all of them optional: what PATCH takes.
ShapePtr patchOf(const QByteArray &name, const ShapePtr &object);
// {"items": […], "next": cursor or null}
ShapePtr page(const QByteArray &name, const ShapePtr &items);
}

// All that is wrong with the value, fields named as in "variants[0].price". Empty when nothing is.
QList<FieldError> checkShape(const Shape &shape, const QJsonValue &value, const QByteArray &currency);

}
