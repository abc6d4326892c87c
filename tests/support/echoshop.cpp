#include "tests/support/echoshop.h"

#include <thread>
#include <utility>

using namespace Qt::StringLiterals;

namespace backroom::test {

QByteArray getRequest(const QByteArray &path, const QByteArray &fields)
{
    return "GET " + path + " HTTP/1.1\r\nHost: shop\r\n" + fields + "\r\n";
}

ServerOptions EchoShop::options()
{
    ServerOptions options;
    options.port = 0;
    options.workers = 1;
    options.handlers = [this]() -> Handler {
        return [this](const Request &request, const Responder &responder) { handle(request, responder); };
    };
    options.limits.lingerMillis = 200;
    return options;
}

int EchoShop::waiting() const
{
    const QMutexLocker lock(&m_mutex);
    return int(m_late.size());
}

void EchoShop::release(int status)
{
    QList<Responder> late;
    {
        const QMutexLocker lock(&m_mutex);
        late = std::exchange(m_late, {});
    }
    std::thread([late, status] {
        for (const Responder &responder : late) {
            responder.send(Reply{status, "text/plain"_ba, "late"_ba});
            responder.send(Reply{500, "text/plain"_ba, "twice"_ba});
        }
    }).join();
}

void EchoShop::handle(const Request &request, const Responder &responder)
{
    ++m_served;
    const QByteArray path = request.path().toByteArray();
    if (path == "/late") {
        const QMutexLocker lock(&m_mutex);
        m_late.append(responder);
    } else if (path == "/huge") {
        responder.send(Reply{200, "text/plain"_ba, QByteArray(16 * 1024 * 1024, 'x')});
    } else if (path == "/shared") {
        static const QByteArray shared(16 * 1024 * 1024, 'x'); // one for all, as kept answers are
        responder.send(Reply{200, "text/plain"_ba, shared});
    } else if (path.startsWith("/status/")) {
        responder.send(Reply{path.mid(8).toInt(), "text/plain"_ba, "body"_ba});
    } else {
        responder.send(Reply{200, "text/plain"_ba, path + '|' + request.body()});
        responder.send(Reply{500, {}, "twice"_ba});
    }
}

}
