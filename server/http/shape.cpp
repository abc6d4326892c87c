#include "server/http/shape.h"

namespace backroom::shape {

namespace {
ShapePtr make(Shape shape) { return std::make_shared<const Shape>(std::move(shape)); }
}

ShapePtr text(qint64 least, qint64 most) { return make({.kind = Shape::Kind::Text, .least = least, .most = most}); }
ShapePtr email() { return make({.kind = Shape::Kind::Text, .least = 3, .most = 254, .format = "email"}); }
ShapePtr formatted(const QByteArray &format, qint64 most)
{
    return make({.kind = Shape::Kind::Text, .most = most, .format = format});
}
ShapePtr oneOf(const QStringList &words) { return make({.kind = Shape::Kind::Text, .most = 100, .words = words}); }
ShapePtr integer(qint64 least, qint64 most)
{
    return make({.kind = Shape::Kind::Integer, .least = least, .most = most});
}
ShapePtr boolean() { return make({.kind = Shape::Kind::Boolean}); }
ShapePtr number() { return make({.kind = Shape::Kind::Number}); }
ShapePtr money() { return make({.kind = Shape::Kind::Money}); }
ShapePtr time() { return make({.kind = Shape::Kind::Time}); }
ShapePtr id() { return make({.kind = Shape::Kind::Id, .most = 100}); }
ShapePtr any() { return make({.kind = Shape::Kind::Any}); }
ShapePtr list(const ShapePtr &items, qint64 most)
{
    return make({.kind = Shape::Kind::Array, .items = items, .most = most});
}
ShapePtr map(const ShapePtr &values, qint64 most)
{
    return make({.kind = Shape::Kind::Map, .items = values, .most = most});
}

ShapePtr nullable(const ShapePtr &shape)
{
    Shape copy = *shape;
    copy.nullable = true;
    return make(std::move(copy));
}

ShapePtr object(const QByteArray &name, const QList<Member> &members)
{
    return make({.kind = Shape::Kind::Object, .name = name, .members = members});
}
Member required(const QByteArray &name, const ShapePtr &shape) { return {name, shape, true}; }
Member optional(const QByteArray &name, const ShapePtr &shape) { return {name, shape, false}; }

ShapePtr patchOf(const QByteArray &name, const ShapePtr &object)
{
    QList<Member> members = object->members;
    for (Member &member : members)
        member.required = false;
    return shape::object(name, members);
}

ShapePtr page(const QByteArray &name, const ShapePtr &items)
{
    return object(name, {required("items", list(items)), required("next", nullable(text()))});
}

}
