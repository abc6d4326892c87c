#include "server/http/head.h"

#include "server/http/bytes.h"

namespace backroom {

QByteArray methodText(Method method)
{
    switch (method) {
    case Method::Get: return QByteArrayLiteral("GET");
    case Method::Head: return QByteArrayLiteral("HEAD");
    case Method::Post: return QByteArrayLiteral("POST");
    case Method::Put: return QByteArrayLiteral("PUT");
    case Method::Patch: return QByteArrayLiteral("PATCH");
    case Method::Delete: return QByteArrayLiteral("DELETE");
    case Method::Options: return QByteArrayLiteral("OPTIONS");
    }
    return {};
}

void Head::reset()
{
    std::vector<Field> room = std::move(fields);
    room.clear();
    *this = Head();
    fields = std::move(room);
}

QByteArrayView Head::field(QByteArrayView name) const
{
    for (const Field &candidate : fields) {
        if (backroom::bytes::same(view(candidate.name), name))
            return view(candidate.value);
    }
    return {};
}

}
