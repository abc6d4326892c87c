#pragma once
// Of a body that does not fit its shape: the part that does, so that a service can be asked what else is wrong with it.
#include "server/http/shape.h"

#include <QJsonObject>

namespace backroom {

// The body with what is at fault left out; what is needed and is missing or at fault is made up.
QJsonObject fittedBody(const Shape &shape, const QJsonObject &body, const QByteArray &currency);

// The shape's faults and those that a service found in such a body, but for those in fields that were made up.
QList<FieldError> allFaults(const QList<FieldError> &shapes, const QList<FieldError> &services);

}
