#pragma once
// What a call of any route could look like, made from the route table itself: tests that go through all routes find
// those that are added later too.
#include "server/http/route.h"

#include <QJsonValue>

namespace backroom::test {

// The path with this in place of every parameter; the default is the id of nothing.
QByteArray pathOf(const Route &route, const QByteArray &parameter = "999999999");
// "PATCH /api/v1/admin/products/{id}", as tests name a route.
QByteArray nameOf(const Route &route);

enum class Fields { Required, All };
// A value that has this shape, in euros.
QJsonValue sampleOf(const Shape &shape, Fields fields = Fields::Required);
// The same as the body of a route's request; null where it takes none.
QByteArray bodyOf(const Route &route, Fields fields = Fields::Required);
// The media type that belongs to it.
QByteArray typeOf(const Route &route);
// Whether its method sends a body.
bool hasBody(const Route &route);

}
