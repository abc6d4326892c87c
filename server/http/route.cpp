#include "server/http/route.h"

namespace backroom {

bool Route::needsBody() const
{
    if (!uploadTypes.isEmpty())
        return true;
    return body && std::any_of(body->members.begin(), body->members.end(), [](const Member &member) {
               return member.required;
           });
}

Route &Routes::add(Method method, const QByteArray &path, Access access)
{
    m_routes.push_back(std::make_unique<Route>());
    Route &route = *m_routes.back();
    route.number = int(m_routes.size()) - 1;
    route.method = method;
    route.path = path;
    route.access = access;
    return route;
}

Route &Routes::get(const QByteArray &path, Access access, ReadHandler handler)
{
    Route &route = add(Method::Get, path, access);
    route.read = std::move(handler);
    return route;
}

Route &Routes::post(const QByteArray &path, Access access, WriteHandler handler)
{
    Route &route = add(Method::Post, path, access);
    route.write = std::move(handler);
    return route;
}

Route &Routes::put(const QByteArray &path, Access access, WriteHandler handler)
{
    Route &route = add(Method::Put, path, access);
    route.write = std::move(handler);
    return route;
}

Route &Routes::patch(const QByteArray &path, Access access, WriteHandler handler)
{
    Route &route = add(Method::Patch, path, access);
    route.write = std::move(handler);
    return route;
}

Route &Routes::remove(const QByteArray &path, Access access, WriteHandler handler)
{
    Route &route = add(Method::Delete, path, access);
    route.write = std::move(handler);
    route.answersNothing();
    return route;
}

}
