// The readers of JSON: any bytes as the body of any route that takes one, over real HTTP against a real shop. Never a
// fault of ours, always an answer that is JSON itself, and what was refused left the journal as it was.
#include "server/http/route.h"
#include "tests/fuzz/target.h"
#include "tests/support/apifixture.h"
#include "tests/support/rawclient.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <cstdio>

using namespace backroom;
using namespace backroom::fuzz;
using namespace backroom::test;

namespace {

struct Shop
{
    int argc = 0;
    QCoreApplication application{argc, nullptr};
    ApiFixture fixture{QStringLiteral("sqlite")};
    Routes routes = allRoutes();
    std::vector<const Route *> targets; // those that take JSON and do not end the caller's own access
    QByteArray token = fixture.tokenFor(Role::Owner);
    std::unique_ptr<RawClient> client;

    Shop()
    {
        for (const auto &route : routes.all())
            if (route->body && route->uploadTypes.isEmpty() && !route->path.contains("/auth/")
                && route->rateClass.isEmpty())
                targets.push_back(route.get());
        promise(!targets.empty());
    }

    RawReply ask(const Route &route, const QByteArray &body)
    {
        QByteArray path;
        for (const QByteArray &segment : route.path.split('/'))
            if (!segment.isEmpty())
                path += '/' + (segment.startsWith('{') ? QByteArray("1") : segment);
        const QByteArray request = methodText(route.method) + ' ' + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
            + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
            + body;
        for (int attempt = 0; attempt < 2; ++attempt) {
            if (!client || !client->isOpen() || attempt > 0)
                client = std::make_unique<RawClient>(fixture.server().port());
            if (client->send(request))
                if (RawReply reply = client->reply(); reply.status != 0)
                    return reply;
        }
        return {};
    }

    qint64 entries()
    {
        return *fixture.database().read([](Reader &reader) -> Result<qint64> {
            return reader.number("SELECT seq FROM journal_head WHERE id = 1").value_or(0);
        });
    }
};

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Shop shop;
    if (size < 1)
        return 0;
    const Route &route = *shop.targets[data[0] % shop.targets.size()];
    const qint64 before = shop.entries();
    const RawReply reply = shop.ask(route, bytesOf(data + 1, size - 1));
    if (reply.status == 401)
        shop.token = shop.fixture.tokenFor(Role::Owner); // the call ended the session: then there is a new one
    if (reply.status < 200 || reply.status == 500)
        std::fprintf(stderr, "%s %s -> %d %s\n", methodText(route.method).constData(), route.path.constData(),
                     reply.status, reply.body.constData());
    promise(reply.status >= 200 && reply.status != 500);
    if (!reply.body.isEmpty()) {
        QJsonParseError parse;
        (void)QJsonDocument::fromJson(reply.body, &parse);
        promise(parse.error == QJsonParseError::NoError);
    }
    if (reply.status >= 400)
        promise(shop.entries() == before);
    return 0;
}
