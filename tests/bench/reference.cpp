#include "tests/bench/reference.h"

#include <QCoreApplication>
#include <QHash>
#include <QHttpServer>
#include <QTcpServer>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom::bench {

int serveReference()
{
    QHttpServer server;
    QHash<int, QByteArray> kept;
    server.route(u"/bytes/<arg>"_s, [&kept](int size) {
        QByteArray &bytes = kept[size];
        if (bytes.size() != size)
            bytes = '"' + QByteArray(std::max(0, size - 2), 'x') + '"';
        return QHttpServerResponse("application/json"_ba, bytes);
    });
    auto *const listener = new QTcpServer; // goes with the server, which Qt 6.8 gives no listen() of its own
    if (!listener->listen(QHostAddress::LocalHost))
        return 1;
    server.bind(listener);
    const int port = listener->serverPort();
    std::printf("listening on http://127.0.0.1:%d\n", port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}

namespace {
class ReferenceVisitor final : public Visitor {
public:
    explicit ReferenceVisitor(const std::vector<std::string> &requests) : m_requests(requests) {}
    std::string_view next() override { return m_requests[m_step]; }
    Verdict answered(int status, std::string_view) override
    {
        m_step = (m_step + 1) % m_requests.size();
        return status != 200 ? Verdict::Failed : m_step == 0 ? Verdict::Done : Verdict::More;
    }

private:
    const std::vector<std::string> &m_requests;
    size_t m_step = 0;
};
}

Visitors referenceVisitors(const std::vector<ReferenceStep> &steps)
{
    auto requests = std::make_shared<std::vector<std::string>>();
    for (const ReferenceStep &step : steps)
        requests->push_back(request(step.method, "/bytes/" + std::to_string(step.replySize), step.body));
    return [requests](int) { return std::make_unique<ReferenceVisitor>(*requests); };
}

}
