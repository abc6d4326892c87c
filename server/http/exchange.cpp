#include "server/http/exchange.h"

#include "app/users/sessions.h"
#include "server/http/finish.h"
#include "server/http/microsnow.h"
#include "server/http/problem.h"

namespace backroom {

namespace {
constexpr qint64 SlowMicros = 1'000'000;

// Beside the access log's row, under the same id: what went wrong, or took long.
void logUnusual(const Call &call, int status, qint64 micros, const QString &why)
{
    if (status < 500 && micros < SlowMicros)
        return;
    const LogScope scope(call.actor());
    const QByteArray what = methodText(call.request().method()) + ' ' + call.route().path;
    if (status >= 500)
        qWarning("%s answered %d after %.3f s: %s", what.constData(), status, double(micros) / 1e6, qPrintable(why));
    else
        qInfo("%s took %.3f s", what.constData(), double(micros) / 1e6);
}
}

void Exchange::answer(const Result<Reply> &result)
{
    Reply reply = result ? *result : problemReply(result.error(), call.request().path(), call.request().id());
    finish(reply);
    count(reply.status, reply.body.size(), result ? QString() : result.error().message);
    responder.send(std::move(reply));
    touch();
}

void Exchange::finish(Reply &reply) const
{
    finishReply(reply, call);
    reply.headers += rate.headers();
}

void Exchange::count(int status, qint64 bytes, const QString &why) const
{
    const qint64 micros = microsNow() - started;
    shared.metrics.count(&call.route(), status, bytes, micros);
    logUnusual(call, status, micros, why);
    shared.log.add({shared.shop.clock().now(), methodText(call.request().method()), call.route().path, status, micros,
                    bytes, call.actor().tag(), call.request().id(), call.request().peerText()});
}

void Exchange::touch() const
{
    if (touchDue)
        shared.shop.database().write(
            call.actor(),
            [actor = call.actor()](Transaction &transaction) -> Result<> {
                sessions::touch(transaction, actor);
                return {};
            },
            {}, Durability::Relaxed);
}

}
