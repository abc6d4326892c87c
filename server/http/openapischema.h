#pragma once
// Shapes as the OpenAPI document writes them: JSON Schema of 2020-12, objects that have a name once, as components.
#include "app/base/json.h"
#include "server/http/shape.h"

#include <QMap>
#include <QSet>

namespace backroom {

class OpenApiSchemas {
public:
    // What is asked is held to its limits, and a field that it does not name is refused; an answer may grow.
    enum class Side { Asked, Answered };

    // Keeps what the shape refers to, for writeComponents(). What is both asked and answered is written as asked.
    void collect(const ShapePtr &shape, Side side);
    void write(JsonWriter &json, const ShapePtr &shape, Side side) const;
    // The members of an object that is open already.
    void writeComponents(JsonWriter &json) const;

private:
    void writeMembers(JsonWriter &json, const Shape &shape, Side side) const;

    QMap<QByteArray, ShapePtr> m_components;
    QSet<QByteArray> m_asked;
};

}
