#include "server/http/idempotency.h"

#include "app/base/crypto.h"
#include "app/store/keptanswers.h"

#include <QCoreApplication>
#include <QDataStream>

namespace backroom::idempotency {

namespace {
constexpr qsizetype LargeBody = 64 * 1024; // bytes

// Scope: actor, method, path. A guest is known by what stands in the path, a cart's key; where nothing does, guests who
// chose the same poor key are told apart by their addresses, so that nobody is given another's new cart.
QByteArray hashOf(const Call &call, const QByteArray &key)
{
    QByteArray scope = call.actor().tag();
    if (call.actor().kind == Actor::Kind::Anonymous && !call.route().path.contains('{'))
        scope += ' ' + call.request().peer().toString().toLatin1();
    scope += '\n';
    scope += methodText(call.request().method());
    scope += '\n';
    scope += call.request().path();
    scope += '\n';
    scope += key;
    return blake2b(scope);
}

// What the call said. Keyed like the reply: a body may hold a password, and a bare hash of it could be guessed at.
QByteArray bodyHashOf(const Call &call, const QByteArray &key)
{
    QByteArray said = QByteArray::number(call.request().rawQuery().size());
    said += '\n';
    said += call.request().rawQuery();
    // A large one is not copied.
    if (const QByteArray &body = call.request().body(); body.size() > LargeBody)
        said += blake2b(body);
    else
        said += body;
    return blake2b(said, QByteArray("idempotent body\n" + call.actor().tag() + '\n' + key));
}

QByteArray secretOf(const Call &call, const QByteArray &key)
{
    return "idempotent reply\n" + call.actor().tag() + '\n' + key;
}
}

Result<std::optional<QByteArray>> keyOf(const Request &request)
{
    const QByteArrayView given = request.header("idempotency-key");
    if (given.isNull())
        return std::nullopt;
    const bool printable = std::all_of(given.begin(), given.end(), [](char c) { return c >= 0x21 && c < 0x7f; });
    if (given.isEmpty() || given.size() > 255 || !printable)
        return fail(ErrorCode::Malformed,
                    QCoreApplication::translate(
                        "backroom", "An Idempotency-Key has 1 to 255 printable characters without blanks."));
    return given.toByteArray();
}

Result<std::optional<Reply>> find(Reader &reader, const Call &call, const QByteArray &key)
{
    const auto kept = keptanswers::find(reader, hashOf(call, key));
    if (!kept)
        return std::nullopt;
    if (kept->asked != bodyHashOf(call, key))
        return invalid(QStringLiteral("Idempotency-Key"),
                       QCoreApplication::translate(
                           "backroom",
                           "This Idempotency-Key was used with another body. Use a new key for a new call."));
    const auto opened = openSealed(kept->answer, secretOf(call, key));
    if (!opened)
        return fail(ErrorCode::Internal, QCoreApplication::translate("backroom", "The kept answer cannot be read."));
    Reply reply;
    reply.status = kept->status;
    QDataStream stream(*opened);
    stream.setVersion(QDataStream::Qt_6_4);
    stream >> reply.type >> reply.body >> reply.headers;
    reply.headers.emplaceBack("Idempotency-Replayed", "true");
    return reply;
}

void keep(Transaction &transaction, const Call &call, const QByteArray &key, const Reply &reply)
{
    QByteArray plain;
    QDataStream stream(&plain, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << reply.type << reply.body << reply.headers;
    keptanswers::keep(transaction, hashOf(call, key),
                      {bodyHashOf(call, key), reply.status, seal(plain, secretOf(call, key))});
}

}
