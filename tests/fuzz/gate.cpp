// The whole gate, with Qt HTTP Server behind it, on a real socket: whatever is sent, each request that was executed got
// its one well-formed reply, in order, and nothing that was refused was executed.
#include "tests/fuzz/target.h"
#include "tests/support/echoshop.h"
#include "tests/support/rawclient.h"

#include <QCoreApplication>

using namespace backroom;
using namespace backroom::fuzz;
using namespace backroom::test;

namespace {

struct Served
{
    int argc = 0;
    QCoreApplication application{argc, nullptr};
    EchoShop shop;
    HttpServer server;

    Served()
    {
        ServerOptions options = shop.options();
        options.limits.line = 512;
        options.limits.head = 2048;
        options.limits.fields = 24;
        options.limits.body = options.limits.uploadBody = 4096;
        // What waits for more bytes is let go soon: there will be none.
        options.limits.headMillis = options.limits.bodyMillis = options.limits.idleMillis = 40;
        options.limits.lingerMillis = 20;
        promise(server.start(options).has_value());
    }
};

}

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Served served;
    if (size < 1)
        return 0;
    // The first byte says where the rest is cut in two on its way.
    const QByteArray bytes = bytesOf(data + 1, size - 1);
    if (bytes.contains("/late") || bytes.contains("/huge") || bytes.contains("/status"))
        return 0; // the echo's own tricks, which are for other tests
    const int before = served.shop.served();
    RawClient client(served.server.port());
    promise(client.isOpen());
    const qsizetype cut = bytes.size() * data[0] / 256;
    (void)client.send(bytes.first(cut));
    (void)client.send(bytes.sliced(cut));
    (void)client.send("\r\n\r\nGET /end HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
    QByteArray replies = client.rest();

    int good = 0;
    bool ended = false;
    while (!replies.isEmpty()) {
        promise(!ended);
        promise(replies.startsWith("HTTP/1.1 "));
        const qsizetype end = replies.indexOf("\r\n\r\n");
        promise(end > 0);
        const QByteArray head = replies.first(end + 2);
        const int status = head.mid(9, 3).toInt();
        replies.remove(0, end + 4);
        if (status == 100)
            continue;
        if (status == 200)
            ++good;
        else
            promise(status >= 400 && status < 600);
        ended = head.contains("\r\nConnection: close\r\n");
        promise(status == 200 || ended);
        const qsizetype field = head.indexOf("\r\nContent-Length: ");
        promise(field > 0);
        const qsizetype length = head.mid(field + 18, head.indexOf("\r\n", field + 2) - field - 18).toLongLong();
        // A reply to HEAD tells a length and has no body: then the next reply, or nothing, stands there.
        if (bytes.contains("HEAD") && (replies.isEmpty() || replies.startsWith("HTTP/1.1 ")))
            continue;
        promise(replies.size() >= length);
        replies.remove(0, length);
    }
    promise(served.shop.served() - before == good);
    return 0;
}
