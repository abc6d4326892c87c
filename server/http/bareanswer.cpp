#include "server/http/bareanswer.h"

#include "server/http/call.h"
#include "server/http/finish.h"
#include "server/http/microsnow.h"
#include "server/http/problem.h"

#include <QCoreApplication>

namespace backroom {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }
}

void BareAnswer::unrouted(const Router::Match &match, const RateVerdict &rate)
{
    HeaderList headers = rate.headers();
    if (match.allowed.isEmpty())
        return error(Call::notFound().value(), headers);
    headers.emplaceBack("Allow", match.allowed.join(", "));
    error({ErrorCode::MethodNotAllowed, tr("This address knows other methods: see the header Allow.")}, headers);
}

void BareAnswer::error(const Error &error, const HeaderList &headers)
{
    Reply reply = problemReply(error, m_request.path(), m_request.id());
    reply.headers += headers;
    finishBare(reply, m_request, *m_shared.shop.settings());
    reply.headers.emplaceBack("Cache-Control", "no-store");
    send(std::move(reply), methodText(m_request.method()));
}

void BareAnswer::misdirected(const RateVerdict &rate)
{
    const QString detail = tr(
        "This shop does not go by the name in the address. If it should, its owner adds the name to allowed_hosts in "
        "the settings.");
    Reply reply = misdirectedReply(detail, m_request.path(), m_request.id());
    reply.headers += rate.headers();
    finishBare(reply, m_request, *m_shared.shop.settings());
    reply.headers.emplaceBack("Cache-Control", "no-store");
    send(std::move(reply), methodText(m_request.method()));
}

void BareAnswer::options(const Router::Match &match, const RateVerdict &rate)
{
    Reply reply{204, {}, {}, {{"Allow", match.allowed.join(", ")}}};
    finishBare(reply, m_request, *m_shared.shop.settings());
    finishPreflight(reply, m_request, match.allowed);
    reply.headers += rate.headers();
    send(std::move(reply), "OPTIONS");
}

// Counted and logged under no route.
void BareAnswer::send(Reply reply, const QByteArray &method)
{
    const qint64 micros = microsNow() - m_started;
    m_shared.metrics.count(nullptr, reply.status, reply.body.size(), micros);
    m_shared.log.add({m_shared.shop.clock().now(), method, loggedPath(m_request.path()), reply.status, micros,
                      reply.body.size(), "guest", m_request.id(), m_request.peerText()});
    m_responder.send(std::move(reply));
}

}
